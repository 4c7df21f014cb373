import { TransientError, UsageError } from '../errors.ts';
import { ttlWarning } from '../settings/ttl.ts';
import type { Clients } from './clients.ts';
import { type Cluster, observeCluster } from './cluster.ts';
import { observeNamespace } from './namespace.ts';
import { ownerName, ownershipOf, type Tags, ttlTag } from './tags.ts';
import { observeWorkgroup } from './workgroup.ts';

/** What a warehouse is called, and where: a workgroup, or a cluster, or whichever of the two has the cluster's name. */
export interface WarehouseName {
  readonly cluster?: string | undefined;
  readonly workgroup?: string | undefined;
  readonly region: string;
}

/** A warehouse that can be connected to. */
export interface FoundWarehouse {
  readonly kind: 'cluster' | 'workgroup';
  readonly name: string;
  readonly host: string;
  readonly port: number | undefined;
  /** The user that owns it, where this program has created it. */
  readonly owner: string | undefined;
  /** Where AWS keeps the owner's password, if it keeps it. */
  readonly secretArn: string | undefined;
  /** The first of its roles. */
  readonly roleArn: string | undefined;
  /** Set once the time to live has passed. */
  readonly warning: string | undefined;
}

type RedshiftClients = Pick<Clients, 'redshift' | 'serverless'>;

/**
 * Finds endpoint and role by the name alone, so that nobody has to copy them: what every command on Redshift does
 * without a host. Asks nothing that an analyst may not: no role, no network.
 *
 * @throws {UsageError} where there is no such warehouse
 * @throws {TransientError} while it is being created, or paused
 */
export async function findWarehouse(
  clients: RedshiftClients,
  name: WarehouseName,
  now: Date,
): Promise<FoundWarehouse> {
  const found = await look(clients, name);
  if (found === undefined) throw noSuchWarehouse(name);
  const { kind, state, host, tags, createdAt } = found;
  if (state === 'paused') {
    throw new TransientError(`The cluster ${found.name} is paused.`, {
      hints: ['Start it again: sparkify cluster resume'],
    });
  }
  if (host === undefined || state !== 'available') {
    throw new TransientError(`The ${kind} ${found.name} is ${state}; it cannot be used yet.`, {
      hints: ['Wait for it: sparkify cluster create', 'Look how it is: sparkify cluster status'],
    });
  }
  const isOurs = ownershipOf(tags, ownerName({ region: name.region, identifier: found.name })) === 'ours';
  return {
    ...{ kind, name: found.name, host, port: found.port },
    owner: isOurs ? found.user : undefined,
    secretArn: isOurs ? found.secretArn : undefined,
    roleArn: found.roles[0],
    warning: ttlWarning({ name: found.name, ttl: tags[ttlTag], createdAt, now }),
  };
}

interface Seen
  extends Pick<Cluster, 'name' | 'host' | 'port' | 'user' | 'roles' | 'createdAt' | 'secretArn'> {
  readonly kind: FoundWarehouse['kind'];
  readonly state: string;
  readonly tags: Tags;
}

async function look(clients: RedshiftClients, name: WarehouseName): Promise<Seen | undefined> {
  if (name.workgroup !== undefined) return await lookForWorkgroup(clients, name.workgroup);
  if (name.cluster === undefined) return undefined;
  const cluster = await observeCluster(clients, name.cluster);
  if (cluster === undefined) return await lookForWorkgroup(clients, name.cluster);
  return { kind: 'cluster', state: cluster.status, ...cluster };
}

/** The endpoint is the workgroup's; users, roles and tags are the namespace's. */
async function lookForWorkgroup(clients: RedshiftClients, name: string): Promise<Seen | undefined> {
  const workgroup = await observeWorkgroup(clients, name);
  const namespace = workgroup && (await observeNamespace(clients, workgroup.namespace));
  if (workgroup === undefined || namespace === undefined) return undefined;
  return { ...namespace, ...workgroup, kind: 'workgroup', state: workgroup.status, tags: namespace.tags };
}

function noSuchWarehouse({ cluster, workgroup, region }: WarehouseName): UsageError {
  const what = workgroup === undefined ? `cluster "${cluster}"` : `workgroup "${workgroup}"`;
  return new UsageError(`There is no ${what} in ${region}.`, {
    hints: [
      'Create it         sparkify cluster create',
      'Or work locally   --warehouse sparkify.duckdb',
      'Another region    --region us-east-1, or REGION under [AWS] in dwh.cfg',
    ],
  });
}
