import { commentStatements } from '../schema/comments.ts';
import { readSql, type Statement } from '../sql.ts';
import { hasTablesToDrop } from '../warehouse/has-tables.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { type TableName, tableNames } from './report.ts';

/** Makes every table anew, empty, and says in the database what tables and columns mean. */
export async function makeTables(warehouse: Warehouse): Promise<void> {
  await makeHiddenTables(warehouse);
  await showTables(warehouse);
}

/**
 * Makes every table but the books of the runs, in the place of those that are there: for nobody else is anything in
 * them published, even if it is committed.
 */
export async function makeHiddenTables(warehouse: Warehouse): Promise<void> {
  if (await hasTablesToDrop(warehouse)) await dropTables(warehouse);
  for (const statement of tableStatements(warehouse))
    if (!isOfRuns(statement)) await warehouse.run(statement);
}

/** Makes the books of the runs, and with them a warehouse of what {@link makeHiddenTables} made. */
export async function showTables(warehouse: Warehouse): Promise<void> {
  for (const statement of tableStatements(warehouse)) if (isOfRuns(statement)) await warehouse.run(statement);
}

function tableStatements({ engine }: Warehouse): readonly (Statement | string)[] {
  return [...readSql(`${engine}/tables.sql`).statements, ...commentStatements()];
}

function isOfRuns(statement: Statement | string): boolean {
  return /\betl\.runs\b/.test(typeof statement === 'string' ? statement : statement.text);
}

/** Drops every table of this program that is there, and the books with them. */
export async function dropTables(warehouse: Warehouse): Promise<void> {
  for (const statement of readSql('both/drop-tables.sql').statements) await warehouse.run(statement);
}

/** The number of rows of each table. */
export async function countRows(warehouse: Warehouse): Promise<Readonly<Record<TableName, number>>> {
  const { rows } = await warehouse.query(
    `select ${tableNames.map((name) => `(select count(*) from ${name}) as ${name}`).join(', ')}`,
  );
  return Object.fromEntries(tableNames.map((name) => [name, Number(rows[0]?.[name])])) as Record<
    TableName,
    number
  >;
}
