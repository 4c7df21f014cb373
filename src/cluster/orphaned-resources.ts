import { DescribeClusterSnapshotsCommand } from '@aws-sdk/client-redshift';
import { ListSnapshotsCommand } from '@aws-sdk/client-redshift-serverless';
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import type { Clients } from './clients.ts';
import { clustersWithTag } from './cluster.ts';
import { type Observed, observe } from './observe.ts';
import { storagePrice } from './prices.ts';
import { absentAsUndefined } from './resource.ts';
import { observeRolesOf, type Role } from './role.ts';
import type { ClusterTarget } from './settings.ts';
import { ownerName, ownershipOf, ownerTag } from './tags.ts';
import { workgroupsWithTag } from './workgroup.ts';

/** Something that is still there after a deletion. */
export interface OrphanedResource {
  readonly kind: string;
  readonly name: string;
  /** Whether AWS charges for it. */
  readonly billable: boolean;
  readonly note: string;
}

/**
 * Looks again, with fresh eyes, for all that a cluster of this name could have left: itself, its snapshots, the secret
 * of its password, and what costs nothing (security group, role). What is not ours is not looked for.
 */
export async function findOrphans(
  clients: Clients,
  settings: ClusterTarget,
): Promise<readonly OrphanedResource[]> {
  const observed = await observe(clients, settings);
  const owner = ownerName({ region: settings.connection.region, identifier: settings.identifier });
  const isForeign = [observed.cluster, observed.namespace].some(
    (resource) => resource !== undefined && ownershipOf(resource.tags, owner) !== 'ours',
  );
  return [
    ...leftResources(observed, await observeRolesOf(clients, owner), owner),
    // Those of somebody else's cluster of the same name are not ours to count.
    ...(isForeign ? [] : await leftSnapshots(clients, settings.identifier)),
    ...(isForeign ? [] : await leftSecrets(clients, settings)),
  ];
}

/** Other clusters and workgroups in the region that this program made: they may be forgotten. */
export async function otherClusters(
  clients: Clients,
  settings: ClusterTarget,
): Promise<readonly { readonly name: string; readonly status: string }[]> {
  const clusters = await clustersWithTag(clients, ownerTag);
  const ours = clusters.filter((cluster) => ownerTag in cluster.tags);
  const all = [...ours, ...(await workgroupsWithTag(clients, ownerTag))];
  return all.filter(({ name }) => name !== settings.identifier);
}

function leftResources(observed: Observed, roles: readonly Role[], owner: string): OrphanedResource[] {
  const { cluster, namespace, workgroup, securityGroup } = observed;
  const candidates = [
    { kind: 'Cluster', billable: true, resource: cluster },
    { kind: 'Workgroup', billable: true, resource: workgroup },
    { kind: 'Namespace', billable: true, resource: namespace },
    { kind: 'Security group', billable: false, resource: securityGroup },
    ...roles.map((resource) => ({ kind: 'IAM role', billable: false, resource })),
  ];
  return candidates.flatMap(({ kind, billable, resource }) =>
    resource !== undefined && ownershipOf(resource.tags, owner) === 'ours'
      ? [{ kind, name: resource.name, billable, note: 'sparkify cluster delete' }]
      : [],
  );
}

async function leftSnapshots(clients: Clients, identifier: string): Promise<OrphanedResource[]> {
  const left = (name: string, command: string): OrphanedResource => ({
    kind: 'Snapshot',
    name,
    billable: true,
    note: `${storagePrice} USD a GB-month, until you delete it: ${command} ${name}`,
  });
  // Automated snapshots go with the cluster, and cost nothing before.
  const ofCluster = await absentAsUndefined(
    () =>
      clients.redshift.send(
        new DescribeClusterSnapshotsCommand({ ClusterIdentifier: identifier, SnapshotType: 'manual' }),
      ),
    'ClusterNotFound',
    'ClusterSnapshotNotFound',
  );
  const ofNamespace = await absentAsUndefined(
    () => clients.serverless.send(new ListSnapshotsCommand({ namespaceName: identifier })),
    'ResourceNotFound',
  );
  return [
    ...(ofCluster?.Snapshots ?? []).map(({ SnapshotIdentifier: name = '' }) =>
      left(name, 'aws redshift delete-cluster-snapshot --snapshot-identifier'),
    ),
    ...(ofNamespace?.snapshots ?? []).map(({ snapshotName: name = '' }) =>
      left(name, 'aws redshift-serverless delete-snapshot --snapshot-name'),
    ),
  ];
}

/** Redshift names the secret of a managed password `redshift!NAME-USER`, and deletes it with the cluster. */
async function leftSecrets(clients: Clients, settings: ClusterTarget): Promise<OrphanedResource[]> {
  const name = `redshift!${settings.identifier}-${settings.user}`;
  const { SecretList: secrets = [] } = await clients.secrets.send(
    new ListSecretsCommand({ Filters: [{ Key: 'name', Values: [name] }] }),
  );
  // The filter finds beginnings of names.
  return secrets
    .filter((secret) => secret.Name === name && secret.DeletedDate === undefined)
    .map(() => ({
      kind: 'Secret',
      name,
      billable: true,
      note: '0.40 USD a month; Redshift deletes it soon',
    }));
}
