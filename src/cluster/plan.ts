import type { ClusterChange, DesiredCluster } from './cluster.ts';
import type { DesiredServerless, DesiredState } from './desired-state.ts';
import type { NamespaceChange } from './namespace.ts';
import type { Observed } from './observe.ts';
import { planCluster } from './plan-cluster.ts';
import { type PausePlan, planPause } from './plan-pause.ts';
import { planRole } from './plan-role.ts';
import { planSecurityGroup } from './plan-security-group.ts';
import { planNamespace, planWorkgroup } from './plan-serverless.ts';
import { trustedServices } from './policies.ts';
import { type Cost, nodesCost, serverlessCost } from './prices.ts';
import type { RoleChange } from './role.ts';
import type { SecurityGroupChange } from './security-group.ts';
import type { Step } from './step.ts';
import type { WorkgroupChange } from './workgroup.ts';

/** The whole plan, as data: made from what is desired and what is there, and applied as it was shown. */
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
  /** Where the nodes of a cluster of ours have a time to live. */
  readonly pause?: PausePlan | undefined;
  readonly cost: Cost | undefined;
}

/** Compares what is desired with what is there. Pure: looks at nothing else. */
export function planCreation(desired: DesiredState, observed: Observed, now: Date): Plan {
  const warehouse = planWarehouse(desired, observed);
  const isOurs = warehouse.kind === 'nodes' && warehouse.cluster.verb !== 'adopt';
  return {
    region: desired.region,
    account: observed.identity.account,
    role: planAccessRole(desired, observed),
    securityGroup: planSecurityGroup(desired, observed.securityGroup),
    warehouse,
    pause: desired.pause && isOurs ? planPause(desired.pause, observed, now) : undefined,
    cost: costOf(desired),
  };
}

/** The steps in the order in which they are applied. */
export function stepsOf(plan: Plan): readonly Step[] {
  const { warehouse, pause } = plan;
  return [
    plan.role,
    plan.securityGroup,
    ...(pause === undefined ? [] : [pause.role]),
    ...(warehouse.kind === 'nodes' ? [warehouse.cluster] : [warehouse.namespace, warehouse.workgroup]),
    ...(pause === undefined ? [] : [pause.action]),
  ];
}

/** Whether applying the plan changes anything at AWS. */
export function changesAnything(plan: Plan): boolean {
  return stepsOf(plan).some((step) => step.verb === 'create' || step.verb === 'change');
}

function planAccessRole(desired: DesiredState, observed: Observed): Step<RoleChange> {
  const { owner, role, reads, work, warehouse } = desired;
  const parts = [
    ...(reads.length > 0 ? [`reads ${reads.join(', ')}`] : []),
    ...(work === undefined ? [] : [`writes ${work}`]),
  ];
  const toPlan = {
    owner,
    role,
    services: trustedServices(warehouse.kind === 'serverless'),
    summary: parts.length > 0 ? parts.join('; ') : 'reads nothing yet',
    wayOut: 'Choose another name with --role-name (DWH_IAM_ROLE_NAME), or let that service assume it.',
    look: { command: 'doctor', flags: { warehouse: 'redshift' }, why: 'See what it may read' },
  };
  return planRole(toPlan, observed.role);
}

function planWarehouse(desired: DesiredState, observed: Observed): Plan['warehouse'] {
  const access = { roleArn: observed.role?.arn, securityGroupId: observed.securityGroup?.id };
  if (desired.warehouse.kind === 'nodes') {
    return { kind: 'nodes', cluster: planCluster(desired.warehouse, observed.cluster, access) };
  }
  return {
    kind: 'serverless',
    namespace: planNamespace(desired.warehouse.namespace, observed.namespace, access.roleArn),
    workgroup: planWorkgroup(desired.warehouse.workgroup, observed.workgroup, access.securityGroupId),
  };
}

function costOf({ warehouse, region }: { warehouse: DesiredCluster | DesiredServerless; region: string }) {
  return warehouse.kind === 'nodes'
    ? nodesCost({ ...warehouse.compute, region })
    : serverlessCost({ ...warehouse.workgroup.compute, region });
}
