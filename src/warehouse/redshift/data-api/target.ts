import { UsageError } from '../../../errors.ts';
import { openAskAws } from '../ask-aws.ts';
import { ifAllowed } from '../login.ts';
import type { RedshiftSettings } from '../settings.ts';

/** Where statements go, and as whom, in the words of ExecuteStatement. */
export interface DataApiTarget {
  readonly Database: string;
  readonly ClusterIdentifier?: string;
  readonly WorkgroupName?: string;
  readonly DbUser?: string;
  readonly SecretArn?: string;
}

/**
 * The owner by the secret of the managed password, where AWS keeps one and nobody else is asked for; on nodes the user that is named, or
 * the owner, by a temporary password; else the user that the AWS identity maps to, who has the rights of PUBLIC only.
 * https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-access.html
 */
export async function dataApiTarget(settings: RedshiftSettings): Promise<DataApiTarget> {
  const { cluster, workgroup, database: Database, user } = settings;
  if (cluster === undefined && workgroup === undefined) throw nameMissing();
  await using aws = await openAskAws(settings);
  // A user who may not look for the warehouse may still send statements to it.
  const found = workgroup === undefined && user !== undefined ? undefined : await ifAllowed(aws.find());
  const kind = found?.kind ?? (workgroup === undefined ? 'cluster' : 'workgroup');
  const name = found?.name ?? workgroup ?? cluster ?? '';
  const place = { Database, ...(kind === 'cluster' ? { ClusterIdentifier: name } : { WorkgroupName: name }) };
  const isOwner = user === undefined || user === found?.owner;
  if (
    isOwner &&
    found?.secretArn !== undefined &&
    (await aws.ownerCredentials(found.secretArn)) !== undefined
  )
    return { ...place, SecretArn: found.secretArn };
  const DbUser = user ?? found?.owner;
  return kind === 'cluster' && DbUser !== undefined ? { ...place, DbUser } : place;
}

function nameMissing(): UsageError {
  return new UsageError('SPK-401', 'The Data API needs the name of a cluster or of a workgroup.', {
    hints: [
      'Give DWH_CLUSTER_IDENTIFIER under [DWH], or WORKGROUP under [CLUSTER] in dwh.cfg.',
      'Or connect directly: CONNECTION = direct under [CLUSTER].',
    ],
  });
}
