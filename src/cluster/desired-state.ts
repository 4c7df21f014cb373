import { parseDuration } from '../settings/duration.ts';
import type { DesiredCluster } from './cluster.ts';
import { clusterArn } from './cluster-arn.ts';
import type { Identity } from './identity.ts';
import type { DesiredNamespace } from './namespace.ts';
import type { Network } from './network.ts';
import type { DesiredPauseAction } from './pause-action.ts';
import { pauseName } from './pause-name.ts';
import { accessPolicy, pausePolicy, schedulerTrust, trustPolicy } from './policies.ts';
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
  /** Of nodes with a time to live. Serverless costs nothing while idle, and needs no pause. */
  readonly pause?: DesiredPause | undefined;
}

/** How Redshift pauses the cluster by itself. */
export interface DesiredPause {
  readonly ttl: string;
  readonly role: DesiredRole;
  readonly action: DesiredPauseAction;
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
    readonly network: Network;
    readonly cidrs: readonly string[];
    readonly now: Date;
    /** The KMS key that the role may use already, which it keeps. */
    readonly keyOfRole?: string | undefined;
    /** Whether a namespace of this name uses the role, beside a cluster. */
    readonly hasServerless?: boolean | undefined;
    /** Whether the ranges are the caller's address, which nobody chose: a wider range that contains it stays. */
    readonly isOwnAddress?: boolean | undefined;
  },
): DesiredState {
  const { identity, network, cidrs } = place;
  const { vpcId, securityGroup } = network;
  const { reads, work, connection, boundary, kmsKey = place.keyOfRole } = settings;
  const owner = ownerName({ region: connection.region, identifier: settings.identifier });
  const tags = { [ownerTag]: owner };
  const warehouse = desiredWarehouse(settings, place, {
    ...tags,
    ...(settings.ttl !== undefined && { [ttlTag]: settings.ttl }),
  });
  return {
    region: connection.region,
    owner,
    reads,
    work,
    role: {
      name: settings.roleName,
      purpose: 'Lets Redshift read the Sparkify data.',
      tags,
      trust: trustPolicy(settings.compute.kind === 'serverless' || place.hasServerless === true),
      boundary,
      access: accessPolicy({ reads, work, kmsKey, partition: identity.partition }),
    },
    securityGroup: {
      name: securityGroup?.id ?? settings.securityGroupName,
      isGiven: securityGroup !== undefined,
      tags,
      vpcId,
      port: settings.port,
      cidrs,
      isOwnAddress: place.isOwnAddress === true,
    },
    warehouse,
    pause: desiredPause(settings, warehouse, { owner, tags, now: place.now }),
  };
}

function desiredPause(
  { ttl, identifier, boundary }: ClusterSettings,
  warehouse: DesiredCluster | DesiredServerless,
  { owner, tags, now }: { readonly owner: string; readonly tags: Tags; readonly now: Date },
): DesiredPause | undefined {
  if (ttl === undefined || warehouse.kind !== 'nodes') return undefined;
  const name = pauseName(identifier);
  const life = Math.max(parseDuration({ value: ttl, from: 'ttl' }), leastLife);
  return {
    ttl,
    role: {
      name,
      purpose: 'Lets the scheduler of Redshift pause the cluster.',
      tags,
      trust: schedulerTrust(),
      boundary,
      access: pausePolicy(warehouse.arn),
    },
    action: { name, cluster: identifier, owner, at: new Date(now.getTime() + life) },
  };
}

/**
 * Milliseconds before the first pause. A cluster that AWS still creates cannot be paused, and the action runs only once.
 * https://docs.aws.amazon.com/redshift/latest/mgmt/rs-mgmt-pause-resume-cluster.html
 */
const leastLife = 20 * 60_000;

function desiredWarehouse(
  settings: ClusterSettings,
  { identity, network }: { readonly identity: Identity; readonly network: Network },
  tags: Tags,
): DesiredCluster | DesiredServerless {
  const { identifier: name, database, user, password, port, compute, connection, kmsKey } = settings;
  const isPublic = !settings.isPrivate;
  const { vpcId, subnets } = network;
  if (compute.kind === 'nodes') {
    const arn = clusterArn(identity, connection.region, name);
    return {
      kind: 'nodes',
      name,
      arn,
      tags,
      compute,
      database,
      user,
      password,
      port,
      kmsKey,
      public: isPublic,
      ...{ vpcId, subnetGroup: subnets?.group },
    };
  }
  return {
    kind: 'serverless',
    namespace: { name, tags, database, user, password, kmsKey },
    workgroup: { name, namespace: name, tags, port, compute, public: isPublic, vpcId, subnets: subnets?.ids },
  };
}
