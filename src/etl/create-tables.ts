import { NothingPublishedError } from '../errors.ts';
import { openWarehouse, type WarehouseOptions } from '../warehouse/open.ts';
import { openPublished } from '../warehouse/open-published.ts';
import { countRows, dropTables, makeTables } from './tables.ts';

/**
 * Drops every table of this program and makes it anew, in one transaction.
 *
 * @throws {UsageError} if the warehouse cannot be opened
 */
export async function createTables(location: string, options: WarehouseOptions = {}): Promise<void> {
  await using warehouse = await openWarehouse(location, options);
  await warehouse.transaction(async () => {
    await dropTables(warehouse);
    await makeTables(warehouse);
  });
}

/** The tables that {@link createTables} would drop, with their rows. */
export async function describeTables(
  location: string,
  options: WarehouseOptions = {},
): Promise<readonly { readonly table: string; readonly rows: number }[]> {
  try {
    await using warehouse = await openPublished(location, options);
    return Object.entries(await countRows(warehouse)).map(([table, rows]) => ({ table, rows }));
  } catch (error) {
    if (error instanceof NothingPublishedError) return [];
    throw error;
  }
}
