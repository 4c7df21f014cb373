import type { NetworkSettings } from '../aws/network-settings.ts';
import type { S3Settings } from '../s3/settings.ts';
import { awsAccess } from '../settings/aws-access.ts';
import { allValues } from '../settings/resolved.ts';
import { parsed, type ResolvedSettings } from '../settings/table.ts';
import { type AskedKind, readAskedKind } from './asked-kind.ts';
import { ownerName } from './names.ts';

/** What every verb of the cluster needs to find it. Nothing that only `create` needs is parsed for it. */
export interface ClusterTarget {
  readonly connection: ConnectionSettings;
  /** Lower case, as Redshift stores it. */
  readonly identifier: string;
  /** Distinguishes the resources of this cluster from those of others, in their tags. */
  readonly owner: string;
  readonly roleName: string;
  readonly securityGroupName: string;
  /** The kind that the settings ask for; what exists counts before it. */
  readonly asked: AskedKind;
  /** The user that owns the database; as it is written, since only `create` has to accept it. */
  readonly user: string;
  /** The `s3://bucket/prefix` for manifests and batches, as it is written. */
  readonly work?: string;
  /** The ARN of the KMS key; without one AWS's own keys encrypt. */
  readonly kmsKey?: string;
  /** The ARN of the policy that bounds the roles. */
  readonly boundary?: string;
}

/** How AWS is reached. */
export interface ConnectionSettings {
  /** The AWS region. */
  readonly region: string;
  /** The profile of the AWS configuration. */
  readonly profile?: string;
  /** Another place than AWS itself, for all services. */
  readonly endpoint?: string;
  /** The proxy and the certificates to reach it with. */
  readonly network?: NetworkSettings;
  /** Only where `dwh.cfg` holds keys; otherwise the SDK finds credentials by itself. */
  readonly credentials?: NonNullable<S3Settings['credentials']>;
}

/**
 * Parses what every verb needs.
 *
 * @throws {UsageError} that names the setting, its origin, and what was expected
 */
export function readClusterTarget(given: ResolvedSettings): ClusterTarget {
  const identifier = parsed(given, 'identifier');
  const kmsKey = parsed(given, 'kmsKey');
  const boundary = parsed(given, 'permissionsBoundary');
  const connection = readConnectionSettings(given);
  return {
    connection,
    identifier,
    owner: ownerName({ region: connection.region, identifier }),
    roleName: parsed(given, 'roleName') ?? `${identifier}-copy`,
    securityGroupName: `${identifier}-access`,
    asked: readAskedKind(given),
    user: given.user.value,
    ...(given.work && { work: given.work.value }),
    ...(kmsKey && { kmsKey }),
    ...(boundary && { boundary }),
  };
}

/** The `s3://bucket/prefix` locations of the source. */
export function readLocations(settings: ResolvedSettings): readonly string[] {
  const { data, songs, logs, logJsonpath, songJsonpath } = settings;
  const locations = [data, songs, logs, logJsonpath, songJsonpath]
    .flatMap(allValues)
    .filter((location) => location.startsWith('s3://'));
  return [...new Set(locations)];
}

/** How AWS is reached. */
function readConnectionSettings(given: ResolvedSettings): ConnectionSettings {
  return {
    region: parsed(given, 'region'),
    ...awsAccess(given),
    ...(given.endpoint && { endpoint: given.endpoint.value }),
  };
}
