import type { FoundWarehouse } from '../../cluster/find-warehouse.ts';
import { UsageError } from '../../errors.ts';
import { type AskAws, openAskAws } from './ask-aws.ts';
import { defaultPort, type RedshiftSettings, withEndpoint } from './settings.ts';

/** All that a connection needs to be opened. */
export interface Login {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/**
 * Completes the settings: looks the endpoint up if there is no host, and asks for a temporary password if there is
 * none. A temporary password is needed only to connect, and lasts 15 minutes.
 *
 * @throws {UsageError} if the settings do not say enough, or AWS refuses
 * @throws {TransientError} if AWS cannot be reached, or the warehouse is not available
 */
export async function completeLogin(given: RedshiftSettings): Promise<Login> {
  const settings = withEndpoint(given);
  const { host, port, user, password } = settings;
  if (host !== undefined && user !== undefined && password !== undefined) {
    return { host, port: port ?? defaultPort, user, password };
  }
  if (settings.cluster === undefined && settings.workgroup === undefined) throw tellWhatIsMissing(settings);
  await using aws = await openAskAws(settings);
  const located = host === undefined ? locatedAt(settings, await aws.find()) : settings;
  const place = { host: located.host ?? '', port: located.port ?? defaultPort };
  if (located.user !== undefined && password !== undefined) {
    return { ...place, user: located.user, password };
  }
  return { ...place, ...(await temporaryPassword(aws, located)) };
}

/** The settings with what was found out about the warehouse; what is given by itself counts before. */
export function locatedAt(settings: RedshiftSettings, found: FoundWarehouse): RedshiftSettings {
  const { kind, name, host, port, owner } = found;
  return {
    ...settings,
    cluster: kind === 'cluster' ? name : undefined,
    workgroup: kind === 'workgroup' ? name : undefined,
    host: settings.host ?? host,
    port: settings.port ?? port,
    user: settings.user ?? owner,
  };
}

function temporaryPassword(aws: AskAws, { cluster, workgroup, user, database }: RedshiftSettings) {
  return workgroup === undefined
    ? aws.clusterCredentials({ cluster: cluster ?? '', user, database })
    : aws.workgroupCredentials({ workgroup, database });
}

function tellWhatIsMissing({ host, user, password }: RedshiftSettings): UsageError {
  const missing = [
    host === undefined ? 'a host' : undefined,
    user === undefined ? 'a user' : undefined,
    password === undefined ? 'a password' : undefined,
  ].filter((part) => part !== undefined);
  return new UsageError(`The settings for Redshift lack ${missing.join(', ')}.`, {
    details: ['Looked for it in the flags, the environment and dwh.cfg.'],
    hints: [
      'Give it under [CLUSTER] in dwh.cfg (HOST, DB_USER, DB_PASSWORD), or in PGHOST, PGUSER, PGPASSWORD.',
      "Or give the cluster's name: its endpoint and a temporary password are then asked of AWS.",
      'See what was found where: sparkify doctor',
    ],
  });
}
