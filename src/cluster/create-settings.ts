import { UsageError } from '../errors.ts';
import { nodeTypes } from '../settings/node-types.ts';
import { wrongValue } from '../settings/parse.ts';
import { explicit, isOn } from '../settings/resolved.ts';
import { parsed, type ResolvedSettings } from '../settings/table.ts';
import { type Kind, readAskedKind } from './asked-kind.ts';
import type { Cluster } from './cluster.ts';
import { readDatabaseSettings } from './database-settings.ts';
import { type ClusterTarget, readClusterTarget, readLocations } from './settings.ts';
import type { Workgroup } from './workgroup.ts';

/** Everything about the cluster that the user decides; parsed once by `create`, trusted afterwards. */
export interface ClusterSettings extends ClusterTarget {
  readonly database: string;
  /** Without one AWS makes it and keeps it in Secrets Manager. */
  readonly password?: string;
  readonly port: number;
  /** The ranges that may connect; without any, the caller's own address. */
  readonly allowCidrs: readonly string[];
  /** Without a public address, as a warehouse that is reached by the Data API. */
  readonly isPrivate: boolean;
  /** The network that exists, where one is named. */
  readonly askedNetwork: AskedNetwork;
  /** `s3://bucket/prefix` locations that COPY reads. */
  readonly reads: readonly string[];
  /** As in `2h`; kept as a tag. */
  readonly ttl?: string;
  readonly compute: Nodes | Serverless;
}

/** A network that exists, as the settings name it. */
export interface AskedNetwork {
  /** The name of a subnet group of Redshift. */
  readonly subnetGroup?: string | undefined;
  readonly vpc?: string | undefined;
  /** The id of a security group that is used as it is. */
  readonly securityGroup?: string | undefined;
}

export interface Nodes {
  readonly kind: 'nodes';
  readonly nodeType: string;
  readonly nodes: number;
  /** The retired node type that is configured, where another takes its place. */
  readonly replaces?: string;
}

export interface Serverless {
  readonly kind: 'serverless';
  /** RPU. */
  readonly baseCapacity: number;
  /** RPU that it may grow to while queries run. */
  readonly maxCapacity: number;
  /** Whether nobody chose the capacity: then the least that the region has will do. */
  readonly isDefault: boolean;
  /** RPU-hours a day, after which queries are refused until the next day. */
  readonly usageLimit: number;
}

/** The warehouse that exists, which counts before what a file or a default says. */
interface Existing {
  readonly kind?: Kind;
  readonly cluster?: Cluster | undefined;
  readonly workgroup?: Workgroup | undefined;
}

/**
 * Parses what `create` needs.
 *
 * @throws {UsageError} that names the setting, its origin, and what was expected
 */
export function readClusterSettings(
  given: ResolvedSettings,
  { kind = readAskedKind(given).kind, ...found }: Existing = {},
): ClusterSettings {
  if (given.ttl !== undefined) parsed(given, 'ttl');
  const work = parsed(given, 'work');
  return {
    ...readClusterTarget(given),
    ...readDatabaseSettings(given, kind),
    allowCidrs: parsed(given, 'allowCidr') ?? [],
    isPrivate: isAskedPrivate(given, kind === 'serverless' ? found.workgroup : found.cluster),
    askedNetwork: {
      subnetGroup: parsed(given, 'subnetGroup'),
      vpc: parsed(given, 'vpc'),
      securityGroup: parsed(given, 'securityGroup'),
    },
    reads: readLocations(given),
    ...(work && { work }),
    ...(given.ttl && { ttl: given.ttl.value }),
    compute: kind === 'serverless' ? readServerless(given, found) : readNodes(given, found),
  };
}

/** A second `create` without the flag neither opens nor closes what is there. */
function isAskedPrivate(
  given: ResolvedSettings,
  existing: { readonly public: boolean } | undefined,
): boolean {
  const asked = explicit(given.private);
  if (asked !== undefined) return isOn(asked);
  return existing === undefined ? parsed(given, 'connection') === 'data-api' : !existing.public;
}

/** A cluster that exists is wanted as it is, unless the settings ask for nodes. */
function readNodes(given: ResolvedSettings, { cluster }: Existing): Nodes {
  if (cluster !== undefined && readAskedKind(given).kind !== 'nodes') {
    return { kind: 'nodes', nodeType: cluster.nodeType, nodes: cluster.nodes };
  }
  const nodeType = parsed(given, 'nodeType');
  const configured = given.nodeType.value.toLowerCase();
  const type = parsed(given, 'clusterType');
  const nodes = parsed(given, 'nodes') ?? (type === 'single-node' ? 1 : 2);
  const contradicts = (type === 'single-node' && nodes !== 1) || (type === 'multi-node' && nodes === 1);
  if (contradicts && given.nodes && given.clusterType) {
    throw new UsageError(
      'SPK-114',
      `The cluster type is "${type}" (${given.clusterType.from}), but the number of nodes is ${nodes} (${given.nodes.from}).`,
      { hints: ['A single-node cluster has 1 node, a multi-node cluster 2 or more: change one of the two.'] },
    );
  }
  const fewest = nodeTypes[nodeType]?.fewestNodes ?? 1;
  if (nodes < fewest) {
    throw new UsageError(
      'SPK-114',
      `${nodeType} needs ${fewest} nodes or more, but ${nodes} was asked for.`,
      {
        hints: [`--nodes ${fewest}, or a smaller node type: --node-type ra3.large`],
      },
    );
  }
  return { kind: 'nodes', nodeType, nodes, ...(configured !== nodeType && { replaces: configured }) };
}

/**
 * RPU that a workgroup can have in every region; more than 512 only in some. The capacities are 4, 8 and multiples of 8, so twice
 * the base is one of them: https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-capacity.html
 */
const mostEverywhere = 512;

/** A workgroup that exists keeps what the settings do not name. */
function readServerless(given: ResolvedSettings, { workgroup }: Existing): Serverless {
  const base = asked(given, 'baseCapacity', workgroup?.baseCapacity);
  const most = parsed(given, 'maxCapacity') ?? workgroup?.maxCapacity ?? Math.min(2 * base, mostEverywhere);
  if (given.maxCapacity !== undefined && most < base) {
    throw wrongValue('max capacity', given.maxCapacity, `the base capacity, ${base} RPU, or more`);
  }
  return {
    kind: 'serverless',
    baseCapacity: base,
    maxCapacity: Math.max(base, most),
    isDefault: given.baseCapacity.origin === 'default' && given.maxCapacity === undefined,
    usageLimit: asked(given, 'usageLimit', workgroup?.usageLimit?.amount),
  };
}

/** What somebody has set; else what exists, before the default. */
function asked(given: ResolvedSettings, name: 'baseCapacity' | 'usageLimit', existing: number | undefined) {
  const value = parsed(given, name);
  return given[name].origin === 'default' ? (existing ?? value) : value;
}
