import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import pg from 'pg';
import { untilAborted } from '../../stopped.ts';
import { completeLogin } from './login.ts';
import { defaultConnectTimeout, defaultPort, describeLocation, type RedshiftSettings } from './settings.ts';
import { translateConnectError } from './translate-connect-error.ts';
import { valueParser } from './values.ts';

/**
 * Connects and says the first words, with TLS that is always verified and with TCP keep-alive: a COPY can be silent for
 * longer than a firewall remembers a connection, and the client would wait for an answer that never comes
 * (https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-firewall-guidance.html).
 * When the signal aborts, its reason is thrown at once.
 */
export async function openClient<Answer>(
  settings: RedshiftSettings,
  firstWords: (client: pg.Client) => Promise<Answer>,
  signal?: AbortSignal,
): Promise<{ readonly client: pg.Client; readonly answer: Answer }> {
  using _ = announced(settings);
  const { host, port, user, password } = await untilAborted(completeLogin(settings), signal);
  let secret: string | undefined = password;
  const client = new pg.Client({
    host,
    port,
    user,
    database: settings.database,
    application_name: 'sparkify',
    password: () => secret ?? '',
    ssl: {
      rejectUnauthorized: true,
      ...(settings.ca !== undefined && { secureContext: trusting(settings.ca) }),
    },
    sslnegotiation: 'postgres',
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    types: { getTypeParser: (type: number) => valueParser(type) },
  });
  client.on('error', () => {}); // reported by the statement that it ends
  using tooLate = deadline(settings.connectTimeout ?? defaultConnectTimeout);
  const speak = async () => {
    await client.connect();
    secret = undefined;
    return await firstWords(client);
  };
  try {
    return { client, answer: await untilAborted(untilAborted(speak(), tooLate.signal), signal) };
  } catch (cause) {
    client.connection.stream.destroy();
    signal?.throwIfAborted();
    throw translateConnectError(withoutSecret(cause, password), describeLocation(settings));
  }
}

const contexts = new Map<string, SecureContext>();

/** Trusts this authority beside those of Node.js. To read them all takes 20 ms, so it is done once for all connections. */
function trusting(ca: string): SecureContext {
  const known = contexts.get(ca) ?? createSecureContext({ ca: [...rootCertificates, ca] });
  contexts.set(ca, known);
  return known;
}

function deadline(milliseconds: number): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const late = Object.assign(new Error(`no answer within ${milliseconds / 1000} s`), { code: 'ETIMEDOUT' });
  const timer = setTimeout(() => controller.abort(late), milliseconds);
  return { signal: controller.signal, [Symbol.dispose]: () => clearTimeout(timer) };
}

/** Says after a second to where a connection is being made. */
function announced({
  host,
  cluster,
  workgroup,
  port = defaultPort,
  onConnecting,
}: RedshiftSettings): Disposable {
  const place = host === undefined ? (cluster ?? workgroup) : `${host}:${port}`;
  const timer = setTimeout(() => onConnecting?.(`Connecting to ${place} …`), 1000);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

/** Redshift accepts no shorter one (https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_USER.html), and a shorter one occurs in other words by chance. */
const shortestPassword = 8;

/** Whatever a server or a proxy repeats: the password is not in it. */
function withoutSecret(error: unknown, password: string): unknown {
  if (error instanceof Error && password.length >= shortestPassword) {
    error.message = error.message.replaceAll(password, '…');
    if (error.stack !== undefined) error.stack = error.stack.replaceAll(password, '…');
  }
  return error;
}
