import { quoteName, quoteTable } from '../quote.ts';
import { describeSchema } from '../schema/describe.ts';
import type { CountedTable, SchemaTable } from '../schema/table.ts';
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
    const counts = tables.map(({ name }) => {
      const rows = name === 'etl.lock' ? '1' : `(select count(*) from ${quoteTable(name)})`;
      return `${rows} as ${quoteName(name)}`;
    });
    const { rows } = await open.query(`select ${counts.join(', ')}`);
    return tables.map((table) => ({ ...table, rows: Number(rows[0]?.[table.name]) }));
  });
}
