import { commentStatements } from '../schema/comments.ts';
import { readSql } from '../sql.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { type TableName, tableNames } from './report.ts';

/** Makes every table, empty, and says in the database what tables and columns mean. */
export async function makeTables(warehouse: Warehouse): Promise<void> {
  for (const statement of readSql(`${warehouse.engine}/tables.sql`).statements)
    await warehouse.run(statement);
  for (const statement of commentStatements()) await warehouse.run(statement);
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
