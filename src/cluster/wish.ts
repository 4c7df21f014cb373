import type { ClusterWish } from './cluster.ts';
import type { Identity } from './identity.ts';
import type { NamespaceWish } from './namespace.ts';
import { accessPolicy, trustPolicy } from './policies.ts';
import type { RoleWish } from './role.ts';
import type { SecurityGroupWish } from './security-group.ts';
import type { ClusterSettings } from './settings.ts';
import { ownerName, ownerTag, type Tags, ttlTag } from './tags.ts';
import type { WorkgroupWish } from './workgroup.ts';

/** Everything as it should be, in the order in which it is made. */
export interface Wish {
  readonly region: string;
  readonly owner: string;
  readonly reads: readonly string[];
  readonly work?: string | undefined;
  readonly role: RoleWish;
  readonly securityGroup: SecurityGroupWish;
  readonly warehouse: ClusterWish | ServerlessWish;
}

export interface ServerlessWish {
  readonly kind: 'serverless';
  readonly namespace: NamespaceWish;
  readonly workgroup: WorkgroupWish;
}

/** What the settings come to in this account, for callers from these ranges. */
export function wishFor(
  settings: ClusterSettings,
  place: { readonly identity: Identity; readonly vpcId: string; readonly cidrs: readonly string[] },
): Wish {
  const { identity, vpcId, cidrs } = place;
  const { reads, work, connection } = settings;
  const owner = ownerName({ region: connection.region, identifier: settings.identifier });
  const tags = { [ownerTag]: owner };
  return {
    region: connection.region,
    owner,
    reads,
    work,
    role: {
      name: settings.roleName,
      tags,
      trust: trustPolicy(settings.compute.kind === 'serverless'),
      access: accessPolicy({ reads, work, partition: identity.partition }),
    },
    securityGroup: { name: settings.securityGroupName, tags, vpcId, port: settings.port, cidrs },
    warehouse: warehouseWish(settings, identity, {
      ...tags,
      ...(settings.ttl !== undefined && { [ttlTag]: settings.ttl }),
    }),
  };
}

function warehouseWish(
  settings: ClusterSettings,
  { partition, account }: Identity,
  tags: Tags,
): ClusterWish | ServerlessWish {
  const { identifier: name, database, user, password, port, compute, connection } = settings;
  if (compute.kind === 'nodes') {
    const arn = `arn:${partition}:redshift:${connection.region}:${account}:cluster:${name}`;
    return { kind: 'nodes', name, arn, tags, compute, database, user, password, port };
  }
  return {
    kind: 'serverless',
    namespace: { name, tags, database, user, password },
    workgroup: { name, namespace: name, tags, port, compute },
  };
}
