import { InterruptedError, reworded, SparkifyError } from '../errors.ts';
import type { Hint } from '../hint.ts';
import { spokenTime } from '../settings/ttl.ts';
import type { Execution } from './apply.ts';
import { awaitWarehouse } from './await-warehouse.ts';
import { explainAwsError } from './aws-errors.ts';
import { removeCluster } from './cluster.ts';
import { removeNamespace } from './namespace.ts';
import { removePauseAction } from './pause-action.ts';
import type { DeletionStep } from './plan-deletion.ts';
import { removeRole } from './role.ts';
import { removeSecurityGroup } from './security-group.ts';
import { removeWorkgroup } from './workgroup.ts';

/** A cluster in the midst of its creation, and the network interface of one that is gone, hold things up for minutes. */
const settling = { every: 10_000, limit: 45 * 60_000 };

/**
 * Deletes what the plan says, each thing only after what leans on it is gone.
 * An error names what is left; a second run continues where this one ended.
 */
export async function applyDeletion(
  steps: readonly DeletionStep[],
  snapshot: string | undefined,
  execution: Execution,
): Promise<void> {
  const { report, signal } = execution;
  const left = steps.filter((step) => step.verb === 'delete');
  for (let step = left[0]; step !== undefined; step = left[0]) {
    try {
      signal?.throwIfAborted();
      report.step(`Deleting ${step.kind} ${step.name}`);
      await remove(step, snapshot, execution);
    } catch (error) {
      throw halfWay(error, left, signal);
    }
    left.shift();
  }
}

async function remove(
  { kind, name, id }: DeletionStep,
  snapshot: string | undefined,
  execution: Execution,
): Promise<void> {
  const { clients, clock, report, signal } = execution;
  const why = kind === 'Security group' || kind === 'IAM role' ? 'still in use' : 'still busy';
  const onWait = (waited: number) => report.waiting(`${kind} ${name}  ${why}  ${spokenTime(waited)}`);
  const retryPolicy = { clock, signal, onWait, ...settling };
  switch (kind) {
    case 'Cluster':
      await removeCluster(clients, { name, snapshot }, retryPolicy);
      return await awaitWarehouse({ kind: 'Cluster', name, until: 'gone' }, execution);
    case 'Scheduled action':
      return await removePauseAction(clients, name);
    case 'Workgroup':
      await removeWorkgroup(clients, name, retryPolicy);
      return await awaitWarehouse({ kind: 'Workgroup', name, until: 'gone' }, execution);
    case 'Namespace':
      await removeNamespace(clients, { name, snapshot }, retryPolicy);
      return await awaitWarehouse({ kind: 'Namespace', name, until: 'gone' }, execution);
    case 'Security group':
      return await removeSecurityGroup(clients, id, retryPolicy);
    case 'IAM role':
      return await removeRole(clients, name, retryPolicy);
  }
}

const goOn: Hint = { command: 'cluster delete', why: 'Go on' };

function halfWay(error: unknown, left: readonly DeletionStep[], signal: AbortSignal | undefined): Error {
  const [current] = left;
  const explained =
    signal?.aborted && !(error instanceof SparkifyError)
      ? new InterruptedError('SPK-602', 'Interrupted before everything was deleted.', { cause: error })
      : explainAwsError(error, `${current?.kind} ${current?.name}`);
  if (!(explained instanceof SparkifyError)) return explained;
  return reworded(explained, {
    details: [
      ...explained.details,
      `Not deleted yet: ${left.map((step) => `${step.kind} ${step.name}`).join(', ')}.`,
    ],
    hints: explained.hints.some((hint) => typeof hint !== 'string' && hint.command === goOn.command)
      ? explained.hints
      : [...explained.hints, goOn],
  });
}
