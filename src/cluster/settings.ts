import type { NetworkSettings } from '../aws/network.ts';
import { UsageError } from '../errors.ts';
import { credentialsInFile, networkOf } from '../settings/aws-access.ts';
import { nodeTypes } from '../settings/node-types.ts';
import { matching, wholeNumber, wrongValue } from '../settings/parse.ts';
import { allValues, isOn, type ResolvedSetting } from '../settings/resolved.ts';
import { parsed, type ResolvedSettings } from '../settings/table.ts';

/** What every verb of the cluster needs to find it. Nothing that only `create` needs is parsed for it. */
export interface ClusterTarget {
  readonly connection: ConnectionSettings;
  /** Lower case, as Redshift stores it. */
  readonly identifier: string;
  readonly roleName: string;
  readonly securityGroupName: string;
  /** The kind that the settings ask for. */
  readonly kind: 'nodes' | 'serverless';
  /** The user that owns the database; as it is written, since only `create` has to accept it. */
  readonly user: string;
  /** The `s3://bucket/prefix` for manifests and batches, as it is written. */
  readonly work?: string;
}

/** Everything about the cluster that the user decides; parsed once by `create`, trusted afterwards. */
export interface ClusterSettings extends ClusterTarget {
  readonly database: string;
  /** Without one AWS makes it and keeps it in Secrets Manager. */
  readonly password?: string;
  readonly port: number;
  /** The ranges that may connect; without any, the caller's own address. */
  readonly allowCidrs: readonly string[];
  /** `s3://bucket/prefix` locations that COPY reads. */
  readonly reads: readonly string[];
  /** As in `2h`; kept as a tag. */
  readonly ttl?: string;
  readonly compute: Nodes | Serverless;
}

export interface Nodes {
  readonly kind: 'nodes';
  readonly nodeType: string;
  /** The retired type that the settings name, whose place it takes. */
  readonly replaces?: string;
  readonly nodes: number;
}

export interface Serverless {
  readonly kind: 'serverless';
  /** RPU. */
  readonly baseCapacity: number;
  /** RPU-hours a day, after which queries are refused until the next day. */
  readonly usageLimit: number;
}

/** How AWS is reached. */
export interface ConnectionSettings {
  readonly region: string;
  readonly profile?: string;
  /** Another place than AWS itself, for all services. */
  readonly endpoint?: string;
  /** The proxy and the certificates to reach it with. */
  readonly network?: NetworkSettings;
  /** Only where `dwh.cfg` holds keys; otherwise the SDK finds credentials by itself. */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/**
 * Parses what every verb needs.
 *
 * @throws {UsageError} that names the setting, its origin, and what was expected
 */
export function readClusterTarget(given: ResolvedSettings): ClusterTarget {
  const identifier = parsed(given, 'identifier') ?? 'sparkify';
  return {
    connection: readConnectionSettings(given),
    identifier,
    roleName: parsed(given, 'roleName') ?? `${identifier}-copy`,
    securityGroupName: `${identifier}-access`,
    kind: isOn(given.serverless) ? 'serverless' : 'nodes',
    user: given.user?.value ?? 'awsuser',
    ...(given.work && { work: given.work.value }),
  };
}

/**
 * Parses what `create` needs.
 *
 * @throws {UsageError} that names the setting, its origin, and what was expected
 */
export function readClusterSettings(given: ResolvedSettings): ClusterSettings {
  if (given.ttl !== undefined) parsed(given, 'ttl');
  const work = parsed(given, 'work');
  return {
    ...readClusterTarget(given),
    database: readDatabase(given.database ?? byDefault('dwh')),
    user: readUser(given.user ?? byDefault('awsuser')),
    ...(given.password && { password: readPassword(given.password) }),
    port: readPort(given),
    allowCidrs: parsed(given, 'allowCidr') ?? [],
    reads: readLocations(given),
    ...(work && { work }),
    ...(given.ttl && { ttl: given.ttl.value }),
    compute: isOn(given.serverless) ? readServerless(given) : readNodes(given),
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
  const credentials = credentialsInFile(given);
  const network = networkOf(given);
  return {
    region: parsed(given, 'region') ?? 'us-west-2',
    ...(given.profile && { profile: given.profile.value }),
    ...(given.endpoint && { endpoint: given.endpoint.value }),
    ...(network && { network }),
    ...(credentials && { credentials }),
  };
}

function byDefault(value: string): ResolvedSetting {
  return { value, from: 'default', origin: 'default' };
}

const readDatabase = matching(
  'database',
  /^[a-z_][a-z0-9_$]{0,63}$/,
  'lower-case letters, digits and _, to create it',
);
const readUser = matching(
  'user',
  /^[a-z][a-z0-9_+.@-]{0,127}$/,
  'lower-case letters, digits and _, to create it',
);

function readNodes(given: ResolvedSettings): Nodes {
  const nodeType = parsed(given, 'nodeType') ?? 'ra3.large';
  const type = parsed(given, 'clusterType');
  const nodes = parsed(given, 'nodes') ?? (type === 'single-node' ? 1 : 2);
  const contradicts = (type === 'single-node' && nodes !== 1) || (type === 'multi-node' && nodes === 1);
  if (contradicts && given.nodes && given.clusterType) {
    throw new UsageError(
      `The cluster type is "${type}" (${given.clusterType.from}), but the number of nodes is ${nodes} (${given.nodes.from}).`,
      { hints: ['A single-node cluster has 1 node, a multi-node cluster 2 or more: change one of the two.'] },
    );
  }
  const fewest = nodeTypes[nodeType]?.fewestNodes ?? 1;
  if (nodes < fewest) {
    throw new UsageError(`${nodeType} needs ${fewest} nodes or more, but ${nodes} was asked for.`, {
      hints: [`--nodes ${fewest}, or a smaller node type: --node-type ra3.large`],
    });
  }
  const named = given.nodeType?.value.toLowerCase() ?? nodeType;
  return { kind: 'nodes', nodeType, nodes, ...(named !== nodeType && { replaces: named }) };
}

function readServerless(given: ResolvedSettings): Serverless {
  return {
    kind: 'serverless',
    baseCapacity: parsed(given, 'baseCapacity') ?? 8,
    usageLimit: parsed(given, 'usageLimit') ?? 24,
  };
}

/** Source of the rule: CreateCluster, `MasterUserPassword`. The value itself is never shown. */
function readPassword(given: ResolvedSetting): string {
  const { value } = given;
  const good =
    /^[\x21-\x7e]{8,64}$/.test(value) &&
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value) &&
    /\d/.test(value) &&
    !/['"\\/@]/.test(value);
  if (good) return value;
  throw new UsageError(
    `The password (${given.from}) should be 8 to 64 characters with a lower-case letter, a capital and a digit, without spaces and ' " \\ / @.`,
    { hints: ['Or leave it empty: AWS then makes one and keeps it in Secrets Manager.'] },
  );
}

/** Source: CreateCluster and CreateWorkgroup, `Port`: RA3, RG and Serverless take these two ranges only. */
function readPort(given: ResolvedSettings): number {
  const setting = given.port ?? byDefault('5439');
  const port = wholeNumber('port', 1, 65_535)(setting);
  if ((port >= 5431 && port <= 5455) || (port >= 8191 && port <= 8215)) return port;
  throw wrongValue(
    `port of ${isOn(given.serverless) ? 'Serverless' : 'a cluster'}`,
    setting,
    'from 5431 to 5455 or from 8191 to 8215',
  );
}
