import type { ClusterChange, ClusterWish } from './cluster.ts';
import type { NamespaceChange } from './namespace.ts';
import type { Observed } from './observe.ts';
import { planCluster } from './plan-cluster.ts';
import { planRole } from './plan-role.ts';
import { planSecurityGroup } from './plan-security-group.ts';
import { planNamespace, planWorkgroup } from './plan-serverless.ts';
import { type Cost, nodesCost, serverlessCost } from './prices.ts';
import type { Change, Decision } from './resource.ts';
import type { RoleChange } from './role.ts';
import type { SecurityGroupChange } from './security-group.ts';
import type { ServerlessWish, Wish } from './wish.ts';
import type { WorkgroupChange } from './workgroup.ts';

/**
 * What will happen to one resource.
 * - `create`: it is not there.
 * - `keep`: it is ours, and as it should be.
 * - `change`: it is ours, and `changes` bring it to what it should be.
 * - `adopt`: it is not ours, but serves; it is used as it is, and never changed or deleted.
 * - `refuse`: it is in the way; `notes` say why and what to do. Nothing at all is done then.
 */
export interface Step<ResourceChange extends Change = Change> extends Decision<ResourceChange> {
  readonly kind: 'IAM role' | 'Security group' | 'Cluster' | 'Namespace' | 'Workgroup';
  readonly name: string;
  /** What it is or will be, in a few words. */
  readonly summary: string;
  readonly notes: readonly string[];
}

/** The whole plan, as data: made from what is wished and what is there, and performed as it was shown. */
export interface Plan {
  readonly region: string;
  readonly account: string;
  readonly role: Step<RoleChange>;
  readonly securityGroup: Step<SecurityGroupChange>;
  readonly warehouse:
    | { readonly kind: 'nodes'; readonly cluster: Step<ClusterChange> }
    | {
        readonly kind: 'serverless';
        readonly namespace: Step<NamespaceChange>;
        readonly workgroup: Step<WorkgroupChange>;
      };
  readonly cost: Cost | undefined;
}

/** Compares what is wished with what is there. Pure: looks at nothing else. */
export function planCreation(wish: Wish, observed: Observed): Plan {
  return {
    region: wish.region,
    account: observed.identity.account,
    role: planRole(wish, observed.role),
    securityGroup: planSecurityGroup(wish, observed.securityGroup),
    warehouse: planWarehouse(wish, observed),
    cost: costOf(wish),
  };
}

/** The steps in the order in which they are performed. */
export function stepsOf(plan: Plan): readonly Step[] {
  const { warehouse } = plan;
  return [
    plan.role,
    plan.securityGroup,
    ...(warehouse.kind === 'nodes' ? [warehouse.cluster] : [warehouse.namespace, warehouse.workgroup]),
  ];
}

/** Whether performing the plan changes anything at AWS. */
export function changesAnything(plan: Plan): boolean {
  return stepsOf(plan).some((step) => step.verb === 'create' || step.verb === 'change');
}

function planWarehouse(wish: Wish, observed: Observed): Plan['warehouse'] {
  const footing = { roleArn: observed.role?.arn, securityGroupId: observed.securityGroup?.id };
  if (wish.warehouse.kind === 'nodes') {
    return { kind: 'nodes', cluster: planCluster(wish.warehouse, observed.cluster, footing) };
  }
  return {
    kind: 'serverless',
    namespace: planNamespace(wish.warehouse.namespace, observed.namespace, footing.roleArn),
    workgroup: planWorkgroup(wish.warehouse.workgroup, observed.workgroup, footing.securityGroupId),
  };
}

function costOf({ warehouse, region }: { warehouse: ClusterWish | ServerlessWish; region: string }) {
  return warehouse.kind === 'nodes'
    ? nodesCost({ ...warehouse.compute, region })
    : serverlessCost({ ...warehouse.workgroup.compute, region });
}
