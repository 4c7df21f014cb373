import type { DesiredNamespace, Namespace, NamespaceChange } from './namespace.ts';
import { publicChange } from './plan-cluster.ts';
import { beingDeleted, comparedKey, differing } from './refusal.ts';
import type { Serverless } from './settings.ts';
import type { Step } from './step.ts';
import { ownershipOf, ownerTag, type Tags, ttlTag } from './tags.ts';
import type { DesiredWorkgroup, Workgroup, WorkgroupChange } from './workgroup.ts';

/** What will happen to the namespace; the role is undefined where it has still to be created. */
export function planNamespace(
  desired: DesiredNamespace,
  namespace: Namespace | undefined,
  roleArn: string | undefined,
): Step<NamespaceChange> {
  const step = {
    kind: 'Namespace' as const,
    name: desired.name,
    changes: [],
    summary: `encrypted${desired.kmsKey ? ' with your key' : ''}, database ${desired.database}`,
    notes: [],
  };
  if (namespace === undefined) {
    const password =
      desired.password === undefined
        ? 'AWS makes the password and keeps it in Secrets Manager.'
        : 'The password is the one that you configured.';
    return { ...step, verb: 'create', notes: [password] };
  }
  if (namespace.status === 'deleting') return { ...step, verb: 'refuse', ...beingDeleted };
  if (!isOurs(desired, namespace)) return adopt(step);
  const refusal = differing([
    ['database', namespace.database, desired.database],
    ['user', namespace.user, desired.user],
    comparedKey(namespace.kmsKey, desired.kmsKey),
  ]);
  if (refusal !== undefined) return { ...step, verb: 'refuse', ...refusal };
  const changes: NamespaceChange[] = [];
  const ttl = desired.tags[ttlTag];
  if (roleArn === undefined || !namespace.roles.includes(roleArn)) {
    changes.push({ what: 'role', from: namespace.roles.join(', '), to: roleArn ?? 'the new role' });
  }
  if (ttl !== undefined && namespace.tags[ttlTag] !== ttl) {
    changes.push({ what: 'time to live', from: namespace.tags[ttlTag] ?? '', to: ttl });
  }
  return { ...step, verb: changes.length > 0 ? 'change' : 'keep', changes };
}

/** What will happen to the workgroup; the group is undefined where it has still to be created. */
export function planWorkgroup(
  desired: DesiredWorkgroup,
  workgroup: Workgroup | undefined,
  securityGroupId: string | undefined,
): Step<WorkgroupChange> {
  const { baseCapacity, maxCapacity, usageLimit } = desired.compute;
  const step = {
    kind: 'Workgroup' as const,
    name: desired.name,
    changes: [],
    summary: `${baseCapacity} RPU, up to ${maxCapacity}, at most ${usageLimit} RPU-hours a day${desired.public ? '' : ', private'}${desired.subnets ? `, in ${desired.subnets.join(', ')}` : ''}`,
    notes: [],
  };
  if (workgroup === undefined) {
    const notes = ttlTag in desired.tags ? [noPause] : [];
    return { ...step, verb: 'create', notes };
  }
  if (workgroup.status === 'deleting') return { ...step, verb: 'refuse', ...beingDeleted };
  if (!isOurs(desired, workgroup)) return adopt(step);
  const refusal = differing([
    ['port', `${workgroup.port ?? desired.port}`, `${desired.port}`],
    ['VPC', workgroup.vpcId ?? desired.vpcId, desired.vpcId],
    ['subnets', listed(workgroup.subnets), listed(desired.subnets ?? workgroup.subnets)],
  ]);
  if (refusal !== undefined) return { ...step, verb: 'refuse', ...refusal };
  const changes: WorkgroupChange[] = capacityChanges(desired.compute, workgroup);
  if (securityGroupId === undefined || !workgroup.securityGroups.includes(securityGroupId)) {
    changes.push({
      what: 'security group',
      from: workgroup.securityGroups.join(', '),
      to: securityGroupId ?? 'the new group',
    });
  }
  if (workgroup.public !== desired.public) changes.push(publicChange(desired.public));
  if (workgroup.usageLimit?.amount !== usageLimit) {
    const from =
      workgroup.usageLimit === undefined ? 'none' : `${workgroup.usageLimit.amount} RPU-hours a day`;
    changes.push({ what: 'usage limit', from, to: `${usageLimit} RPU-hours a day` });
  }
  return { ...step, verb: changes.length > 0 ? 'change' : 'keep', changes };
}

const listed = (ids: readonly string[]) => ids.toSorted().join(', ');

const noPause = 'It costs nothing while idle, so --ttl only makes status and etl warn.';

/** Base and most capacity change one after the other, and the base must never be above the most. */
function capacityChanges(desired: Serverless, workgroup: Workgroup): WorkgroupChange[] {
  const change = (what: 'base capacity' | 'max capacity', from: number | undefined, to: number) =>
    from === to ? [] : [{ what, from: from === undefined ? 'no limit' : `${from} RPU`, to: `${to} RPU` }];
  const base = change('base capacity', workgroup.baseCapacity, desired.baseCapacity);
  const most = change('max capacity', workgroup.maxCapacity, desired.maxCapacity);
  const isGrowing = desired.maxCapacity >= (workgroup.maxCapacity ?? 0);
  return isGrowing ? [...most, ...base] : [...base, ...most];
}

function isOurs(desired: { readonly tags: Tags }, resource: { readonly tags: Tags }): boolean {
  return ownershipOf(resource.tags, desired.tags[ownerTag] ?? '') === 'ours';
}

function adopt<AnyStep extends Omit<Step<never>, 'verb'>>(step: AnyStep) {
  return {
    ...step,
    verb: 'adopt' as const,
    summary: 'used as it is',
    notes: ['It was not made by sparkify: it stays as it is, and cluster delete leaves it.'],
  };
}
