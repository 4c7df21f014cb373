import { quoteName } from '../quote.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { describeSchema } from './describe.ts';
import type { CountedTable } from './table.ts';

/** Every table of a warehouse with its columns, in words, and its number of rows. */
export async function describeWarehouse(warehouse: Warehouse): Promise<readonly CountedTable[]> {
  const tables = describeSchema(warehouse.engine);
  const counts = tables.map(({ name }) => `(select count(*) from ${name}) as ${quoteName(name)}`);
  const { rows } = await warehouse.query(`select ${counts.join(', ')}`);
  return tables.map((table) => ({ ...table, rows: Number(rows[0]?.[table.name]) }));
}
