import { once } from 'node:events';
import { createConnection } from 'node:net';
import pg from 'pg';
import type { Backend, Engine, Isolation } from './backend.ts';
import { session } from './dialect.ts';
import { cstring, errorFields, int32, type Message, message, readMessages, readRows } from './wire.ts';

/** The database of the server that has Redshift's dialect, and is copied for each stand-in. */
export const template = 'redshift_dialect';

/** Databases that this process has made on the server; others make theirs there, too. */
let made = 0;

/** `pg` for the stand-in's own statements, with the types that PGlite gives. */
const types = {
  ...pg.types,
  getTypeParser: ((id: number) =>
    id === 20 ? Number : pg.types.getTypeParser(id)) as typeof pg.types.getTypeParser,
};

/**
 * A database of its own on a PostgreSQL server: each session has a backend, so transactions are open side by side. SNAPSHOT is
 * PostgreSQL's REPEATABLE READ, and SERIALIZABLE its own: a snapshot is taken by the first statement that reads or writes, not by
 * BEGIN and not by LOCK, readers see the last committed version and wait only for LOCK and DDL, and a transaction that fits in no
 * order fails. `locks.ts` adds what Redshift locks beyond that, and `statement.ts` says 1023 for PostgreSQL's 40001. Not imitated:
 * 1018 (a table made after the snapshot), the order in which waiting sessions get a lock, and queues of statements.
 */
export async function openPostgres(folder: string, isolation: Isolation): Promise<Engine> {
  const database = `stand_in_${process.pid}_${++made}`;
  await maintain(folder, `create database ${database} template ${template}`);
  const own = new pg.Client({ host: folder, user, database, types });
  await own.connect();
  await own.query(session);
  const level = isolation === 'snapshot' ? 'repeatable read' : 'serializable';
  return {
    isConcurrent: true,
    takeTurn: async () => () => {},
    query: async <R>(sql: string, values?: unknown[]) => ({
      rows: (await own.query(sql, values)).rows as R[],
    }),
    async connect(given = user) {
      const name = given.toLowerCase(); // as quoted names are folded
      const role = name.replaceAll('"', '""');
      await own.query(
        `do $$ begin if to_regrole('"${role}"') is null then create role "${role}" login; end if; end $$`,
      );
      const first = `${session}; set default_transaction_isolation to '${level}'`;
      return await openBackend({ folder, database, user: name }, first, async (id) => {
        await own.query('select pg_terminate_backend($1)', [id]);
      });
    },
    async [Symbol.asyncDispose]() {
      await own.end();
      await maintain(folder, `drop database ${database} with (force)`);
    },
  };
}

const user = 'postgres';

/** Runs statements on the server outside of the databases of stand-ins. */
export async function maintain(folder: string, sql: string, database = 'postgres'): Promise<void> {
  const client = new pg.Client({ host: folder, user, database });
  await client.connect();
  await client.query(sql);
  await client.end();
}

async function openBackend(
  { folder, database, user }: { readonly folder: string; readonly database: string; readonly user: string },
  first: string,
  terminate: (id: number) => Promise<void>,
): Promise<Backend> {
  const socket = createConnection(`${folder}/.s.PGSQL.5432`);
  socket.on('error', () => socket.destroy()); // an ended backend is what the tests are about
  await once(socket, 'connect');
  let received = Buffer.alloc(0);
  let wake = () => {};
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    wake();
  });
  socket.on('close', () => wake());

  /** The messages up to one of such a type; fewer if the backend ends. */
  async function until(isLast: RegExp): Promise<Message[]> {
    const all: Message[] = [];
    for (;;) {
      const { messages, rest } = readMessages(received, true);
      received = Buffer.from(rest);
      all.push(...messages);
      if (socket.closed || isLast.test(messages.at(-1)?.type ?? '')) return all;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  async function exchange(messages: readonly Buffer[], isLast = /Z/): Promise<Message[]> {
    socket.write(Buffer.concat(messages));
    return await until(isLast);
  }

  const settings = ['user', user, 'database', database, ''].map(cstring);
  const startup = Buffer.concat([int32(196608), ...settings]);
  const greeting = await exchange([int32(startup.length + 4), startup]);
  const id = greeting.find(({ type }) => type === 'K')?.body.readInt32BE(0) ?? 0;
  requireNoError(await exchange([message('Q', first)]));
  return {
    async send(messages) {
      const answers = await exchange(messages);
      return Buffer.concat(answers.map(({ type, body }) => message(type, body)));
    },
    async query<R>(sql: string, values: readonly string[]) {
      const literals = values.map((value) => `'${value.replaceAll("'", "''")}'`);
      const text = sql.replace(/\$(\d)/g, (_, index: string) => literals[Number(index) - 1] ?? 'null');
      return { rows: rowsOf(requireNoError(await exchange([message('Q', text)]))) as R[] };
    },
    async load(table, columns, csv) {
      await exchange([message('Q', `copy ${table} (${columns}) from stdin with (format csv)`)], /[GZ]/);
      requireNoError(await exchange([message('d', Buffer.from(csv)), message('c')]));
    },
    terminate: () => terminate(id),
    close: () => socket.destroy(),
  };
}

function requireNoError(messages: readonly Message[]): readonly Message[] {
  const error = messages.find(({ type }) => type === 'E');
  if (error !== undefined) throw new Error(errorFields(error.body).M);
  return messages;
}

/** The rows of an answer: truth values as such, everything else as text. */
function rowsOf(answer: readonly Message[]): object[] {
  const { fields, rows } = readRows(answer);
  return rows.map((values) =>
    Object.fromEntries(
      fields.map(({ name, type }, index) => [name, type === boolean ? values[index] === 't' : values[index]]),
    ),
  );
}

/** PostgreSQL's number of the type. */
const boolean = 16;
