import { connect, type WarehouseOptions } from './connect.ts';
import { requireCurrentTables } from './schema-version.ts';
import type { Warehouse } from './warehouse.ts';

/**
 * Opens a warehouse for reading what is published in it, so that nothing can be written.
 *
 * @throws {NothingPublishedError} if it is not there, or nothing was ever loaded into it
 * @throws {UsageError} if its tables are of another version
 */
export async function openWarehouse(
  location: string,
  options: Omit<WarehouseOptions, 'readOnly'> = {},
): Promise<Warehouse> {
  const warehouse = await connect(location, { ...options, readOnly: true });
  try {
    await requireCurrentTables(warehouse, location);
    return warehouse;
  } catch (error) {
    await warehouse[Symbol.asyncDispose]();
    throw error;
  }
}
