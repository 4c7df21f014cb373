import { InterruptedError, reworded, SparkifyError, TransientError } from '../errors.ts';
import type { Hint } from '../hint.ts';
import { spokenTime } from '../settings/ttl.ts';
import type { Execution } from './apply.ts';
import { explainAwsError } from './aws-errors.ts';
import type { Clients } from './clients.ts';
import { observeCluster } from './cluster.ts';
import { observeNamespace } from './namespace.ts';
import { isBroken, notRecovering } from './refusal.ts';
import { waitFor } from './wait.ts';
import { observeWorkgroup } from './workgroup.ts';

/** What is waited for: a cluster or a workgroup that can be used, that is paused, or that is gone. */
export interface Goal {
  readonly kind: 'Cluster' | 'Workgroup' | 'Namespace';
  readonly name: string;
  readonly until: 'available' | 'paused' | 'gone';
}

/** How the resources are looked at whose changes take a while. */
const looks: Readonly<Record<Goal['kind'], Look>> = {
  Cluster: observeCluster,
  Workgroup: observeWorkgroup,
  Namespace: observeNamespace,
};

type Look = (
  clients: Clients,
  name: string,
) => Promise<{ readonly status: string; readonly host?: string } | undefined>;

export function isAwaited(kind: string): kind is Goal['kind'] {
  return kind in looks;
}

/** A resize or a restore of much data apart, no state of a cluster lasts this long. */
const longest = 60 * 60_000;

/**
 * Waits until the goal is reached and reports state and time meanwhile. AWS continues whether anybody waits or not:
 * Ctrl-C ends the waiting only ({@link InterruptedError}), and so does the limit of an hour ({@link TransientError}).
 */
export async function awaitWarehouse(goal: Goal, execution: Execution): Promise<void> {
  const { clients, clock, report, signal } = execution;
  const label = `${goal.kind} ${goal.name}`;
  try {
    const reached = await waitFor({ clock, signal, every: 10_000, limit: longest }, async (waited) => {
      const status = await statusOf(goal, clients);
      if (isReached(goal, status)) return true;
      if (isBroken(status)) throw notRecovering(label, status);
      report.waiting(`${label}  ${status ?? 'not seen yet'}  ${spokenTime(waited)}`);
      return undefined;
    });
    if (reached === undefined) {
      throw new TransientError(
        'SPK-607',
        `${label} was not ${goal.until} after ${spokenTime(longest)}; AWS continues.`,
        { hints: [look] },
      );
    }
  } catch (error) {
    if (!signal?.aborted) throw withoutWaiting(explainAwsError(error, label), error, goal);
    throw new InterruptedError(
      'SPK-602',
      `Stopped waiting. ${label} continues in the background until it is ${goal.until}.`,
      {
        cause: error,
        hints: goesOn(goal),
      },
    );
  }
}

/** An error of AWS, such as credentials that have expired, ends the waiting only. */
function withoutWaiting(explained: Error, error: unknown, goal: Goal): Error {
  if (explained === error || !(explained instanceof SparkifyError)) return explained;
  const { kind, name, until } = goal;
  return reworded(explained, {
    details: [
      ...explained.details,
      `Only the waiting ended: AWS continues until ${kind} ${name} is ${until}${until === 'available' ? ', and bills it' : ''}.`,
    ],
    hints: [...explained.hints, ...goesOn(goal)],
  });
}

async function statusOf({ kind, name }: Goal, clients: Clients): Promise<string | undefined> {
  const found = await looks[kind](clients, name);
  // A cluster can be available before it has an address.
  const isUnplaced = kind === 'Cluster' && found?.status === 'available' && found.host === undefined;
  return isUnplaced ? 'available, without an address yet' : found?.status;
}

function isReached({ until }: Goal, status: string | undefined): boolean {
  return until === 'gone' ? status === undefined : status === until;
}

const look: Hint = { command: 'cluster status', why: 'See its state' };

function goesOn({ until }: Goal): readonly Hint[] {
  if (until === 'gone') {
    return [look, { command: 'cluster delete', why: 'Delete the rest' }];
  }
  const verb = until === 'paused' ? 'pause' : 'create';
  return [look, { command: `cluster ${verb}`, why: 'Wait again' }];
}
