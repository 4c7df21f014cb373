import { NothingPublishedError } from '../errors.ts';
import { connect, type WarehouseOptions } from '../warehouse/connect.ts';
import { readSchemaVersion, requireNotNewer } from '../warehouse/schema-version.ts';
import { countRows, dropTables, makeTables } from './tables.ts';

/**
 * Drops and creates every table of this program, in one transaction.
 *
 * @throws {UsageError} if the warehouse cannot be opened
 */
export async function createTables(location: string, options: WarehouseOptions = {}): Promise<void> {
  await using warehouse = await connect(location, options);
  requireNotNewer((await readSchemaVersion(warehouse)) ?? 0, location);
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
    await using warehouse = await connect(location, { ...options, readOnly: true });
    const version = await readSchemaVersion(warehouse);
    if (version === undefined) return [];
    requireNotNewer(version, location);
    return Object.entries(await countRows(warehouse)).map(([table, rows]) => ({ table, rows }));
  } catch (error) {
    if (error instanceof NothingPublishedError) return [];
    throw error;
  }
}
