import type { Warehouse } from './warehouse.ts';

/** Whether something may be published here: the books of the runs are the last table that a first run makes. */
export async function hasTables(warehouse: Warehouse): Promise<boolean> {
  return await hasBook(warehouse, 'runs');
}

/** Whether the tables are there, be they published or left by a first run that did not come to its end. */
export async function hasTablesToDrop(warehouse: Warehouse): Promise<boolean> {
  return await hasBook(warehouse, 'files');
}

async function hasBook(warehouse: Warehouse, name: 'files' | 'runs'): Promise<boolean> {
  const { rows } = await warehouse.query(
    `select count(*) as tables from information_schema.tables where table_schema = 'etl' and table_name = '${name}'`,
  );
  return Number(rows[0]?.tables) > 0;
}
