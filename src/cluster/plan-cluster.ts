import type { Cluster, ClusterChange, DesiredCluster, Footing } from './cluster.ts';
import { nodePrice } from './prices.ts';
import type { Step } from './step.ts';
import { ownershipOf, ownerTag, ttlTag } from './tags.ts';

/** What will happen to the cluster; its footing is undefined where that has still to be created. */
export function planCluster(
  desired: DesiredCluster,
  cluster: Cluster | undefined,
  footing: Partial<{ [Part in keyof Footing]: Footing[Part] | undefined }>,
): Step<ClusterChange> {
  const step = {
    kind: 'Cluster' as const,
    name: desired.name,
    changes: [],
    summary: `${desired.compute.nodes} x ${desired.compute.nodeType}, encrypted, database ${desired.database}`,
    notes: [],
  };
  if (cluster === undefined) {
    const password =
      desired.password === undefined
        ? 'AWS makes the password and keeps it in Secrets Manager.'
        : 'The password is the one that you configured.';
    return { ...step, verb: 'create', notes: [...replacementNote(desired), password] };
  }
  const ours = ownershipOf(cluster.tags, desired.tags[ownerTag] ?? '') === 'ours';
  const troubles = ours
    ? [...stateTroubles(cluster), ...differences(desired, cluster)]
    : stateTroubles(cluster);
  if (troubles.length > 0) return { ...step, verb: 'refuse', notes: troubles };
  const changes = changesFor(desired, cluster, footing);
  if (!ours) return adopt(step, cluster, changes);
  if (changes.length > 0 && cluster.status === 'paused') {
    return {
      ...step,
      verb: 'refuse',
      notes: [
        `It is paused, and its ${changes.map((change) => change.what).join(', ')} must change.`,
        'Resume it first: sparkify cluster resume',
      ],
    };
  }
  return {
    ...step,
    verb: changes.length > 0 ? 'change' : 'keep',
    changes,
    notes: cluster.status === 'available' ? [] : [`It is ${cluster.status}.`],
  };
}

/** Both prices, where a node type takes the place of a retired one. */
function replacementNote({ compute }: DesiredCluster): readonly string[] {
  const { nodeType, replaces } = compute;
  if (replaces === undefined) return [];
  const prices = [nodeType, replaces].map(nodePrice);
  const [now, before] = prices.map((price) => (price === undefined ? 'unknown' : `${price} USD`));
  return [
    `AWS retired ${replaces}: ${nodeType} takes its place, for ${now} a node-hour instead of ${before}.`,
  ];
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

function stateTroubles({ status }: Cluster): readonly string[] {
  if (status === 'deleting' || status === 'final-snapshot') {
    return ['It is being deleted. Run this again when it is gone: sparkify cluster status'];
  }
  if (/^(incompatible|hardware-failure|storage-full|failed)/.test(status)) {
    return [`It is ${status}. Delete it and create it again: sparkify cluster delete`];
  }
  return [];
}

/** What only a new cluster can have: changing it means a resize or a restore, which are not for a plan to decide. */
function differences(desired: DesiredCluster, cluster: Cluster): readonly string[] {
  const compared: readonly (readonly [string, string, string])[] = [
    [
      'nodes',
      `${cluster.nodes} x ${cluster.nodeType}`,
      `${desired.compute.nodes} x ${desired.compute.nodeType}`,
    ],
    ['database', cluster.database, desired.database],
    ['user', cluster.user, desired.user],
    ['port', `${cluster.port ?? desired.port}`, `${desired.port}`],
  ];
  const different = compared.filter(([, is, desired]) => is !== desired);
  if (different.length === 0) return [];
  return [
    ...different.map(([what, is, desired]) => `Its ${what}: ${is}, but ${desired} is configured.`),
    'Configure what it has, or delete it and create it again: sparkify cluster delete',
  ];
}

function changesFor(
  desired: DesiredCluster,
  cluster: Cluster,
  footing: Partial<{ [Part in keyof Footing]: Footing[Part] | undefined }>,
): readonly ClusterChange[] {
  const { roleArn, securityGroupId } = footing;
  const ttl = desired.tags[ttlTag];
  const changes: ClusterChange[] = [];
  if (roleArn === undefined || !cluster.roles.includes(roleArn)) {
    changes.push({ what: 'role', from: cluster.roles.join(', '), to: roleArn ?? 'the new role' });
  }
  const [onlyGroup, ...others] = cluster.securityGroups;
  if (securityGroupId === undefined || onlyGroup !== securityGroupId || others.length > 0) {
    changes.push({
      what: 'security group',
      from: cluster.securityGroups.join(', '),
      to: securityGroupId ?? 'the new group',
    });
  }
  if (!cluster.public) changes.push({ what: 'public', from: 'reachable in its VPC only', to: 'reachable' });
  if (ttl !== undefined && cluster.tags[ttlTag] !== ttl) {
    changes.push({ what: 'time to live', from: cluster.tags[ttlTag] ?? '', to: ttl });
  }
  return changes;
}
