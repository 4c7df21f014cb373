import type { FoundWarehouse } from '../../cluster/find-warehouse.ts';
import { SparkifyError, UsageError } from '../../errors.ts';
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
 * Completes the settings: looks the endpoint and the owner up if they are not given, and asks for a password if there is
 * none. A password that AWS gives is needed only to connect: a temporary one lasts 15 minutes by default
 * (https://docs.aws.amazon.com/redshift/latest/APIReference/API_GetClusterCredentials.html), that of the owner
 * until AWS rotates it (https://docs.aws.amazon.com/redshift/latest/mgmt/redshift-secrets-manager-integration.html).
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
  const found = await findWhatIsMissing(aws, settings);
  const located = found === undefined ? settings : locatedAt(settings, found);
  const place = { host: located.host ?? '', port: located.port ?? defaultPort };
  if (located.user !== undefined && password !== undefined) {
    return { ...place, user: located.user, password };
  }
  return { ...place, ...(await passwordOfAws(aws, located, found)) };
}

/** Where there is a host, what else is found is welcome, but a user who may not look can still connect. */
async function findWhatIsMissing(
  aws: AskAws,
  { host, user, workgroup }: RedshiftSettings,
): Promise<FoundWarehouse | undefined> {
  if (host === undefined) return await aws.find();
  if (user !== undefined && workgroup === undefined) return undefined;
  return await ifAvailable(aws.find());
}

/** The answer, or undefined where AWS gives none that helps. */
export async function ifAvailable<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof SparkifyError) return undefined; // the connection itself reports what it lacks
    throw error;
  }
}

/** The answer, or undefined for a caller who may not ask: the warehouse is there perhaps. */
export async function ifAllowed<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof SparkifyError && error.code === 'SPK-501') return undefined;
    throw error;
  }
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

/** On Serverless temporary credentials are those of a user of one's own; the owner's are kept in a secret. */
async function passwordOfAws(
  aws: AskAws,
  { cluster, workgroup, user, database }: RedshiftSettings,
  found: FoundWarehouse | undefined,
) {
  if (workgroup === undefined) return aws.clusterCredentials({ cluster: cluster ?? '', user, database });
  const { owner, secretArn } = found ?? {};
  const kept = user === owner && secretArn !== undefined ? await aws.ownerCredentials(secretArn) : undefined;
  return kept ?? aws.workgroupCredentials({ workgroup, database });
}

function tellWhatIsMissing({ host, user, password }: RedshiftSettings): UsageError {
  const missing = [
    host === undefined ? 'a host' : undefined,
    user === undefined ? 'a user' : undefined,
    password === undefined ? 'a password' : undefined,
  ].filter((part) => part !== undefined);
  return new UsageError('SPK-401', `The settings for Redshift lack ${missing.join(', ')}.`, {
    details: ['Looked for it in the flags, the environment and dwh.cfg.'],
    hints: [
      'Give it under [CLUSTER] in dwh.cfg (HOST, DB_USER, DB_PASSWORD), or in REDSHIFT_HOST, REDSHIFT_USER, REDSHIFT_PASSWORD.',
      "Or give the cluster's name: sparkify then asks AWS for its endpoint and a temporary password.",
      { command: 'doctor', flags: { warehouse: 'redshift' }, why: 'See each setting and its origin' },
    ],
  });
}
