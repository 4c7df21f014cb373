import { NothingPublishedError } from '../errors.ts';
import { hasTables } from './has-tables.ts';
import { openWarehouse, type WarehouseOptions } from './open.ts';
import type { Warehouse } from './warehouse.ts';

/**
 * Opens a warehouse for reading what is published in it, so that nothing can be written.
 *
 * @throws {NothingPublishedError} if it is not there, or nothing was ever loaded into it
 */
export async function openPublished(
  location: string,
  options: Omit<WarehouseOptions, 'readOnly'> = {},
): Promise<Warehouse> {
  const warehouse = await openWarehouse(location, { ...options, readOnly: true });
  if (await hasTables(warehouse)) return warehouse;
  await warehouse[Symbol.asyncDispose]();
  throw new NothingPublishedError(`The warehouse ${location} has no tables yet.`, {
    hints: [`Load it first: sparkify etl --data DIR --warehouse ${location}`],
  });
}
