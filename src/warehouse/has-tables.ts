import type { Warehouse } from './warehouse.ts';

/** Whether the tables of this program are there: the books are made with all the others. */
export async function hasTables(warehouse: Warehouse): Promise<boolean> {
  const { rows } = await warehouse.query(
    "select count(*) as tables from information_schema.tables where table_schema = 'etl' and table_name = 'files'",
  );
  return Number(rows[0]?.tables) > 0;
}
