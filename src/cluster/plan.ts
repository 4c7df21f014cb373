import type { Kind } from './asked-kind.ts';
import type { Desired } from './desired.ts';
import type { Observed } from './observe.ts';
import { planCluster } from './plan-cluster.ts';
import { planNamespace } from './plan-namespace.ts';
import { planPause } from './plan-pause.ts';
import { planAccessRole } from './plan-role.ts';
import { planSecurityGroup } from './plan-security-group.ts';
import { planWorkgroup } from './plan-workgroup.ts';
import { type Cost, nodesCost, serverlessCost } from './prices.ts';
import type { Step } from './resource.ts';

/** The whole plan: made from what is desired and what is there, and applied as it was shown. */
export interface Plan {
  readonly kind: Kind;
  readonly region: string;
  readonly account: string;
  /** In the order in which they are taken. */
  readonly steps: readonly Step[];
  /** The security group that is there; a step makes it where there is none. */
  readonly securityGroupId: string | undefined;
  readonly cost: Cost | undefined;
}

/** Compares what is desired with what is there. Pure: looks at nothing else. */
export function planCreation(desired: Desired, observed: Observed): Plan {
  const { compute, connection, identity } = desired;
  const { region } = connection;
  return {
    kind: compute.kind,
    region,
    account: identity.account,
    steps: [
      planAccessRole(desired, observed.role, observed.namespace !== undefined),
      planSecurityGroup(desired, observed.securityGroup),
      ...planWarehouse(desired, observed),
    ],
    securityGroupId: observed.securityGroup?.id,
    cost:
      compute.kind === 'nodes' ? nodesCost({ ...compute, region }) : serverlessCost({ ...compute, region }),
  };
}

function planWarehouse(desired: Desired, observed: Observed): readonly Step[] {
  const { compute, ttl } = desired;
  if (compute.kind === 'serverless') {
    return [planNamespace(desired, observed), planWorkgroup(desired, compute, observed)];
  }
  const cluster = planCluster(desired, compute, observed);
  if (ttl === undefined || cluster.verb === 'adopt') return [cluster];
  const pause = planPause(desired, observed, ttl);
  // The role before the cluster, so that the scheduler knows it by the time that the action needs it.
  return [pause.role, cluster, pause.action];
}

/** Whether applying the plan changes anything at AWS. */
export function changesAnything({ steps }: Plan): boolean {
  return steps.some(({ verb }) => verb === 'create' || verb === 'change');
}
