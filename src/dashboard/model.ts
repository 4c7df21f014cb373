import { quoteName, quoteTable } from '../quote.ts';
import { findTable } from '../schema/find-table.ts';
import type { SchemaColumn } from '../schema/table.ts';
import { describeTables } from '../warehouse/describe-warehouse.ts';
import type { Value, Warehouse } from '../warehouse/warehouse.ts';

export interface ColumnFigures {
  readonly name: string;
  readonly min: Value;
  readonly max: Value;
  readonly nulls: number;
  readonly distinct: number;
}

/**
 * Counts what the columns of a table hold, one column at a time: together they would take the memory of all of them.
 *
 * @throws {UsageError} for a table that is none of ours
 */
export async function countColumns(
  warehouse: Warehouse,
  tableName: string,
): Promise<readonly ColumnFigures[]> {
  const tables = await describeTables(warehouse);
  const found = findTable(tableName, tables);
  const figures: ColumnFigures[] = [];
  for (const column of tables.find(({ name }) => name === found)?.columns ?? [])
    figures.push(await countColumn(warehouse, found, column));
  return figures;
}

async function countColumn(
  warehouse: Warehouse,
  table: string,
  { name, type }: SchemaColumn,
): Promise<ColumnFigures> {
  const column = quoteName(name);
  const [least, greatest] = type === 'boolean' ? ['bool_and', 'bool_or'] : ['min', 'max'];
  const { rows } = await warehouse.query(
    `select
      ${least}(${column}) as least,
      ${greatest}(${column}) as greatest,
      count(*) - count(${column}) as nulls,
      count(distinct ${column}) as different
    from ${quoteTable(table)}`,
  );
  const [row] = rows;
  return {
    name,
    min: row?.least ?? null,
    max: row?.greatest ?? null,
    nulls: Number(row?.nulls),
    distinct: Number(row?.different),
  };
}
