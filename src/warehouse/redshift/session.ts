import { rootCertificates } from 'node:tls';
import pg from 'pg';
import { completeLogin } from './login.ts';
import { describeLocation, type RedshiftSettings } from './settings.ts';
import { translateConnectError } from './translate.ts';
import { valueParser } from './values.ts';

/** One connection to Redshift. */
export interface Session {
  readonly client: pg.Client;
  /** True once the connection is gone; then it is good for nothing. */
  readonly lost: () => boolean;
  /** Breaks the connection off, and with it the statement that runs. */
  readonly breakOff: () => void;
  readonly close: () => Promise<void>;
}

const twoMinutes = 120_000;

/**
 * Connects, with TLS that is always verified and with TCP keep-alive: a COPY can be silent for longer than a
 * firewall remembers a connection, and the client would wait for an answer that never comes
 * (https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-firewall-guidance.html).
 *
 * @throws {UsageError} for wrong settings
 * @throws {TransientError} if the server or AWS cannot be reached
 */
export async function openSession(settings: RedshiftSettings): Promise<Session> {
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
  let lost = false;
  const markLost = () => {
    lost = true;
  };
  client.on('error', markLost); // told by the statement that it ends, or by the next one
  client.on('end', markLost);
  try {
    await client.connect();
    secret = undefined;
    await client.query(`set query_group to 'sparkify'`);
    await client.query(`set timezone to 'UTC'`);
  } catch (cause) {
    client.end().catch(markLost);
    throw translateConnectError(withoutSecret(cause, password), describeLocation(settings));
  }
  return {
    client,
    lost: () => lost,
    breakOff: () => void client.connection.stream.destroy(),
    close: () => client.end(),
  };
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
