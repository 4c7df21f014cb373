import type { Cluster, ClusterAccess, ClusterChange, DesiredCluster } from './cluster.ts';
import { dollars, nodePrice } from './prices.ts';
import {
  beingDeleted,
  broken,
  comparedKey,
  differing,
  isBroken,
  isLeaving,
  type Refusal,
} from './refusal.ts';
import type { Nodes } from './settings.ts';
import type { Step } from './step.ts';
import { ownershipOf, ownerTag, ttlTag } from './tags.ts';

/** Whether a warehouse has an address outside of its VPC. */
export function publicChange(isPublic: boolean) {
  const [inside, outside] = ['reachable in its VPC only', 'reachable'];
  return isPublic
    ? { what: 'public' as const, from: inside, to: outside }
    : { what: 'public' as const, from: outside, to: inside };
}

const placeOf = (subnetGroup: string | undefined) =>
  subnetGroup === undefined ? '' : `, in subnet group ${subnetGroup}`;

/** What will happen to the cluster; of `access` is undefined what has still to be created. */
export function planCluster(
  desired: DesiredCluster,
  cluster: Cluster | undefined,
  access: Partial<{ [Part in keyof ClusterAccess]: ClusterAccess[Part] | undefined }>,
): Step<ClusterChange> {
  const step = {
    kind: 'Cluster' as const,
    name: desired.name,
    changes: [],
    summary: `${desired.compute.nodes} x ${desired.compute.nodeType}, encrypted${desired.kmsKey ? ' with your key' : ''}${desired.public ? '' : ', private'}${placeOf(desired.subnetGroup)}, database ${desired.database}`,
    notes: replaced(desired.compute),
  };
  if (cluster === undefined) {
    const password =
      desired.password === undefined
        ? 'AWS makes the password and keeps it in Secrets Manager.'
        : 'The password is the one that you configured.';
    return { ...step, verb: 'create', notes: [...step.notes, password] };
  }
  const ours = ownershipOf(cluster.tags, desired.tags[ownerTag] ?? '') === 'ours';
  const refusal = stateRefusal(cluster) ?? (ours ? differences(desired, cluster) : undefined);
  if (refusal !== undefined) return { ...step, verb: 'refuse', ...refusal };
  const changes = changesFor(desired, cluster, access);
  if (!ours) return adopt(step, cluster, changes);
  if (changes.length > 0 && cluster.status === 'paused') {
    return {
      ...step,
      verb: 'refuse',
      notes: [`It is paused, and its ${changes.map((change) => change.what).join(', ')} must change.`],
      hints: [{ command: 'cluster resume', why: 'Resume it first' }],
    };
  }
  return {
    ...step,
    verb: changes.length > 0 ? 'change' : 'keep',
    changes,
    notes: cluster.status === 'available' ? [] : [`It is ${cluster.status}.`],
  };
}

/** A retired node type is replaced, with both prices. */
function replaced({ replaces, nodeType, nodes }: Nodes): readonly string[] {
  if (replaces === undefined) return [];
  const priced = (type: string) => {
    const price = nodePrice(type);
    return price === undefined
      ? `${nodes} x ${type}`
      : `${nodes} x ${type} (${dollars(price * nodes)} an hour)`;
  };
  return [`AWS no longer creates ${priced(replaces)}: ${priced(nodeType)} in its place.`];
}

function adopt(
  step: Omit<Step<ClusterChange>, 'verb'>,
  cluster: Cluster,
  changes: readonly ClusterChange[],
): Step<ClusterChange> {
  return {
    ...step,
    verb: 'adopt',
    summary: `${cluster.nodes} x ${cluster.nodeType}, database ${cluster.database}, used as it is`,
    notes: [
      'It was not made by sparkify: it stays as it is, and cluster delete leaves it.',
      ...changes
        .filter((change) => change.what !== 'time to live')
        .map((change) => `Its ${change.what} differs: ${change.from || 'none'} instead of ${change.to}.`),
    ],
  };
}

function stateRefusal({ status }: Cluster): Refusal | undefined {
  if (isLeaving(status)) return beingDeleted;
  return isBroken(status) ? broken(status) : undefined;
}

/** What only a new cluster can have: changing it means a resize or a restore, which are not for a plan to decide. */
function differences(desired: DesiredCluster, cluster: Cluster): Refusal | undefined {
  const { compute } = desired;
  return differing([
    ['nodes', `${cluster.nodes} x ${cluster.nodeType}`, `${compute.nodes} x ${compute.nodeType}`],
    ['database', cluster.database, desired.database],
    ['user', cluster.user, desired.user],
    ['port', `${cluster.port ?? desired.port}`, `${desired.port}`],
    ['VPC', cluster.vpcId ?? desired.vpcId, desired.vpcId],
    ['subnet group', cluster.subnetGroup ?? 'none', desired.subnetGroup ?? cluster.subnetGroup ?? 'none'],
    comparedKey(cluster.kmsKey, desired.kmsKey),
  ]);
}

function changesFor(
  desired: DesiredCluster,
  cluster: Cluster,
  access: Partial<{ [Part in keyof ClusterAccess]: ClusterAccess[Part] | undefined }>,
): readonly ClusterChange[] {
  const { roleArn, securityGroupId } = access;
  const ttl = desired.tags[ttlTag];
  const changes: ClusterChange[] = [];
  if (roleArn === undefined || !cluster.roles.includes(roleArn)) {
    changes.push({ what: 'role', from: cluster.roles.join(', '), to: roleArn ?? 'the new role' });
  }
  if (securityGroupId === undefined || !cluster.securityGroups.includes(securityGroupId)) {
    changes.push({
      what: 'security group',
      from: cluster.securityGroups.join(', '),
      to: securityGroupId ?? 'the new group',
    });
  }
  if (cluster.public !== desired.public) changes.push(publicChange(desired.public));
  if (ttl !== undefined && cluster.tags[ttlTag] !== ttl) {
    changes.push({ what: 'time to live', from: cluster.tags[ttlTag] ?? '', to: ttl });
  }
  return changes;
}
