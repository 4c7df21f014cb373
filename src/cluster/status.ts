import { ttlWarning } from '../settings/ttl.ts';
import type { Kind } from './asked-kind.ts';
import type { Cluster } from './cluster.ts';
import { kindsOf } from './kind.ts';
import type { Namespace } from './namespace.ts';
import type { Observed } from './observe.ts';
import { type Cost, nodesCost, serverlessCost } from './prices.ts';
import { isOfPort } from './security-group.ts';
import type { ClusterTarget } from './settings.ts';
import { isOurs, lifeStart, ttlTag } from './tags.ts';
import type { Workgroup } from './workgroup.ts';

/** Everything that `cluster status` prints, and all that `etl` needs to connect. */
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
  /** The ranges that the security group allows; undefined where the group is not ours to know. */
  readonly allowed: readonly string[] | undefined;
  readonly public: boolean;
  readonly encrypted: boolean;
  readonly version: string;
  readonly createdAt: Date | undefined;
  readonly cost: Cost | undefined;
  /** US dollars at the most: hours of a pause are not known, and count. Undefined on Serverless, billed by use. */
  readonly costSoFar: number | undefined;
  readonly ttl: string | undefined;
  /** When Redshift pauses it by itself; undefined where it does not, or is paused already. */
  readonly pausesAt: Date | undefined;
  /** Set once the time to live has passed. */
  readonly warning: string | undefined;
  /** Whether it carries our tag, so that `cluster delete` would delete it. */
  readonly ours: boolean;
  /** A warehouse of the other kind that has the same name, and is billed by itself. */
  readonly beside: string | undefined;
}

/** The warehouse of this name as it is now; where both kinds exist, ours. */
export function statusOf(settings: ClusterTarget, observed: Observed, now: Date): Status | undefined {
  const { owner, connection } = settings;
  const { region } = connection;
  const complete = kindsOf(observed, owner).flatMap((kind) => partsOf(kind, settings, observed, now) ?? []);
  const [parts, beside] = complete;
  if (parts === undefined) return undefined;
  const { tags, roles, securityGroups, port = usualPort, ...rest } = parts;
  const group = observed.securityGroup;
  const isBehindOurGroup = group !== undefined && securityGroups.includes(group.id);
  const ttl = tags[ttlTag];
  return {
    ...rest,
    region,
    port,
    roleArn: roles.find((role) => role === observed.role?.arn) ?? roles[0],
    allowed: isBehindOurGroup
      ? group.ingress.filter((rule) => isOfPort(rule, port)).map((rule) => rule.source)
      : undefined,
    ttl,
    warning: ttlWarning({ name: rest.name, ttl, since: lifeStart(parts), now }),
    pausesAt: rest.kind === 'nodes' ? pauseTime(observed, owner, now) : undefined,
    ours: isOurs(parts, owner),
    beside: beside && `${beside.size}, ${beside.state}`,
  };
}

function pauseTime({ pauseAction, cluster }: Observed, owner: string, now: Date): Date | undefined {
  if (pauseAction?.at === undefined || cluster?.status === 'paused') return undefined;
  return isOurs(pauseAction, owner) && pauseAction.at > now ? pauseAction.at : undefined;
}

/** Until AWS has placed it. */
const usualPort = 5439;

function partsOf(kind: Kind, settings: ClusterTarget, observed: Observed, now: Date) {
  const { cluster, namespace, workgroup } = observed;
  if (kind === 'nodes') return cluster && ofCluster(settings, cluster, now);
  return namespace && workgroup && ofServerless(settings, namespace, workgroup);
}

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
  const { baseCapacity, maxCapacity, usageLimit } = workgroup;
  const most = maxCapacity === undefined ? '' : `, up to ${maxCapacity}`;
  const limit = usageLimit === undefined ? 'no limit' : `at most ${usageLimit.amount} RPU-hours a day`;
  return {
    kind: 'serverless' as const,
    name: workgroup.name,
    state: workgroup.status,
    host: workgroup.host,
    port: workgroup.port,
    size: `Serverless, ${baseCapacity} RPU${most}, ${limit}`,
    database: namespace.database,
    user: namespace.user,
    secretArn: namespace.secretArn,
    roles: namespace.roles,
    securityGroups: workgroup.securityGroups,
    public: workgroup.public,
    // Serverless is always encrypted: https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-console-comparison.html
    encrypted: true,
    version: workgroup.version,
    createdAt: workgroup.createdAt,
    cost: serverlessCost({
      baseCapacity,
      maxCapacity: maxCapacity ?? mostCapacity,
      usageLimit: usageLimit?.amount ?? Number.POSITIVE_INFINITY,
      region: settings.connection.region,
    }),
    costSoFar: undefined,
    tags: namespace.tags,
  };
}

/** RPU that a workgroup without a limit may grow to. */
const mostCapacity = 512;
