import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tellParent } from '../run-program.ts';
import { readStatements, starTables } from './statements.ts';

/** The part of chdb that is used here; it is installed in this folder alone, and may be missing. */
interface Chdb {
  readonly Session: new (path: string) => { query(sql: string, format?: string): string; cleanup(): void };
}

/** argv: the folder to keep the tables in, and the folder of the data. */
const [folder = '', data = ''] = process.argv.slice(2);
rmSync(folder, { recursive: true, force: true });
const { Session } = createRequire(import.meta.url)('chdb') as Chdb;

await tellParent(async () => {
  const session = new Session(folder);
  for (const statement of readStatements('clickhouse.sql', data)) session.query(statement);
  const counts = starTables.map((table) => `(select count() from star.${table}) as ${table}`);
  const rows = JSON.parse(session.query(`select ${counts.join(', ')}`, 'JSONEachRow')) as Record<
    string,
    string
  >;
  session.cleanup();
  return Object.fromEntries(starTables.map((table) => [table, Number(rows[table])]));
});
rmSync(folder, { recursive: true, force: true });
