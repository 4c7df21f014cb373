import { describeSchema } from '../schema/describe.ts';
import type { CountedTable, SchemaTable } from '../schema/table.ts';
import { countRows } from './count-rows.ts';
import { reading, type WarehouseOrLocation } from './open-warehouse.ts';
import { describeOwnTables } from './own-tables.ts';
import type { Warehouse } from './warehouse.ts';

/** Every table of a warehouse with its columns, in words: those of every warehouse, and those of a project folder. */
export async function describeTables(warehouse: Warehouse): Promise<readonly SchemaTable[]> {
  return [...describeSchema(warehouse.engine), ...(await describeOwnTables(warehouse))];
}

/** Every table of a warehouse, in words, with its number of rows. */
export async function describeWarehouse(warehouse: WarehouseOrLocation): Promise<readonly CountedTable[]> {
  return await reading(warehouse, async (open) => {
    const tables = await describeTables(open);
    // The table that a run locks has one row; to count it would be to wait for that run.
    const counted = tables.map(({ name }) => name).filter((name) => name !== 'etl.lock');
    const counts: Readonly<Record<string, number>> = { 'etl.lock': 1, ...(await countRows(open, counted)) };
    return tables.map((table) => ({ ...table, rows: Number(counts[table.name]) }));
  });
}
