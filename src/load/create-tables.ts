import { connect, connectIfThere } from '../warehouse/connect.ts';
import { type OpenOptions, settingsOf, type WarehouseLocation } from '../warehouse/open-warehouse.ts';
import { readSchemaVersion, requireNotNewer } from '../warehouse/schema-version.ts';
import { countAll, dropTables, makeTables } from './tables.ts';

/**
 * Drops and creates every table of this program, in one transaction.
 *
 * @throws {UsageError} if the warehouse cannot be opened
 */
export async function createTables(location: WarehouseLocation, options: OpenOptions = {}): Promise<void> {
  const settings = { ...settingsOf(location), ...options };
  await using warehouse = await connect(settings.warehouse, settings);
  requireNotNewer((await readSchemaVersion(warehouse)) ?? 0, settings.warehouse);
  await warehouse.transaction(async () => {
    await dropTables(warehouse);
    await makeTables(warehouse);
    await warehouse.describeTables();
  });
  await warehouse.afterRun();
}

/** The tables that {@link createTables} would drop, with their rows. */
export async function describeTables(
  location: string,
  options: OpenOptions = {},
): Promise<readonly { readonly table: string; readonly rows: number }[]> {
  await using warehouse = await connectIfThere(location, options);
  const version = warehouse && (await readSchemaVersion(warehouse));
  if (warehouse === undefined || version === undefined) return [];
  requireNotNewer(version, location);
  return Object.entries((await countAll(warehouse)).tables).map(([table, rows]) => ({ table, rows }));
}
