import {
  CreateScheduledActionCommand,
  DeleteScheduledActionCommand,
  DescribeScheduledActionsCommand,
  ModifyScheduledActionCommand,
} from '@aws-sdk/client-redshift';
import { isAwsError } from './aws-errors.ts';
import type { Clients } from './clients.ts';
import { absentAsUndefined, type Change, type Decision } from './resource.ts';
import { ownerTag, type Tags } from './tags.ts';
import { type RetryPolicy, retryWhile } from './wait.ts';

/** The scheduled action by which Redshift pauses a cluster, as it is. */
export interface PauseAction {
  readonly name: string;
  /** Scheduled actions have no tags: these are read from its description. */
  readonly tags: Tags;
  /** When it pauses the cluster; undefined where it is turned off, or its schedule is of another kind. */
  readonly at: Date | undefined;
  readonly roleArn: string;
}

/** The scheduled action as it should be. */
export interface DesiredPauseAction {
  readonly name: string;
  readonly cluster: string;
  readonly owner: string;
  readonly at: Date;
}

export type PauseChange = Change<'pause' | 'role'>;

type Redshift = Pick<Clients, 'redshift'>;

export async function observePauseAction(
  { redshift }: Redshift,
  name: string,
): Promise<PauseAction | undefined> {
  const found = await absentAsUndefined(
    () => redshift.send(new DescribeScheduledActionsCommand({ ScheduledActionName: name })),
    'ScheduledActionNotFound',
  );
  const [action] = found?.ScheduledActions ?? [];
  if (action === undefined) return undefined;
  const owner = /^Pauses the cluster (\S+) /.exec(action.ScheduledActionDescription ?? '')?.[1];
  const time = /^at\((.+)\)$/.exec(action.Schedule ?? '')?.[1];
  return {
    name,
    tags: owner === undefined ? {} : { [ownerTag]: owner },
    at: time === undefined || action.State === 'DISABLED' ? undefined : new Date(`${time}Z`),
    roleArn: action.IamRole ?? '',
  };
}

/** Does what was decided about the scheduled action. The cluster has to exist. */
export async function ensurePauseAction(
  { redshift }: Redshift,
  desired: DesiredPauseAction,
  { decision, roleArn }: { readonly decision: Decision<PauseChange>; readonly roleArn: string },
  retryPolicy: RetryPolicy,
): Promise<void> {
  if (decision.verb !== 'create' && decision.verb !== 'change') return;
  const input = {
    ScheduledActionName: desired.name,
    Schedule: scheduleAt(desired.at),
    IamRole: roleArn,
    Enable: true,
  };
  const create = new CreateScheduledActionCommand({
    ...input,
    TargetAction: { PauseCluster: { ClusterIdentifier: desired.cluster } },
    ScheduledActionDescription: `Pauses the cluster ${desired.owner} at the end of its time to live. Made by sparkify cluster create.`,
  });
  await retryWhile(isRoleNotReady, { ...retryPolicy, limit: roleSpread }, async () => {
    if (decision.verb === 'change')
      return void (await redshift.send(new ModifyScheduledActionCommand(input)));
    // An answer may have got lost: what was made a moment ago has the same target and role.
    await absentAsUndefined(() => redshift.send(create), 'ScheduledActionAlreadyExists');
  });
}

/** Sets another time for the pause. */
export async function movePause({ redshift }: Redshift, name: string, at: Date): Promise<void> {
  await redshift.send(
    new ModifyScheduledActionCommand({ ScheduledActionName: name, Schedule: scheduleAt(at), Enable: true }),
  );
}

export async function removePauseAction({ redshift }: Redshift, name: string): Promise<void> {
  await absentAsUndefined(
    () => redshift.send(new DeleteScheduledActionCommand({ ScheduledActionName: name })),
    'ScheduledActionNotFound',
  );
}

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_ScheduledAction.html: seconds, in UTC, without a zone. */
function scheduleAt(at: Date): string {
  return `at(${at.toISOString().slice(0, 19)})`;
}

/** Milliseconds that IAM may take to show a new role to the scheduler. */
const roleSpread = 2 * 60_000;

function isRoleNotReady(error: unknown): boolean {
  return isAwsError(error, 'InvalidScheduledAction', 'UnauthorizedOperation') && /role/i.test(error.message);
}
