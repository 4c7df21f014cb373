import { rootCertificates } from 'node:tls';
import pg from 'pg';
import { completeLogin } from './login.ts';
import { describeLocation, type RedshiftSettings } from './settings.ts';
import { translateConnectError } from './translate.ts';
import { valueParser } from './values.ts';

/** One connection to Redshift. */
export interface Session {
  readonly client: pg.Client;
  /** What ends it from another one. */
  readonly id: number;
  /** What the server says of itself. */
  readonly version: string;
  /** True once the connection is gone; then it is good for nothing. */
  readonly lost: () => boolean;
  /** Breaks the connection off; on the server, the statement that runs may go on. */
  readonly breakOff: () => void;
  readonly close: () => Promise<void>;
}

/**
 * Opens a session whose statements are those of this program, and whose times are UTC.
 *
 * @throws {UsageError} for wrong settings
 * @throws {TransientError} if the server or AWS cannot be reached
 */
export async function openSession(settings: RedshiftSettings): Promise<Session> {
  let lost = false;
  const markLost = () => {
    lost = true;
  };
  const { client, answer } = await openClient(settings, async (opened) => {
    opened.on('error', markLost); // told by the statement that it ends, or by the next one
    opened.on('end', markLost);
    await opened.query(`set query_group to 'sparkify'`);
    await opened.query(`set timezone to 'UTC'`);
    return await opened.query('select pg_backend_pid() as id, version() as version');
  });
  const [about] = answer.rows;
  return {
    client,
    id: Number(about?.id),
    version: String(about?.version),
    lost: () => lost,
    breakOff: () => void client.connection.stream.destroy(),
    close: () => client.end(),
  };
}

const twoMinutes = 120_000;

/**
 * Connects and says the first words, with TLS that is always verified and with TCP keep-alive: a COPY can be silent for
 * longer than a firewall remembers a connection, and the client would wait for an answer that never comes
 * (https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-firewall-guidance.html).
 */
export async function openClient<Answer>(
  settings: RedshiftSettings,
  firstWords: (client: pg.Client) => Promise<Answer>,
): Promise<{ readonly client: pg.Client; readonly answer: Answer }> {
  const { host, port, user, password } = await completeLogin(settings);
  let secret: string | undefined = password;
  const client = new pg.Client({
    ...{ host, port, user, database: settings.database, application_name: 'sparkify' },
    password: () => secret ?? '',
    ssl: {
      rejectUnauthorized: true,
      ...(settings.ca !== undefined && { ca: [...rootCertificates, settings.ca] }),
    },
    sslnegotiation: 'postgres',
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    connectionTimeoutMillis: settings.connectTimeout ?? twoMinutes,
    types: { getTypeParser: (type: number) => valueParser(type) },
  });
  client.on('error', () => {}); // told by the statement that it ends
  try {
    await client.connect();
    secret = undefined;
    return { client, answer: await firstWords(client) };
  } catch (cause) {
    client.end().catch(() => {});
    throw translateConnectError(withoutSecret(cause, password), describeLocation(settings));
  }
}

/** Redshift takes no shorter one, and a shorter one stands in other words by chance. */
const shortestPassword = 8;

/** Whatever a server or a proxy repeats: the password is not in it. */
function withoutSecret(error: unknown, password: string): unknown {
  if (error instanceof Error && password.length >= shortestPassword) {
    error.message = error.message.replaceAll(password, '…');
    if (error.stack !== undefined) error.stack = error.stack.replaceAll(password, '…');
  }
  return error;
}
