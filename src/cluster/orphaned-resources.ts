import { paginateDescribeClusterSnapshots } from '@aws-sdk/client-redshift';
import { paginateListSnapshots } from '@aws-sdk/client-redshift-serverless';
import { paginateListSecrets } from '@aws-sdk/client-secrets-manager';
import { UsageError } from '../errors.ts';
import { openS3Folder } from '../s3/folder.ts';
import type { S3Settings } from '../s3/settings.ts';
import { allPages } from './all-pages.ts';
import type { Clients } from './clients.ts';
import { type Observed, observe } from './observe.ts';
import { foundResources } from './plan-deletion.ts';
import { storagePrice } from './prices.ts';
import { absentAsUndefined, type ResourceKind } from './resource.ts';
import { observeRolesOf, type Role } from './role.ts';
import type { ClusterTarget } from './settings.ts';
import { isOurs } from './tags.ts';

/** Something that exists after a deletion. */
export interface OrphanedResource {
  readonly kind: string;
  readonly name: string;
  /** Whether AWS charges for it. */
  readonly billable: boolean;
  /** Whether `cluster delete` should have deleted it. */
  readonly ours: boolean;
  readonly note: string;
}

/**
 * Lists again everything that is billed under the name of this cluster, also what others made: cluster, workgroup, namespace,
 * snapshots, the secret of a password, objects that killed runs left below WORK; and for what is ours and costs nothing.
 *
 * @param before.users of the database before the deletion: the secret of a password is named after its user
 */
export async function findOrphans(
  clients: Clients,
  settings: ClusterTarget,
  {
    users,
    s3,
    signal,
  }: {
    readonly users: readonly (string | undefined)[];
    readonly s3: S3Settings;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<readonly OrphanedResource[]> {
  const observed = await observe(clients, settings);
  const { owner } = settings;
  return [
    ...leftResources(observed, await observeRolesOf(clients, owner), owner),
    ...(await leftSnapshots(clients, settings.identifier)),
    ...(await leftSecrets(clients, settings.identifier, [settings.user, ...users])),
    ...(settings.work === undefined ? [] : await leftObjects(settings.work, s3, signal)),
  ];
}

/** How AWS's own program deletes what is billed. */
const deletions: Readonly<Partial<Record<ResourceKind, string>>> = {
  Cluster: 'redshift delete-cluster --cluster-identifier',
  Workgroup: 'redshift-serverless delete-workgroup --workgroup-name',
  Namespace: 'redshift-serverless delete-namespace --namespace-name',
};

function leftResources(observed: Observed, roles: readonly Role[], owner: string): OrphanedResource[] {
  return foundResources(observed, roles).flatMap(({ kind, resource }): OrphanedResource[] => {
    const { name } = resource;
    const ours = isOurs(resource, owner);
    const command = deletions[kind];
    if (command === undefined)
      return ours ? [{ kind, name, billable: false, ours, note: 'costs nothing' }] : [];
    const note = ours
      ? 'its deletion has not ended'
      : `not made by sparkify, which leaves it; if you mean it: aws ${command} ${name}`;
    return [{ kind, name, billable: true, ours, note }];
  });
}

async function leftSnapshots(clients: Clients, identifier: string): Promise<OrphanedResource[]> {
  const left = (name: string, command: string): OrphanedResource => ({
    kind: 'Snapshot',
    name,
    billable: true,
    ours: false,
    note: `${storagePrice} USD a GB-month, until you delete it: ${command} ${name}`,
  });
  // Automated snapshots are deleted with the cluster: https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html
  const manual = { ClusterIdentifier: identifier, SnapshotType: 'manual' };
  const ofCluster = paginateDescribeClusterSnapshots({ client: clients.redshift }, manual);
  const ofNamespace = paginateListSnapshots({ client: clients.serverless }, { namespaceName: identifier });
  const inCluster = await absentAsUndefined(
    () => allPages(ofCluster, (page) => page.Snapshots),
    'ClusterNotFound',
    'ClusterSnapshotNotFound',
  );
  const inNamespace = await absentAsUndefined(
    () => allPages(ofNamespace, (page) => page.snapshots),
    'ResourceNotFound',
  );
  return [
    ...(inCluster ?? []).map(({ SnapshotIdentifier: name = '' }) =>
      left(name, 'aws redshift delete-cluster-snapshot --snapshot-identifier'),
    ),
    ...(inNamespace ?? []).map(({ snapshotName: name = '' }) =>
      left(name, 'aws redshift-serverless delete-snapshot --snapshot-name'),
    ),
  ];
}

/**
 * Redshift names the secret of a managed password `redshift!NAME-USER`, and deletes it with the cluster.
 * https://docs.aws.amazon.com/redshift/latest/mgmt/redshift-secrets-manager-integration.html
 * What it costs: https://aws.amazon.com/secrets-manager/pricing/
 */
async function leftSecrets(
  clients: Clients,
  identifier: string,
  users: readonly (string | undefined)[],
): Promise<OrphanedResource[]> {
  const names = new Set(users.map((user) => `redshift!${identifier}-${user}`));
  // The filter finds beginnings of names: those of the cluster NAME-2 too.
  const Filters = [{ Key: 'name' as const, Values: [`redshift!${identifier}-`] }];
  const pages = paginateListSecrets({ client: clients.secrets }, { Filters });
  const secrets = await allPages(pages, (page) => page.SecretList);
  return secrets
    .filter(({ Name, DeletedDate }) => Name !== undefined && names.has(Name) && DeletedDate === undefined)
    .map(({ Name: name = '' }) => ({
      kind: 'Secret',
      name,
      billable: true,
      ours: false,
      note: '0.40 USD a month; Redshift deletes it with its cluster',
    }));
}

/** Objects of runs of `etl` and of `doctor`, by the names that they give them: they delete theirs when they end, unless they are killed. */
async function leftObjects(
  work: string,
  s3: S3Settings,
  signal: AbortSignal | undefined,
): Promise<OrphanedResource[]> {
  const object = { kind: 'Objects', name: work, ours: false };
  try {
    await using folder = await openS3Folder(work, s3);
    const left = (await folder.list(signal)).filter(({ name }) => ofRun.test(name));
    if (left.length === 0) return [];
    const bytes = left.reduce((sum, each) => sum + each.bytes, 0);
    const size = `${left.length.toLocaleString('en-US')} of killed runs, or of one that is loading now, ${bytes.toLocaleString('en-US')} bytes`;
    return [{ ...object, billable: true, note: `${size}; delete them: aws s3 rm --recursive ${work}` }];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [{ ...object, billable: false, note: `could not be looked at: ${error.message}` }];
  }
}

const ofRun = /^(run-[0-9a-f-]{36}\/|doctor-[0-9a-f-]{36}$)/;
