import type { DesiredPause } from './desired-state.ts';
import { formatUtc } from './format-utc.ts';
import type { Observed } from './observe.ts';
import type { PauseChange } from './pause-action.ts';
import { planRole } from './plan-role.ts';
import { schedulerService } from './policies.ts';
import type { RoleChange } from './role.ts';
import type { Step } from './step.ts';
import { ownershipOf, ttlTag } from './tags.ts';

/** What will happen to the role and the scheduled action that pause the cluster. */
export interface PausePlan {
  readonly role: Step<RoleChange>;
  readonly action: Step<PauseChange>;
}

export function planPause(desired: DesiredPause, observed: Observed, now: Date): PausePlan {
  return {
    role: planRole(
      {
        owner: desired.action.owner,
        role: desired.role,
        services: [schedulerService],
        summary: `may pause ${desired.action.cluster}`,
        wayOut: 'Let that service assume it, or leave out --ttl.',
      },
      observed.pauseRole,
    ),
    action: planAction(desired, observed, now),
  };
}

function planAction(desired: DesiredPause, observed: Observed, now: Date): Step<PauseChange> {
  const { pauseAction: action, pauseRole: role, cluster } = observed;
  const { name, at, owner } = desired.action;
  const step = { kind: 'Scheduled action' as const, name, changes: [], notes: [] };
  const summary = (time: Date) => `Redshift pauses the cluster at ${formatUtc(time)}`;
  if (action === undefined) return { ...step, verb: 'create', summary: summary(at) };
  if (ownershipOf(action.tags, owner) !== 'ours') {
    return {
      ...step,
      verb: 'refuse',
      summary: summary(at),
      notes: ['It exists, and was not made for this cluster. Leave out --ttl, or delete it.'],
    };
  }
  const isDue = action.at !== undefined && action.at > now;
  const isSameLife = cluster?.tags[ttlTag] === desired.ttl;
  const isPaused = cluster?.status === 'paused';
  const changes: PauseChange[] = [];
  if (!isSameLife || !(isDue || isPaused)) {
    changes.push({ what: 'pause', from: action.at ? formatUtc(action.at) : '', to: formatUtc(at) });
  }
  if (role?.arn !== action.roleArn) {
    changes.push({ what: 'role', from: action.roleArn, to: role?.arn ?? 'the new role' });
  }
  if (changes.length > 0) return { ...step, verb: 'change', changes, summary: summary(at) };
  return { ...step, verb: 'keep', summary: isDue ? summary(action.at) : 'the cluster is paused' };
}
