import { SparkifyError, TransientError, UsageError } from '../../errors.ts';
import { defaultPort, type RedshiftSettings, readEndpoint } from './settings.ts';

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
 * @throws {TransientError} if AWS cannot be reached
 */
export async function completeLogin(given: RedshiftSettings): Promise<Login> {
  const settings = withEndpoint(given);
  const { host, port, user, password } = settings;
  if (host !== undefined && user !== undefined && password !== undefined) {
    return { host, port: port ?? defaultPort, user, password };
  }
  if (settings.cluster === undefined && settings.workgroup === undefined) throw tellWhatIsMissing(settings);
  try {
    return settings.workgroup === undefined
      ? await loginToCluster(settings, settings.cluster ?? '')
      : await loginToWorkgroup(settings, settings.workgroup);
  } catch (error) {
    throw explain(error, settings);
  }
}

/** The endpoint names the cluster and its region: what is given by itself counts before. */
function withEndpoint(settings: RedshiftSettings): RedshiftSettings {
  const { cluster, workgroup, region } = readEndpoint(settings.host ?? '');
  const named = settings.cluster !== undefined || settings.workgroup !== undefined;
  return {
    ...settings,
    region: settings.region ?? region,
    ...(!named && { cluster, workgroup }),
  };
}

async function loginToCluster(settings: RedshiftSettings, cluster: string): Promise<Login> {
  const aws = await import('@aws-sdk/client-redshift');
  const client = new aws.RedshiftClient(await clientOptions(settings));
  try {
    const endpoint = settings.host === undefined ? await lookUp() : { host: settings.host, port: undefined };
    const port = settings.port ?? endpoint.port ?? defaultPort;
    const { user, password } = settings;
    if (user !== undefined && password !== undefined) return { host: endpoint.host, port, user, password };
    const request = { ClusterIdentifier: cluster, DbName: settings.database };
    const answer =
      user === undefined
        ? await client.send(new aws.GetClusterCredentialsWithIAMCommand(request))
        : await client.send(new aws.GetClusterCredentialsCommand({ ...request, DbUser: user }));
    return { host: endpoint.host, port, user: answer.DbUser ?? '', password: answer.DbPassword ?? '' };
  } finally {
    client.destroy();
  }

  async function lookUp() {
    const { Clusters } = await client.send(new aws.DescribeClustersCommand({ ClusterIdentifier: cluster }));
    const [found] = Clusters ?? [];
    const address = found?.Endpoint?.Address;
    if (address === undefined) throw notAvailable(`cluster "${cluster}"`, found?.ClusterStatus);
    if (found?.ClusterStatus === 'paused') throw notAvailable(`cluster "${cluster}"`, 'paused');
    return { host: address, port: found?.Endpoint?.Port };
  }
}

async function loginToWorkgroup(settings: RedshiftSettings, workgroup: string): Promise<Login> {
  const aws = await import('@aws-sdk/client-redshift-serverless');
  const client = new aws.RedshiftServerlessClient(await clientOptions(settings));
  try {
    const endpoint = settings.host === undefined ? await lookUp() : { host: settings.host, port: undefined };
    const port = settings.port ?? endpoint.port ?? defaultPort;
    const { user, password } = settings;
    if (user !== undefined && password !== undefined) return { host: endpoint.host, port, user, password };
    const answer = await client.send(
      new aws.GetCredentialsCommand({ workgroupName: workgroup, dbName: settings.database }),
    );
    return { host: endpoint.host, port, user: answer.dbUser ?? '', password: answer.dbPassword ?? '' };
  } finally {
    client.destroy();
  }

  async function lookUp() {
    const { workgroup: found } = await client.send(new aws.GetWorkgroupCommand({ workgroupName: workgroup }));
    const address = found?.endpoint?.address;
    if (address === undefined) throw notAvailable(`workgroup "${workgroup}"`, found?.status);
    return { host: address, port: found?.endpoint?.port };
  }
}

async function clientOptions({ region, awsEndpoint, awsKeys }: RedshiftSettings) {
  const { state } = await import('@aws-sdk/core/client');
  state.warningEmitted = true; // its advice on versions of Node.js is not for our users
  return {
    ...(region !== undefined && { region }),
    ...(awsEndpoint !== undefined && { endpoint: awsEndpoint }),
    ...(awsKeys !== undefined && {
      credentials: {
        accessKeyId: awsKeys.accessKeyId,
        secretAccessKey: awsKeys.secretAccessKey,
        ...(awsKeys.sessionToken !== undefined && { sessionToken: awsKeys.sessionToken }),
      },
    }),
  };
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

function notAvailable(what: string, status: string | undefined): TransientError {
  const paused = status === 'paused';
  return new TransientError(
    `The Redshift ${what} is not available: it is ${status ?? 'without an endpoint'}.`,
    {
      hints: [paused ? 'Start it again: sparkify cluster resume' : 'See how it is: sparkify cluster status'],
    },
  );
}

const notFound = /ClusterNotFound|ResourceNotFound/;
const noKeys =
  /CredentialsProviderError|ExpiredToken|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch/;

function explain(error: unknown, { cluster, workgroup, region }: RedshiftSettings): unknown {
  if (error instanceof SparkifyError || !(error instanceof Error)) return error;
  const what = workgroup === undefined ? `cluster "${cluster}"` : `workgroup "${workgroup}"`;
  const place = region === undefined ? '' : ` in ${region}`;
  if (notFound.test(error.name)) {
    return new UsageError(`The Redshift ${what} does not exist${place}.`, {
      cause: error,
      hints: ['Create it: sparkify cluster create', 'Or work locally: --warehouse sparkify.duckdb'],
    });
  }
  if (/AccessDenied|Unauthorized/.test(error.name)) {
    return new UsageError(`AWS does not let you log in to the ${what}${place}: ${error.message}`, {
      cause: error,
      hints: [
        'Needed: redshift:DescribeClusters and redshift:GetClusterCredentialsWithIAM (serverless: redshift-serverless:GetWorkgroup and GetCredentials).',
        'Or give a user and a password under [CLUSTER] in dwh.cfg.',
      ],
    });
  }
  if (noKeys.test(error.name) || /region is missing/i.test(error.message)) {
    return new UsageError(`AWS was not asked for the ${what}: ${error.message}`, {
      cause: error,
      hints: ['Log in (aws sso login, aws configure), then see: sparkify doctor'],
    });
  }
  return new TransientError(`AWS could not be asked for the ${what}${place}: ${error.message}`, {
    cause: error,
    hints: ['Nothing was changed: run the same command again.'],
  });
}
