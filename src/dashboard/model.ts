import { UsageError } from '../errors.ts';
import { quoteName } from '../quote.ts';
import { type TableMeaning, tableMeanings } from '../schema/meanings.ts';
import { queryFile } from '../warehouse/query-file.ts';
import type { Row, Value, Warehouse } from '../warehouse/warehouse.ts';
import type { ApiTable } from './api.ts';

/** Every table with its columns as the engine has them, in words, and its number of rows. */
export async function describeModel(warehouse: Warehouse): Promise<readonly ApiTable[]> {
  const { rows } = await queryFile(warehouse, 'both/dashboard/columns.sql');
  const counts = await countRows(warehouse);
  return tableMeanings.map((table) => ({
    name: table.name,
    kind: table.kind,
    meaning: table.meaning,
    rows: Number(counts[table.name.replace('.', '_')] ?? 0),
    columns: columnsOf(table, rows),
  }));
}

function columnsOf({ name, columns }: TableMeaning, rows: readonly Row[]): ApiTable['columns'] {
  const schema = name.includes('.') ? name.split('.')[0] : undefined;
  const ofTable = rows.filter(
    ({ table_name, table_schema }) =>
      table_name === name.split('.').at(-1) && (schema === undefined) === (table_schema !== 'etl'),
  );
  return ofTable.map(({ column_name, data_type }) => {
    const words = columns[String(column_name)];
    return {
      name: String(column_name),
      type: String(data_type).toLowerCase(),
      meaning: words?.meaning ?? '',
      references: words?.references ?? null,
      isKey: words?.isKey ?? false,
    };
  });
}

async function countRows(warehouse: Warehouse): Promise<Row> {
  const counts = tableMeanings.map(
    ({ name }) => `(select count(*) from ${name}) as ${quoteName(name.replace('.', '_'))}`,
  );
  const { rows } = await warehouse.query(`select ${counts.join(', ')}`);
  return rows[0] ?? {};
}

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
