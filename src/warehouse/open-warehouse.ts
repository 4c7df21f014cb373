import { connect } from './connect.ts';
import type { RedshiftConfig } from './redshift/settings.ts';
import { requireCurrentTables } from './schema-version.ts';
import type { OnStatement, Warehouse } from './warehouse.ts';

/** How a warehouse is opened. */
export interface OpenOptions {
  /** How to reach Redshift, where that is the warehouse; `loadConfig` gathers it. */
  readonly redshift?: RedshiftConfig | undefined;
  /** How long to wait for another process that holds a DuckDB file. */
  readonly lockTimeoutSeconds?: number;
  /** The memory that DuckDB may take for reading; what does not fit is written beside the file. */
  readonly memoryMebibytes?: number;
  /** Ends what runs. */
  readonly signal?: AbortSignal | undefined;
  /** Called with each statement before it is sent. */
  readonly onStatement?: OnStatement | undefined;
  /** Called with each warning, one sentence. */
  readonly onWarning?: ((sentence: string) => void) | undefined;
}

/** A location with what it takes to reach it: what `loadConfig` returns is one. */
export interface WarehouseSettings extends OpenOptions {
  /** A DuckDB file, or `redshift`. */
  readonly warehouse: string;
}

/** A DuckDB file, the word `redshift`, or settings that name one of them. */
export type WarehouseLocation = string | WarehouseSettings;

/** What a verb that reads takes: an open warehouse, which it leaves open, or a location, which it opens and closes. */
export type WarehouseOrLocation = Warehouse | WarehouseLocation;

/**
 * Opens a warehouse for reading what is published in it, so that nothing can be written.
 *
 * @throws {NothingPublishedError} if it is not there, or nothing was ever loaded into it
 * @throws {UsageError} if its tables are of another version
 */
export async function openWarehouse(
  location: WarehouseLocation,
  options: OpenOptions = {},
): Promise<Warehouse> {
  const settings = settingsOf(location);
  const warehouse = await connect(settings.warehouse, { ...settings, ...options, readOnly: true });
  try {
    await requireCurrentTables(warehouse, settings.warehouse);
    return warehouse;
  } catch (error) {
    await warehouse[Symbol.asyncDispose]();
    throw error;
  }
}

/** Reads from a warehouse that is open, or from one that is open only meanwhile. */
export async function reading<T>(
  warehouse: WarehouseOrLocation,
  read: (warehouse: Warehouse) => Promise<T>,
): Promise<T> {
  if (warehouse instanceof Object && 'query' in warehouse) return await read(warehouse);
  await using opened = await openWarehouse(warehouse);
  return await read(opened);
}

/** A location as settings. */
export function settingsOf(location: WarehouseLocation): WarehouseSettings {
  return typeof location === 'object' ? { ...location } : { warehouse: location };
}
