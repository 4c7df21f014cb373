import { UsageError } from '../errors.ts';
import { quoteName } from '../quote.ts';
import { tableMeanings } from '../schema/meanings.ts';
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
  const table = tableMeanings.find(({ name }) => name === tableName);
  if (table === undefined) throw new UsageError(`There is no table "${tableName}".`);
  const figures: ColumnFigures[] = [];
  for (const name of Object.keys(table.columns)) figures.push(await countColumn(warehouse, table.name, name));
  return figures;
}

async function countColumn(warehouse: Warehouse, table: string, name: string): Promise<ColumnFigures> {
  const column = quoteName(name);
  const { rows } = await warehouse.query(
    `select
      min(${column}) as least,
      max(${column}) as greatest,
      count(*) - count(${column}) as nulls,
      count(distinct ${column}) as different
    from ${table}`,
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
