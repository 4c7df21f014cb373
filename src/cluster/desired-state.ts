import type { DesiredCluster } from './cluster.ts';
import type { Identity } from './identity.ts';
import type { DesiredNamespace } from './namespace.ts';
import { accessPolicy, trustPolicy } from './policies.ts';
import type { DesiredRole } from './role.ts';
import type { DesiredSecurityGroup } from './security-group.ts';
import type { ClusterSettings } from './settings.ts';
import { ownerName, ownerTag, type Tags, ttlTag } from './tags.ts';
import type { DesiredWorkgroup } from './workgroup.ts';

/** Everything as it should be, in the order in which it is made. */
export interface DesiredState {
  readonly region: string;
  readonly owner: string;
  readonly reads: readonly string[];
  readonly work?: string | undefined;
  readonly role: DesiredRole;
  readonly securityGroup: DesiredSecurityGroup;
  readonly warehouse: DesiredCluster | DesiredServerless;
}

export interface DesiredServerless {
  readonly kind: 'serverless';
  readonly namespace: DesiredNamespace;
  readonly workgroup: DesiredWorkgroup;
}

/** What the settings come to in this account, for callers from these ranges. */
export function desiredState(
  settings: ClusterSettings,
  place: {
    readonly identity: Identity;
    readonly vpcId: string;
    readonly cidrs: readonly string[];
    /** Whether a namespace of this name uses the role, beside a cluster. */
    readonly hasServerless?: boolean | undefined;
    /** Whether the ranges are the caller's address, which nobody chose: a wider range that contains it stays. */
    readonly isOwnAddress?: boolean | undefined;
  },
): DesiredState {
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
      trust: trustPolicy(settings.compute.kind === 'serverless' || place.hasServerless === true),
      access: accessPolicy({ reads, work, partition: identity.partition }),
    },
    securityGroup: {
      name: settings.securityGroupName,
      tags,
      vpcId,
      port: settings.port,
      cidrs,
      isOwnAddress: place.isOwnAddress === true,
    },
    warehouse: desiredWarehouse(settings, identity, {
      ...tags,
      ...(settings.ttl !== undefined && { [ttlTag]: settings.ttl }),
    }),
  };
}

function desiredWarehouse(
  settings: ClusterSettings,
  { partition, account }: Identity,
  tags: Tags,
): DesiredCluster | DesiredServerless {
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
