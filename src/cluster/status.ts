import { defaults, parsed } from '../settings/table.ts';
import { ttlWarning } from '../settings/ttl.ts';
import type { Kind } from './asked-kind.ts';
import { type AwsWarehouse, ofCluster, ofServerless } from './aws-warehouse.ts';
import { kindsOf } from './kind.ts';
import type { Observed } from './observe.ts';
import { type Cost, nodesCost, serverlessCost } from './prices.ts';
import { isOfPort } from './security-group.ts';
import type { ClusterTarget } from './settings.ts';
import { isOurs, lifeStart, ttlTag } from './tags.ts';

/** Everything that `cluster status` prints, and all that `etl` needs to connect. */
export interface Status extends Omit<AwsWarehouse, 'roles' | 'securityGroups' | 'tags'> {
  readonly region: string;
  readonly port: number;
  readonly roleArn: string | undefined;
  /** The ranges that the security group allows; undefined where the group is not ours to know. */
  readonly allowed: readonly string[] | undefined;
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
  const [found, beside] = kindsOf(observed, owner).flatMap((kind) => warehouseOf(kind, observed) ?? []);
  if (found === undefined) return undefined;
  const { tags, roles, securityGroups, port = parsed(defaults, 'port'), ...rest } = found;
  const { kind, name, createdAt } = rest;
  const cost = costOf(kind, observed, region);
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
    cost,
    costSoFar:
      kind === 'nodes' && cost && createdAt
        ? (cost.hour * (now.getTime() - createdAt.getTime())) / 3_600_000
        : undefined,
    ttl,
    warning: ttlWarning({ name, ttl, since: lifeStart(found), now }),
    pausesAt: kind === 'nodes' ? pauseTime(observed, owner, now) : undefined,
    ours: isOurs(found, owner),
    beside: beside && `${beside.size}, ${beside.state}`,
  };
}

function pauseTime({ pauseAction, cluster }: Observed, owner: string, now: Date): Date | undefined {
  if (pauseAction?.at === undefined || cluster?.status === 'paused') return undefined;
  return isOurs(pauseAction, owner) && pauseAction.at > now ? pauseAction.at : undefined;
}

function warehouseOf(kind: Kind, { cluster, namespace, workgroup }: Observed): AwsWarehouse | undefined {
  if (kind === 'nodes') return cluster && ofCluster(cluster);
  return namespace && workgroup && ofServerless(namespace, workgroup);
}

function costOf(kind: Kind, { cluster, workgroup }: Observed, region: string): Cost | undefined {
  if (kind === 'nodes') return cluster && nodesCost({ ...cluster, region });
  if (workgroup === undefined) return undefined;
  const { baseCapacity, maxCapacity = mostCapacity, usageLimit } = workgroup;
  const { amount = Number.POSITIVE_INFINITY } = usageLimit ?? {};
  return serverlessCost({ baseCapacity, maxCapacity, usageLimit: amount, region });
}

/** RPU that a workgroup without a limit may grow to. */
const mostCapacity = 512;
