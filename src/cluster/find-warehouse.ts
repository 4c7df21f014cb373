import { TransientError, UsageError } from '../errors.ts';
import { commandLine } from '../hint.ts';
import { ttlWarning } from '../settings/ttl.ts';
import { isRefusal } from './aws-errors.ts';
import { type AwsWarehouse, ofCluster, ofServerless } from './aws-warehouse.ts';
import type { Clients } from './clients.ts';
import { observeCluster } from './cluster.ts';
import { ownerName } from './names.ts';
import { observeNamespace } from './namespace.ts';
import { observeOthers } from './others.ts';
import { isBroken, isLeaving, notRecovering } from './refusal.ts';
import { isOurs, lifeStart, ttlTag } from './tags.ts';
import { observeWorkgroup } from './workgroup.ts';

/** The name of a warehouse, and where it is: `cluster` also finds a workgroup of that name, `workgroup` nothing else. */
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
 * @throws {UsageError} where there is no such warehouse, or it is being deleted or has failed
 * @throws {TransientError} while it is being created, or paused
 */
export async function findWarehouse(
  clients: RedshiftClients,
  name: WarehouseName,
  now: Date,
): Promise<FoundWarehouse> {
  const found = await look(clients, name);
  if (found === undefined) throw await noSuchWarehouse(clients, name);
  const { state, host, tags } = found;
  const kind = found.kind === 'nodes' ? 'cluster' : 'workgroup';
  const flags = { identifier: found.name, region: name.region };
  if (state === 'paused') {
    throw new TransientError('SPK-604', `The cluster ${found.name} is paused.`, {
      hints: [{ command: 'cluster resume', flags, why: 'Start it again' }],
    });
  }
  if (isLeaving(state)) {
    throw new UsageError('SPK-611', `The ${kind} ${found.name} is ${state}; expected available.`, {
      hints: [
        { command: 'cluster status', flags, why: 'Check whether it is deleted' },
        { command: 'cluster create', flags, why: 'Then create it again' },
      ],
    });
  }
  if (isBroken(state)) throw notRecovering(`The ${kind} ${found.name}`, state);
  if (host === undefined || state !== 'available') {
    throw new TransientError('SPK-605', `The ${kind} ${found.name} is ${state}; it cannot be used yet.`, {
      hints: [
        { command: 'cluster create', flags, why: 'Wait for it' },
        { command: 'cluster status', flags, why: 'See its state' },
      ],
    });
  }
  const { user, secretArn } = belongsTo(name.region, found) ? found : {};
  const warning = ttlWarning({ name: found.name, ttl: tags[ttlTag], since: lifeStart(found), now });
  return {
    kind,
    name: found.name,
    host,
    port: found.port,
    owner: user,
    secretArn,
    roleArn: found.roles[0],
    warning: warning && `${warning} Delete it: ${commandLine({ command: 'cluster delete', flags })}`,
  };
}

/** Of a cluster and a workgroup that both have the name, ours counts before one of somebody else, and a usable one before another. */
async function look(clients: RedshiftClients, name: WarehouseName): Promise<AwsWarehouse | undefined> {
  if (name.workgroup !== undefined) return await lookForWorkgroup(clients, name.workgroup);
  if (name.cluster === undefined) return undefined;
  const cluster = await observeCluster(clients, name.cluster);
  const workgroup = await lookForWorkgroup(clients, name.cluster).catch((error: unknown) => {
    // A user of a cluster may lack the permission to list Serverless.
    if (cluster !== undefined && isRefusal(error)) return undefined;
    throw error;
  });
  const seen = [cluster && ofCluster(cluster), workgroup].filter((one) => one !== undefined);
  const rank = (one: AwsWarehouse) =>
    (belongsTo(name.region, one) ? 2 : 0) + (one.state === 'available' ? 1 : 0);
  return seen.toSorted((a, b) => rank(b) - rank(a))[0];
}

function belongsTo(region: string, seen: Pick<AwsWarehouse, 'name' | 'tags'>): boolean {
  return isOurs(seen, ownerName({ region, identifier: seen.name }));
}

async function lookForWorkgroup(clients: RedshiftClients, name: string): Promise<AwsWarehouse | undefined> {
  const workgroup = await observeWorkgroup(clients, name);
  const namespace = workgroup && (await observeNamespace(clients, workgroup.namespace));
  return namespace && workgroup && ofServerless(namespace, workgroup);
}

/** It may have another name: those that this program made are listed, where the caller may list them. */
async function noSuchWarehouse(
  clients: RedshiftClients,
  { cluster, workgroup, region }: WarehouseName,
): Promise<UsageError> {
  const what = workgroup === undefined ? `cluster "${cluster}"` : `workgroup "${workgroup}"`;
  const others = await observeOthers(clients, cluster ?? workgroup ?? '').catch((error: unknown) => {
    if (isRefusal(error)) return [];
    throw error;
  });
  return new UsageError('SPK-603', `There is no ${what} in ${region}.`, {
    details:
      others.length === 0
        ? []
        : [`These exist there: ${others.map(({ name, status }) => `${name} (${status})`).join(', ')}.`],
    hints: [
      ...others.map(({ name }) => `Use it: --identifier ${name}, or DWH_CLUSTER_IDENTIFIER=${name}`),
      { command: 'cluster create', why: 'Create it' },
      'Or work locally: --warehouse sparkify.duckdb',
      'Another region: --region us-east-1, or REGION under [AWS] in dwh.cfg',
    ],
  });
}
