import { CreateScheduledActionCommand, ModifyScheduledActionCommand } from '@aws-sdk/client-redshift';
import { parseDuration } from '../settings/duration.ts';
import { formatUtc } from '../settings/ttl.ts';
import { isAwsError } from './aws-errors.ts';
import type { Desired } from './desired.ts';
import { clusterArn, pauseName, roleArn } from './names.ts';
import type { Observed } from './observe.ts';
import { scheduleAt } from './pause-action.ts';
import { planRole } from './plan-role.ts';
import { pausePolicy, schedulerService, schedulerTrust } from './policies.ts';
import {
  absentAsUndefined,
  changed,
  created,
  keptOrChanged,
  type Planned,
  refused,
  type Step,
  type Work,
} from './resource.ts';
import { isOurs, ttlTag } from './tags.ts';
import { retryWhile } from './wait.ts';

/**
 * What will happen to the role and the scheduled action by which Redshift pauses a cluster at the end of its time to live. Serverless
 * costs nothing while idle, and needs no pause.
 */
export interface PausePlan {
  readonly role: Step;
  readonly action: Step;
}

export function planPause(desired: Desired, observed: Observed, ttl: string): PausePlan {
  const { identifier, identity, connection } = desired;
  const wanted = {
    name: pauseName(identifier),
    purpose: 'Lets the scheduler of Redshift pause the cluster.',
    trust: schedulerTrust(),
    services: [schedulerService],
    access: pausePolicy(clusterArn(identity, connection.region, identifier)),
    summary: `may pause ${identifier}`,
    wayOut: 'Let that service assume it, or leave out --ttl.',
  };
  return {
    role: planRole(desired, wanted, observed.pauseRole),
    action: planAction(desired, observed, ttl),
  };
}

function planAction(desired: Desired, observed: Observed, ttl: string): Step {
  const { identifier, identity, now, owner } = desired;
  const { pauseAction: action, pauseRole, cluster } = observed;
  const name = pauseName(identifier);
  const at = new Date(now.getTime() + Math.max(parseDuration({ value: ttl, from: 'ttl' }), leastLife));
  const role = pauseRole?.arn ?? roleArn(identity, name);
  const input = { ScheduledActionName: name, Schedule: scheduleAt(at), IamRole: role, Enable: true };
  const create = new CreateScheduledActionCommand({
    ...input,
    TargetAction: { PauseCluster: { ClusterIdentifier: identifier } },
    ScheduledActionDescription: `Pauses the cluster ${owner} at the end of its time to live. Made by sparkify cluster create.`,
  });
  const summary = (time: Date) => `Redshift pauses the cluster at ${formatUtc(time)}`;
  const planned: Planned = {
    kind: 'Scheduled action',
    name,
    summary: summary(at),
    notes: [],
    // An answer may have got lost: what was made a moment ago has the same target and role.
    create: onceRoleIsReady(({ clients: { redshift } }) =>
      absentAsUndefined(() => redshift.send(create), 'ScheduledActionAlreadyExists'),
    ),
  };
  if (action === undefined) return created(planned);
  if (!isOurs(action, owner)) {
    const why = 'It exists, and was not made for this cluster. Leave out --ttl, or delete it.';
    return refused(planned, { notes: [why] });
  }
  const modify = (change: Partial<typeof input>) =>
    onceRoleIsReady(({ clients: { redshift } }) =>
      redshift.send(new ModifyScheduledActionCommand({ ScheduledActionName: name, ...change })),
    );
  const isDue = action.at !== undefined && action.at > now;
  const isSameLife = cluster?.tags[ttlTag] === ttl && (isDue || cluster.status === 'paused');
  const from = action.at ? formatUtc(action.at) : '';
  const setTime = modify({ Schedule: input.Schedule, Enable: true });
  const changes = [
    ...(isSameLife ? [] : [{ what: 'pause', from, to: formatUtc(at), make: setTime }]),
    ...changed('role', action.roleArn, pauseRole?.arn ?? 'the new role', modify({ IamRole: role })),
  ];
  if (changes.length > 0) return keptOrChanged(planned, changes);
  return keptOrChanged({ ...planned, summary: isDue ? summary(action.at) : 'the cluster is paused' }, []);
}

/**
 * Milliseconds before the first pause. A cluster that AWS still creates cannot be paused, and the action runs only once.
 * https://docs.aws.amazon.com/redshift/latest/mgmt/rs-mgmt-pause-resume-cluster.html
 */
const leastLife = 20 * 60_000;

/** Milliseconds that IAM may take to show a new role to the scheduler. */
const roleSpread = 2 * 60_000;

function onceRoleIsReady(call: (work: Work) => Promise<unknown>) {
  const passes = (error: unknown) =>
    isAwsError(error, 'InvalidScheduledAction', 'UnauthorizedOperation') && /role/i.test(error.message);
  return (work: Work) => retryWhile(passes, { ...work.retryPolicy, limit: roleSpread }, () => call(work));
}
