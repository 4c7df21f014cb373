import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dropTables } from '../../../src/load/tables.ts';
import { connect } from '../../../src/warehouse/connect.ts';
import { readSchemaVersion } from '../../../src/warehouse/schema-version.ts';
import type { Row, Warehouse } from '../../../src/warehouse/warehouse.ts';
import type { FreshWarehouse } from '../../engines.ts';

/**
 * Brings the tables of a warehouse back to version 0 with the rows that they hold, if there are any and the older types
 * hold them: no older version would have staged those.
 *
 * @returns whether it did
 */
export async function downgrade({ at }: FreshWarehouse): Promise<boolean> {
  await using warehouse = await connect(at.warehouse, at);
  // A run that crashed before its upgrade left them at version 0.
  if (!(await readSchemaVersion(warehouse))) return false;
  const wide = await warehouse.query(
    'select count(*) as ids from staging_events where abs(user_id) > 2147483647 or abs(session_id) > 2147483647',
  );
  if (wide.rows[0]?.ids !== 0) return false;
  const statements = readFileSync(join(import.meta.dirname, `${warehouse.engine}.sql`), 'utf8').split(
    /;[ \t]*\n/,
  );
  const tables = statements.flatMap((text) => {
    const table = /create table (\S+) \(/.exec(text)?.[1];
    const columns = [...text.matchAll(/^ {4}(\w+) (double precision|\w+(?:\(\w+\))?)/gm)];
    const [names, types] = [1, 2].map((part) => columns.map((column) => column[part] ?? ''));
    return table === undefined ? [] : [{ table, columns: (names ?? []).join(', '), types: types ?? [] }];
  });
  await warehouse.transaction(async () => {
    const rows = new Map<string, readonly Row[]>();
    for (const { table, columns } of tables)
      rows.set(table, (await warehouse.query(`select ${todays(table, columns)} from ${table}`)).rows);
    await dropTables(warehouse);
    for (const text of statements) if (text.replace(/^--.*$/gm, '').trim() !== '') await warehouse.run(text);
    for (const { table, columns, types } of tables)
      await insert(warehouse, `${table} (${columns})`, rows.get(table) ?? [], types);
  });
  return true;
}

/** The columns of a table under their names of today, as those of version 0. */
function todays(table: string, columns: string): string {
  const names = renamed[table] ?? {};
  return columns
    .split(', ')
    .map((name) => (names[name] === undefined ? name : `${names[name]} as ${name}`))
    .join(', ');
}

const renamed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'etl.files': { version: 'fingerprint', content: 'content_hash', copied_with: 'copy_group_id' },
  'etl.runs': { token: 'attempt_id', logs: 'logs_location', songs: 'songs_location' },
};

async function insert(
  warehouse: Warehouse,
  into: string,
  rows: readonly Row[],
  types: readonly string[],
): Promise<void> {
  for (const row of rows) {
    const values = Object.fromEntries(Object.values(row).map((value, index) => [`value_${index}`, value]));
    // Nothing but a column may be of the type varchar(max).
    const typed = Object.keys(values).map(
      (name, index) => `cast($${name} as ${types[index]?.replace('(max)', '')})`,
    );
    await warehouse.run(`insert into ${into} values (${typed.join(', ')})`, values);
  }
}
