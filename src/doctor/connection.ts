import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type Finding, ok, wrong } from './finding.ts';

export interface Place {
  readonly host: string;
  readonly port: number;
}

/** Whether a TCP connection comes about. */
export async function testNetwork({ host, port }: Place): Promise<Finding> {
  try {
    const socket = await connected({ host, port });
    socket.destroy();
    return ok('network', `${host}:${port} answers`);
  } catch (error) {
    return wrong(
      'network',
      `${host}:${port} cannot be reached: ${reasonOf(error)}`,
      ...(isUnknownName(error)
        ? [`A new endpoint is known after some minutes; see whether it is: nslookup ${host}`]
        : []),
    );
  }
}

/**
 * Whether the server offers TLS with a certificate that is in order, as PostgreSQL clients ask for it.
 * `roots` are PEM certificates to trust instead of those of Node.
 * https://www.postgresql.org/docs/8.0/protocol-flow.html (SSLRequest)
 */
export async function testTls({ host, port }: Place, roots?: readonly string[]): Promise<Finding> {
  try {
    const socket = await connected({ host, port });
    try {
      const answer = await ask(socket, Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]));
      if (answer.toString('latin1', 0, 1) !== 'S') {
        return wrong('TLS', 'The server does not offer TLS, and without it nothing is sent.');
      }
      return ok('TLS', await handshake(socket, host, roots));
    } finally {
      socket.destroy();
    }
  } catch (error) {
    return wrong(
      'TLS',
      `No TLS with ${host}: ${reasonOf(error)}`,
      'Check that there is no proxy in between, then try again.',
    );
  }
}

const longestWait = 5_000;

function connected(place: Place): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...place, timeout: longestWait });
    socket.once('connect', () => {
      socket.setTimeout(0);
      resolve(socket);
    });
    socket.once('timeout', () => socket.destroy(new Error(`no answer within ${longestWait / 1000} s`)));
    socket.once('error', reject);
  });
}

function ask(socket: Socket, question: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    socket.setTimeout(longestWait, () => reject(new Error(`no answer within ${longestWait / 1000} s`)));
    socket.once('data', resolve);
    socket.once('error', reject);
    socket.once('end', () => reject(new Error('the connection was closed')));
    socket.write(question);
  });
}

function handshake(socket: Socket, host: string, roots: readonly string[] | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const secure = connectTls({
      socket,
      // A server name has to be a name; an address is checked against the certificate all the same.
      ...(/^[\d.]+$/.test(host) ? { host } : { servername: host }),
      ...(roots && { ca: [...roots] }),
    });
    secure.once('secureConnect', () => resolve(`${secure.getProtocol()}, certificate in order`));
    secure.once('error', reject);
  });
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (isUnknownName(error)) return 'its name is not known';
  if (code === 'ECONNREFUSED') return 'connection refused';
  return message;
}

function isUnknownName(error: unknown): boolean {
  return /^(ENOTFOUND|EAI_AGAIN)$/.test(String((error as NodeJS.ErrnoException).code));
}
