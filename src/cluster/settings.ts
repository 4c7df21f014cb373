import type { NetworkSettings } from '../aws/network.ts';
import { credentialsInFile, type Given, type GivenSettings, isOn, networkOf } from '../config/settings.ts';
import { UsageError } from '../errors.ts';
import { parseCidrs } from './cidr.ts';
import { checkNodeType, nodeTypes } from './node-types.ts';
import { parseTtl } from './ttl.ts';

/** Everything about the cluster that the user decides; parsed once, trusted afterwards. */
export interface ClusterSettings {
  readonly connection: ConnectionSettings;
  /** Lower case, as Redshift stores it. */
  readonly identifier: string;
  readonly database: string;
  readonly user: string;
  /** Without one AWS makes it and keeps it in Secrets Manager. */
  readonly password?: string;
  readonly port: number;
  readonly roleName: string;
  readonly securityGroupName: string;
  /** The ranges that may connect; without any, the caller's own address. */
  readonly allowCidrs: readonly string[];
  /** `s3://bucket/prefix` locations that COPY reads. */
  readonly reads: readonly string[];
  /** The `s3://bucket/prefix` for manifests and packed parts. */
  readonly work?: string;
  /** As in `2h`; kept as a tag. */
  readonly ttl?: string;
  readonly compute: Nodes | Serverless;
}

export interface Nodes {
  readonly kind: 'nodes';
  readonly nodeType: string;
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

/** Parses what the user gave. Throws a {@link UsageError} that names the setting, where it came from, and what is wrong. */
export function readClusterSettings(given: GivenSettings): ClusterSettings {
  const identifier = readIdentifier(given.identifier ?? { value: 'sparkify', from: 'default' });
  const reads = [given.data, given.songs, given.logs, given.logJsonpath]
    .map((location) => location?.value)
    .filter((location): location is string => location?.startsWith('s3://') === true);
  if (given.ttl !== undefined) parseTtl(given.ttl);
  return {
    connection: readConnectionSettings(given),
    identifier,
    database: matching(given.database, /^[a-z_][a-z0-9_$]{0,63}$/, 'lower-case letters, digits and _', 'dwh'),
    user: matching(given.user, /^[a-z][a-z0-9_+.@-]{0,127}$/, 'lower-case letters, digits and _', 'awsuser'),
    ...(given.password && { password: readPassword(given.password) }),
    port: readPort(given.port ?? { value: '5439', from: 'default' }, isOn(given.serverless)),
    roleName: matching(
      given.roleName,
      /^[\w+=,.@-]{1,64}$/,
      'up to 64 letters, digits and _+=,.@-',
      `${identifier}-copy`,
    ),
    securityGroupName: `${identifier}-access`,
    allowCidrs: given.allowCidr === undefined ? [] : parseCidrs(given.allowCidr),
    reads: [...new Set(reads)],
    ...(given.work && { work: readWork(given.work) }),
    ...(given.ttl && { ttl: given.ttl.value }),
    compute: isOn(given.serverless) ? readServerless(given) : readNodes(given),
  };
}

/** The part that even a broken cluster setting does not touch; `doctor` needs it alone. */
export function readConnectionSettings(given: GivenSettings): ConnectionSettings {
  const credentials = credentialsInFile(given);
  const network = networkOf(given);
  return {
    region: matching(given.region, /^[a-z]{2,4}(-[a-z]+)+-\d$/, 'an AWS region like us-west-2', 'us-west-2'),
    ...(given.profile && { profile: given.profile.value }),
    ...(given.endpoint && { endpoint: given.endpoint.value }),
    ...(network && { network }),
    ...(credentials && { credentials }),
  };
}

/** Redshift stores identifiers in lower case, and `dwhCluster` is what many a `dwh.cfg` says. */
function readIdentifier(given: Given): string {
  const identifier = given.value.toLowerCase();
  if (/^[a-z](-?[a-z0-9])*$/.test(identifier) && identifier.length <= 55) return identifier;
  throw wrong('cluster identifier', given, '1 to 55 letters, digits and single hyphens, a letter first');
}

function readNodes(given: GivenSettings): Nodes {
  const nodeType = checkNodeType(given.nodeType ?? { value: 'ra3.large', from: 'default' });
  const type = given.clusterType?.value.toLowerCase();
  if (given.clusterType !== undefined && type !== 'single-node' && type !== 'multi-node') {
    throw wrong('cluster type', given.clusterType, '"single-node" or "multi-node"');
  }
  const nodes = given.nodes
    ? wholeNumber('number of nodes', given.nodes, 1, 100)
    : type === 'single-node'
      ? 1
      : 2;
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
  return { kind: 'nodes', nodeType, nodes };
}

function readServerless(given: GivenSettings): Serverless {
  const base = given.baseCapacity ?? { value: '8', from: 'default' };
  const baseCapacity = wholeNumber('base capacity', base, 4, 512);
  if (baseCapacity !== 4 && baseCapacity % 8 !== 0)
    throw wrong('base capacity', base, '4, or a multiple of 8, in RPU');
  const usageLimit = wholeNumber(
    'usage limit',
    given.usageLimit ?? { value: '24', from: 'default' },
    1,
    1_000_000,
  );
  return { kind: 'serverless', baseCapacity, usageLimit };
}

/** Source of the rule: CreateCluster, `MasterUserPassword`. The value itself is never told. */
function readPassword(given: Given): string {
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
function readPort(given: Given, serverless: boolean): number {
  const port = wholeNumber('port', given, 1, 65_535);
  if ((port >= 5431 && port <= 5455) || (port >= 8191 && port <= 8215)) return port;
  throw wrong(
    `port of ${serverless ? 'Serverless' : 'a cluster'}`,
    given,
    'from 5431 to 5455 or from 8191 to 8215',
  );
}

function readWork(given: Given): string {
  if (/^s3:\/\/[^/]+/.test(given.value)) return given.value;
  throw wrong('work location', given, 'an s3://bucket/prefix');
}

function matching(given: Given | undefined, pattern: RegExp, expected: string, fallback: string): string {
  if (given === undefined) return fallback;
  if (pattern.test(given.value)) return given.value;
  throw wrong('value', given, expected);
}

function wholeNumber(what: string, given: Given, least: number, most: number): number {
  const number = Number(given.value);
  if (/^\d+$/.test(given.value) && number >= least && number <= most) return number;
  throw wrong(what, given, `a whole number from ${least} to ${most.toLocaleString('en-US')}`);
}

function wrong(what: string, given: Given, expected: string): UsageError {
  return new UsageError(`The ${what} (${given.from}) should be ${expected}, but is "${given.value}".`);
}
