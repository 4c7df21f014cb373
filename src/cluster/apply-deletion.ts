import { spokenTime } from '../settings/ttl.ts';
import type { Execution } from './apply.ts';
import { awaitWarehouse, isAwaited } from './await-warehouse.ts';
import type { Clients } from './clients.ts';
import { removeCluster } from './cluster.ts';
import { halfWay } from './half-way.ts';
import { removeNamespace } from './namespace.ts';
import { removePauseAction } from './pause-action.ts';
import type { DeletionStep } from './plan-deletion.ts';
import type { Removal, ResourceKind } from './resource.ts';
import { removeRole } from './role.ts';
import { removeSecurityGroup } from './security-group.ts';
import type { RetryPolicy } from './wait.ts';
import { removeWorkgroup } from './workgroup.ts';

/** A cluster in the midst of its creation, and the network interface of one that is gone, hold things up for minutes. */
const settling = { every: 10_000, limit: 45 * 60_000 };

type Remove = (clients: Clients, resource: Removal, retryPolicy: RetryPolicy) => Promise<void>;

const removals: Readonly<Record<ResourceKind, { readonly remove: Remove; readonly holdsUp: string }>> = {
  Cluster: { remove: removeCluster, holdsUp: 'still busy' },
  'Scheduled action': { remove: removePauseAction, holdsUp: 'still busy' },
  Workgroup: { remove: removeWorkgroup, holdsUp: 'still busy' },
  Namespace: { remove: removeNamespace, holdsUp: 'still busy' },
  'Security group': { remove: removeSecurityGroup, holdsUp: 'still in use' },
  'IAM role': { remove: removeRole, holdsUp: 'still in use' },
};

/**
 * Deletes what the plan says, each thing only after what leans on it is gone.
 * An error names what is left; a second run continues where this one ended.
 */
export async function applyDeletion(
  steps: readonly DeletionStep[],
  snapshot: string | undefined,
  execution: Execution,
): Promise<void> {
  const { clients, clock, report, signal } = execution;
  const goes = steps.filter((step) => step.verb === 'delete');
  for (const [at, step] of goes.entries()) {
    const { kind, name, id } = step;
    const { remove, holdsUp } = removals[kind];
    const onWait = (waited: number) => report.waiting(`${kind} ${name}  ${holdsUp}  ${spokenTime(waited)}`);
    try {
      signal?.throwIfAborted();
      report.step(`Deleting ${kind} ${name}`);
      await remove(clients, { name, id, snapshot }, { clock, signal, onWait, ...settling });
      if (isAwaited(kind)) await awaitWarehouse({ kind, name, until: 'gone' }, execution);
    } catch (error) {
      const left = goes.slice(at).map((each) => `${each.kind} ${each.name}`);
      const remains = `Not deleted yet: ${left.join(', ')}.`;
      const hints = [{ command: 'cluster delete', why: 'Go on' }];
      throw halfWay(error, { step, doing: 'deleted', remains, hints, signal });
    }
  }
}
