import { ttlWarning } from '../settings/ttl.ts';
import type { Cluster } from './cluster.ts';
import type { Namespace } from './namespace.ts';
import type { Observed } from './observe.ts';
import { type Cost, nodesCost, serverlessCost } from './prices.ts';
import { letsIn } from './security-group.ts';
import type { ClusterTarget } from './settings.ts';
import { ownerName, ownershipOf, ttlTag } from './tags.ts';
import type { Workgroup } from './workgroup.ts';

/** Everything that `cluster status` tells, and all that `etl` needs to connect. */
export interface Status {
  readonly kind: 'nodes' | 'serverless';
  readonly name: string;
  readonly region: string;
  /** As AWS calls it: `creating`, `available`, `paused` … */
  readonly state: string;
  /** Unknown until AWS has placed it. */
  readonly host: string | undefined;
  readonly port: number;
  /** `2 x ra3.large`, or `8 RPU`. */
  readonly size: string;
  readonly database: string;
  readonly user: string;
  /** The secret that holds the password, where AWS manages it. */
  readonly secretArn: string | undefined;
  readonly roleArn: string | undefined;
  /** The ranges that the security group lets in; undefined where the group is not ours to know. */
  readonly allowed: readonly string[] | undefined;
  readonly public: boolean;
  readonly encrypted: boolean;
  readonly version: string;
  readonly createdAt: Date | undefined;
  readonly cost: Cost | undefined;
  /** US dollars at the most: hours of a pause are not known, and count. Undefined on Serverless, billed by use. */
  readonly costSoFar: number | undefined;
  readonly ttl: string | undefined;
  /** Set once the time to live has passed. */
  readonly warning: string | undefined;
  /** Whether it carries our tag, so that `cluster delete` would delete it. */
  readonly ours: boolean;
}

/** The warehouse of these settings as it is now; where both kinds exist, the one that is configured. */
export function statusOf(settings: ClusterTarget, observed: Observed, now: Date): Status | undefined {
  const { cluster, namespace, workgroup } = observed;
  const serverless = namespace && workgroup ? { namespace, workgroup } : undefined;
  const parts =
    cluster && (settings.kind === 'nodes' || serverless === undefined)
      ? ofCluster(settings, cluster, now)
      : serverless && ofServerless(settings, serverless.namespace, serverless.workgroup);
  if (parts === undefined) return undefined;
  const { tags, roles, securityGroups, ...rest } = parts;
  const group = observed.securityGroup;
  const isBehindOurGroup = group !== undefined && securityGroups.includes(group.id);
  const ttl = tags[ttlTag];
  const region = settings.connection.region;
  return {
    ...rest,
    region,
    port: rest.port ?? usualPort,
    roleArn: roles.find((role) => role === observed.role?.arn) ?? roles[0],
    allowed: isBehindOurGroup
      ? group.ingress
          .filter((rule) => letsIn(rule, { ...anyGroup, port: rest.port ?? usualPort, cidrs: [rule.source] }))
          .map((rule) => rule.source)
      : undefined,
    ttl,
    warning: ttlWarning({ name: rest.name, ttl, createdAt: rest.createdAt, now }),
    ours: ownershipOf(tags, ownerName({ region, identifier: settings.identifier })) === 'ours',
  };
}

/** Until AWS has placed it. */
const usualPort = 5439;
const anyGroup = { name: '', tags: {}, vpcId: '' };

function ofCluster(settings: ClusterTarget, cluster: Cluster, now: Date) {
  const { createdAt } = cluster;
  const cost = nodesCost({ ...cluster, region: settings.connection.region });
  const hours = createdAt === undefined ? 0 : (now.getTime() - createdAt.getTime()) / 3_600_000;
  return {
    kind: 'nodes' as const,
    name: cluster.name,
    state: cluster.status,
    host: cluster.host,
    port: cluster.port,
    size: `${cluster.nodes} x ${cluster.nodeType}`,
    database: cluster.database,
    user: cluster.user,
    secretArn: cluster.secretArn,
    roles: cluster.roles,
    securityGroups: cluster.securityGroups,
    public: cluster.public,
    encrypted: cluster.encrypted,
    version: cluster.version,
    createdAt,
    cost,
    costSoFar: cost && createdAt ? cost.hour * hours : undefined,
    tags: cluster.tags,
  };
}

function ofServerless(settings: ClusterTarget, namespace: Namespace, workgroup: Workgroup) {
  const { baseCapacity, usageLimit } = workgroup;
  const limit = usageLimit === undefined ? 'no limit' : `at most ${usageLimit.amount} RPU-hours a day`;
  return {
    kind: 'serverless' as const,
    name: workgroup.name,
    state: workgroup.status,
    host: workgroup.host,
    port: workgroup.port,
    size: `Serverless, ${baseCapacity} RPU, ${limit}`,
    database: namespace.database,
    user: namespace.user,
    secretArn: namespace.secretArn,
    roles: namespace.roles,
    securityGroups: workgroup.securityGroups,
    public: workgroup.public,
    // Serverless cannot be had unencrypted.
    encrypted: true,
    version: workgroup.version,
    createdAt: workgroup.createdAt,
    cost: serverlessCost({
      baseCapacity,
      usageLimit: usageLimit?.amount ?? Number.POSITIVE_INFINITY,
      region: settings.connection.region,
    }),
    costSoFar: undefined,
    tags: namespace.tags,
  };
}
