import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { Backend, Engine } from './backend.ts';
import { dialect, session } from './dialect.ts';
import { openTurn } from './turn.ts';

/** Databases that a test has done with: emptying one takes milliseconds, making one seconds. */
const idle: PGlite[] = [];

/** PGlite: one backend in this process, which all sessions share. */
export async function openPglite(): Promise<Engine> {
  const database = idle.pop() ?? (await makeDatabase());
  await database.exec(session);
  const backend: Backend = {
    async send(messages) {
      const answers: Uint8Array[] = [];
      for (const each of messages) answers.push(await database.execProtocolRaw(each));
      return Buffer.concat(answers);
    },
    query: (sql, values) => database.query(sql, [...values]),
    async load(table, columns, csv) {
      await database.query(`copy ${table} (${columns}) from '/dev/blob' with (format csv)`, [], {
        blob: new Blob([csv]),
      });
      await database.query(`analyze ${table}`); // without statistics PostgreSQL joins by loops, as Redshift does not
    },
    terminate: async () => {},
    close: () => {},
  };
  return {
    isConcurrent: false,
    takeTurn: openTurn(),
    connect: async () => backend,
    query: (sql, values) => database.query(sql, values),
    [Symbol.asyncDispose]: () => empty(database),
  };
}

/**
 * Makes a database from one made earlier: a new PostgreSQL takes seconds, its files half a second. They are kept in the
 * clone, under a name that changes with the version of PGlite and with what is put in.
 */
async function makeDatabase(): Promise<PGlite> {
  const { version } = JSON.parse(
    await readFile(join(clone, 'node_modules/@electric-sql/pglite/package.json'), 'utf8'),
  );
  const made = createHash('sha256').update(version).update(dialect).digest('hex').slice(0, 16);
  const kept = join(clone, '.cache/redshift-stand-in', `${made}.tar`);
  if (existsSync(kept)) return PGlite.create({ loadDataDir: new Blob([await readFile(kept)]) });
  const database = await PGlite.create();
  await database.exec(dialect);
  await mkdir(dirname(kept), { recursive: true });
  const writing = `${kept}.${process.pid}`; // whole or not there, whatever else uses it
  await writeFile(writing, new Uint8Array(await (await database.dumpDataDir('none')).arrayBuffer()));
  await rename(writing, kept);
  return database;
}

const clone = resolve(import.meta.dirname, '../..');

/** Empties a database for the next test; nothing of this one is left. */
async function empty(database: PGlite): Promise<void> {
  await database.exec('discard all');
  const { rows } = await database.query<{ name: string }>(
    `select quote_ident(nspname) as name from pg_namespace
     where nspname not like 'pg\\_%' and nspname not in ('information_schema', 'redshift')`,
  );
  for (const { name } of rows) await database.exec(`drop schema ${name} cascade`);
  await database.exec('create schema public');
  idle.push(database);
}
