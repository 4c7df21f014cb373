import {
  type Cluster as AwsCluster,
  CreateTagsCommand,
  DeleteClusterCommand,
  DescribeClustersCommand,
  PauseClusterCommand,
  ResumeClusterCommand,
} from '@aws-sdk/client-redshift';
import { isAwsError } from './aws-errors.ts';
import type { Clients } from './clients.ts';
import { isLeaving } from './refusal.ts';
import { absentAsUndefined, type Removal } from './resource.ts';
import { renewedTag, type Tags, tagList, tagsFrom, ttlTag } from './tags.ts';
import { type RetryPolicy, retryWhile } from './wait.ts';

/** A provisioned cluster, as it is. */
export interface Cluster {
  readonly name: string;
  /** `creating`, `available`, `pausing`, `paused`, `resuming`, `modifying`, `deleting` … */
  readonly status: string;
  readonly nodeType: string;
  readonly nodes: number;
  readonly database: string;
  readonly user: string;
  /** Port and host are unknown until AWS has placed it. */
  readonly port?: number;
  readonly host?: string;
  readonly roles: readonly string[];
  readonly securityGroups: readonly string[];
  readonly vpcId?: string;
  readonly subnetGroup?: string;
  readonly public: boolean;
  readonly encrypted: boolean;
  /** The ARN of the KMS key, AWS's own or the owner's. */
  readonly kmsKey?: string;
  readonly version: string;
  readonly createdAt?: Date;
  /** Where AWS keeps the password, if it keeps one. */
  readonly secretArn?: string;
  readonly tags: Tags;
}

type Redshift = Pick<Clients, 'redshift'>;

export async function observeCluster({ redshift }: Redshift, name: string): Promise<Cluster | undefined> {
  const found = await absentAsUndefined(
    () => redshift.send(new DescribeClustersCommand({ ClusterIdentifier: name })),
    'ClusterNotFound',
  );
  const [cluster] = found?.Clusters ?? [];
  return cluster && fromAws(cluster);
}

/** Asks for the deletion; a cluster that is still being created or changed cannot be deleted before that ends. */
export async function removeCluster(
  { redshift }: Redshift,
  { name, snapshot }: Removal,
  retryPolicy: RetryPolicy,
): Promise<void> {
  const command = new DeleteClusterCommand({
    ClusterIdentifier: name,
    SkipFinalClusterSnapshot: snapshot === undefined,
    FinalClusterSnapshotIdentifier: snapshot,
  });
  await retryWhile(isBusy, retryPolicy, async () => {
    try {
      await absentAsUndefined(() => redshift.send(command), 'ClusterNotFound');
    } catch (error) {
      // Already on its way out, by a run that died after asking.
      const status = isBusy(error) ? (await observeCluster({ redshift }, name))?.status : undefined;
      if (status !== undefined && isLeaving(status)) return;
      // No page settles whether Redshift deletes a paused cluster; a user reports that it refuses: https://github.com/apache/airflow/pull/68922
      if (status === 'paused') await resumeCluster({ redshift }, name);
      throw error;
    }
  });
}

export async function pauseCluster({ redshift }: Redshift, name: string): Promise<void> {
  await redshift.send(new PauseClusterCommand({ ClusterIdentifier: name }));
}

/** Records that the time to live begins again, with another length if one is given. */
export async function renewLife(
  { redshift }: Redshift,
  arn: string,
  { now, ttl }: { readonly now: Date; readonly ttl?: string },
): Promise<void> {
  const tags = { [renewedTag]: now.toISOString(), ...(ttl !== undefined && { [ttlTag]: ttl }) };
  await redshift.send(new CreateTagsCommand({ ResourceName: arn, Tags: tagList(tags) }));
}

export async function resumeCluster({ redshift }: Redshift, name: string): Promise<void> {
  await redshift.send(new ResumeClusterCommand({ ClusterIdentifier: name }));
}

/** Whether a change has to wait, since AWS is still at the one before. */
export function isBusy(error: unknown): boolean {
  return isAwsError(error, 'InvalidClusterState');
}

function fromAws(cluster: AwsCluster): Cluster {
  const { Endpoint: endpoint, ClusterCreateTime: createdAt, MasterPasswordSecretArn: secretArn } = cluster;
  return {
    name: cluster.ClusterIdentifier ?? '',
    status: cluster.ClusterStatus ?? 'unknown',
    nodeType: cluster.NodeType ?? '',
    nodes: cluster.NumberOfNodes ?? 1,
    database: cluster.DBName ?? '',
    user: cluster.MasterUsername ?? '',
    ...(endpoint?.Port && { port: endpoint.Port }),
    ...(endpoint?.Address && { host: endpoint.Address }),
    roles: (cluster.IamRoles ?? []).map((role) => role.IamRoleArn ?? ''),
    securityGroups: (cluster.VpcSecurityGroups ?? []).map((group) => group.VpcSecurityGroupId ?? ''),
    ...(cluster.VpcId && { vpcId: cluster.VpcId }),
    ...(cluster.ClusterSubnetGroupName && { subnetGroup: cluster.ClusterSubnetGroupName }),
    public: cluster.PubliclyAccessible === true,
    encrypted: cluster.Encrypted === true,
    ...(cluster.KmsKeyId && { kmsKey: cluster.KmsKeyId }),
    version: [cluster.ClusterVersion, cluster.ClusterRevisionNumber].filter(Boolean).join('.'),
    ...(createdAt && { createdAt }),
    ...(secretArn && { secretArn }),
    tags: tagsFrom(cluster.Tags),
  };
}
