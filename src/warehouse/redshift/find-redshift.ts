import { setTimeout as sleep } from 'node:timers/promises';
import type { FoundWarehouse } from '../../cluster/find-warehouse.ts';
import { type AskAws, openAskAws } from './ask-aws.ts';
import { ifAllowed, ifAvailable, locatedAt } from './login.ts';
import { type RedshiftConfig, withEndpoint } from './settings.ts';

/** What nobody has to wait for may take this long. */
const longestSearch = 5_000;

/**
 * Finds out what the settings leave open: the endpoint, by the name; and for a run, the role that COPY reads with, and
 * whether the time to live has passed. Where there is a host, AWS is asked for these on the chance that it answers:
 * a user who logs in with a password may have no keys.
 *
 * @throws {UsageError} if there is no host, and no warehouse of that name, or AWS denies looking for it where its endpoint is needed
 * @throws {TransientError} if there is no host, and the warehouse is not available
 */
export async function findRedshift(
  config: RedshiftConfig,
  use: { readonly readOnly: boolean; readonly onWarning?: ((sentence: string) => void) | undefined },
): Promise<RedshiftConfig> {
  const connection = withEndpoint(config.connection);
  const { host, cluster, workgroup } = connection;
  const hasName = cluster !== undefined || workgroup !== undefined;
  if (!hasName || (host !== undefined && use.readOnly)) return config;
  await using aws = await openAskAws(connection);
  const found = await search(aws, connection);
  if (found === undefined) return config;
  if (found.warning !== undefined) use.onWarning?.(found.warning);
  return {
    ...config,
    connection: locatedAt(connection, found),
    role: config.role ?? found.roleArn,
  };
}

/** The Data API needs no endpoint, and only the name. */
function search(
  aws: AskAws,
  { host, transport }: RedshiftConfig['connection'],
): Promise<FoundWarehouse | undefined> {
  if (host !== undefined) return Promise.race([ifAvailable(aws.find()), tooLate()]);
  return transport === 'data-api' ? ifAllowed(aws.find()) : aws.find();
}

async function tooLate(): Promise<undefined> {
  await sleep(longestSearch, undefined, { ref: false });
}
