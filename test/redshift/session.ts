import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Cluster, Moment } from './cluster.ts';
import { grammarProblem } from './grammar.ts';
import { openStatements } from './statement.ts';
import type { Release } from './turn.ts';
import {
  cstring,
  errorResponse,
  int32,
  type Message,
  message,
  readMessages,
  readyForQuery,
  type TransactionStatus,
} from './wire.ts';

/** Serves one client from its first byte to its last; a client that goes in a transaction is rolled back. */
export async function serveSession(plain: Socket, cluster: Cluster): Promise<void> {
  plain.on('error', () => plain.destroy()); // a client that vanishes is what the tests are about
  const socket = await startTls(plain, cluster);
  if (socket === undefined) return;
  const inbox = openInbox(socket);
  const login = await authenticate(socket, inbox, cluster);
  if (login === undefined) return void socket.end();
  const { application, user } = login;
  const backend = 1_000_000 + ++cluster.backends;
  greet(socket, backend);
  const database = await cluster.engine.connect(user === owner ? undefined : user);
  const statements = openStatements(cluster, { backend, database });
  let release: Release | undefined;
  const terminated = new Promise<void>((resolve) => {
    cluster.terminations.set(backend, () => {
      socket.destroy();
      void database.terminate();
      resolve();
    });
  });
  // A client that goes does not end the statement that runs: it ends by itself, or by PG_TERMINATE_BACKEND.
  const reached = (when: Moment['when'], sql: string) =>
    Promise.race([reach(cluster, { when, sql, backend }), terminated]);
  try {
    for (let batch = await nextBatch(inbox); batch.length > 0; batch = await nextBatch(inbox)) {
      const sql = textOf(batch);
      if (sql !== '') cluster.statements.push({ session: backend, application, sql });
      terminateBackend(sql, cluster);
      await reached('before', sql);
      if (socket.destroyed) return;
      release ??= await cluster.engine.takeTurn();
      if (socket.destroyed) return;
      const answer = requireGrammar(
        await statements.run(batch, sql),
        application === 'sparkify' ? sql : '',
        statements.status(),
      );
      await reached('during', sql);
      if (socket.destroyed && statements.status() !== 'I') return;
      socket.write(answer);
      if (statements.status() === 'I') {
        release();
        release = undefined;
      }
      await reached('after', sql);
    }
  } finally {
    cluster.terminations.delete(backend);
    await statements.end();
    database.close();
    release?.();
    socket.destroy();
  }
}

/** What the program sends, and PostgreSQL takes, must be in a grammar of Redshift's too. */
function requireGrammar(answer: Buffer, sql: string, status: TransactionStatus): Buffer {
  const problem = grammarProblem(sql) ?? bareParameter(sql);
  const isTaken =
    problem !== undefined && readMessages(answer, true).messages.every(({ type }) => type !== 'E');
  if (!isTaken) return answer;
  const error = errorResponse({ message: `not in the grammar of Redshift: ${problem}`, code: '42601' });
  return Buffer.concat([error, readyForQuery(status)]);
}

/** What type Redshift would infer for a parameter is not documented, so each has to say its own. */
function bareParameter(sql: string): string | undefined {
  const text = sql.replace(/'[^']*'|\$\$[\s\S]*?\$\$|--[^\n]*/g, '');
  const bare = /(?<!\bcast\()\$\d+\b/i.exec(text)?.[0];
  return bare && `${bare} is not cast: ${sql}`;
}

/** Ends a session and rolls its transaction back [dg:PG_TERMINATE_BACKEND]; done at once, whichever session has the turn. */
function terminateBackend(sql: string, { terminations }: Cluster): void {
  const backend = /^select pg_terminate_backend\((\d+)\)/.exec(sql)?.[1];
  if (backend !== undefined) terminations.get(Number(backend))?.();
}

/** TLS or nothing: `require_ssl` is on by default for new clusters (facts §3.3, LIKELY). */
async function startTls(plain: Socket, { certificate }: Cluster): Promise<TLSSocket | undefined> {
  const inbox = openInbox(plain);
  const first = await inbox.next(false);
  if (first?.body.readInt32BE() !== 80877103) {
    plain.end(
      errorResponse({ message: 'no pg_hba.conf entry for this host, SSL off', code: '28000' }, 'FATAL'),
    );
    return undefined;
  }
  inbox.close();
  plain.write('S');
  const secureContext = createSecureContext({ cert: certificate.certificate, key: certificate.key });
  const secure = new TLSSocket(plain, { isServer: true, secureContext });
  secure.on('error', () => secure.destroy());
  const ready = await Promise.race([
    once(secure, 'secure').then(() => true),
    once(secure, 'close').then(() => false),
  ]).catch(() => false); // a client that vanishes within the handshake
  return ready ? secure : undefined;
}

/**
 * MD5 of password, user and salt, as `pg` answers it; gives the user and the client's application_name. Settings unknown to an
 * 8.0-era server are refused.
 */
async function authenticate(
  socket: TLSSocket,
  inbox: Inbox,
  { users, databaseName }: Cluster,
): Promise<{ readonly application: string; readonly user: string } | undefined> {
  const startup = await inbox.next(false);
  if (!startup) return undefined;
  const fatal = (text: string, code: string) => {
    socket.write(errorResponse({ message: text, code }, 'FATAL'));
    return undefined;
  };
  const words = startup.body.subarray(4).toString().split('\0');
  const settings = new Map<string, string>();
  for (let at = 0; at + 1 < words.length && words[at] !== ''; at += 2) {
    settings.set(words[at] ?? '', words[at + 1] ?? '');
  }
  const user = settings.get('user') ?? '';
  for (const name of settings.keys()) {
    if (!knownSettings.has(name)) return fatal(`unrecognized configuration parameter "${name}"`, '42704');
  }
  const salt = int32(0x5a17);
  socket.write(message('R', int32(5), salt));
  const answer = (await inbox.next(true))?.body.toString().slice(0, -1);
  const expected = `md5${md5(md5((users[user] ?? 'no such user') + user), salt)}`;
  if (answer !== expected) return fatal(`password authentication failed for user "${user}"`, '28000');
  const database = settings.get('database') ?? user;
  if (database !== databaseName) return fatal(`database "${database}" does not exist`, '3D000');
  return { application: settings.get('application_name') ?? '', user };
}

/** Of the warehouse. */
const owner = 'awsuser';

const knownSettings = new Set([
  'user',
  'database',
  'application_name',
  'client_encoding',
  'options',
  'replication',
]);

const md5 = (...parts: readonly (string | Buffer)[]): string => {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

function greet(socket: TLSSocket, backend: number): void {
  const settings = { server_version: '8.0.2', client_encoding: 'UTF8', standard_conforming_strings: 'off' };
  const statuses = Object.entries(settings).map(([name, value]) =>
    message('S', cstring(name), cstring(value)),
  );
  socket.write(
    Buffer.concat([
      message('R', int32(0)),
      ...statuses,
      message('K', int32(backend), int32(0)),
      readyForQuery('I'),
    ]),
  );
}

interface Inbox {
  /** The next message, or nothing once the client is gone. */
  next(started: boolean): Promise<Message | undefined>;
  close(): void;
}

function openInbox(socket: Socket): Inbox {
  let received: Buffer = Buffer.alloc(0);
  let wake = () => {};
  let gone = false;
  const waiting: Message[] = [];
  const onData = (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    wake();
  };
  socket.on('data', onData);
  socket.on('close', () => {
    gone = true;
    wake();
  });
  return {
    async next(started) {
      for (;;) {
        const { messages, rest } = readMessages(received, started);
        waiting.push(...messages);
        received = rest;
        const first = waiting.shift();
        if (first || gone) return first;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    close: () => void socket.off('data', onData),
  };
}

/** A simple query, or all messages up to a Sync; nothing once the client is gone or says goodbye. */
async function nextBatch(inbox: Inbox): Promise<Message[]> {
  const batch: Message[] = [];
  for (;;) {
    const next = await inbox.next(true);
    if (next === undefined || next.type === 'X') return [];
    batch.push(next);
    if (next.type === 'Q' || next.type === 'S') return batch;
  }
}

/** The SQL of a batch: a Query's text, or the one that a Parse brings. */
function textOf(batch: readonly Message[]): string {
  const query = batch.find(({ type }) => type === 'Q' || type === 'P');
  if (!query) return '';
  const strings = query.body.toString().split('\0');
  return (query.type === 'Q' ? strings[0] : strings[1]) ?? '';
}

async function reach(
  { moments }: Cluster,
  { when, sql, backend }: { readonly when: Moment['when']; readonly sql: string; readonly backend: number },
): Promise<void> {
  const index = moments.findIndex((moment) => moment.when === when && moment.statement.test(sql));
  if (index < 0) return;
  await moments.splice(index, 1)[0]?.action(backend);
  // A cut takes some turns of the event loop to arrive here, and on a busy machine a turn takes as long as it takes.
  for (let turn = 0; turn < 20; turn++) await setTimeout(1);
}
