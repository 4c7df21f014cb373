import { UsageError } from '../errors.ts';
import type { DuckdbOptions } from './duckdb.ts';
import type { LoadableWarehouse } from './warehouse.ts';

/**
 * Opens a warehouse by its location: a DuckDB file, or the word `redshift`. The engine is loaded only now.
 *
 * @throws {UsageError} if it cannot be opened
 */
export async function openWarehouse(
  location: string,
  options: DuckdbOptions = {},
): Promise<LoadableWarehouse> {
  if (location === 'redshift') throw new UsageError('Redshift is not supported yet; name a DuckDB file.');
  const [{ openDuckdb }, { duckdbLoader }] = await Promise.all([
    import('./duckdb.ts'),
    import('./duckdb-loader.ts'),
  ]);
  const warehouse = await openDuckdb(location, options);
  return { ...warehouse, loader: duckdbLoader(warehouse) };
}
