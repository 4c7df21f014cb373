import { TransientError, UsageError } from '../errors.ts';
import { explainAwsError } from './aws-errors.ts';
import { openClients } from './clients.ts';
import { observe } from './observe.ts';
import type { ClusterSettings } from './settings.ts';
import { type Status, statusOf } from './status.ts';
import { systemClock } from './wait.ts';

/** A warehouse that can be connected to. */
export type FoundWarehouse = Status & { readonly host: string };

/**
 * Finds endpoint and role by the cluster's name, so that nobody has to copy them: what `etl --warehouse redshift` does
 * without a host. Throws a {@link UsageError} where there is no such cluster or it is paused, and a
 * {@link TransientError} while it is still being created.
 */
export async function findWarehouse(settings: ClusterSettings): Promise<FoundWarehouse> {
  const { identifier, connection } = settings;
  using clients = openClients(connection);
  const status = await observe(clients, settings).then(
    (observed) => statusOf(settings, observed, systemClock.now()),
    (error) => {
      throw explainAwsError(error, `Looking for the cluster ${identifier}`);
    },
  );
  if (status === undefined) {
    throw new UsageError(`There is no cluster "${identifier}" in ${connection.region}.`, {
      hints: ['Create it       sparkify cluster create', 'Or work locally --warehouse sparkify.duckdb'],
    });
  }
  if (status.state === 'paused') {
    throw new UsageError(`The cluster ${identifier} is paused.`, { hints: ['sparkify cluster resume'] });
  }
  const { host } = status;
  if (host === undefined || status.state !== 'available') {
    throw new TransientError(`The cluster ${identifier} is ${status.state}; it cannot be used yet.`, {
      hints: ['Wait for it: sparkify cluster create', 'Look how it is: sparkify cluster status'],
    });
  }
  return { ...status, host };
}
