import { UsageError } from '../errors.ts';
import type { Engine } from './warehouse.ts';

/**
 * The engine of a location: the word `redshift`, or a DuckDB file.
 *
 * @throws {UsageError} for what is no text, which JavaScript may pass
 */
export function engineAt(location: string): Engine {
  if (typeof location !== 'string')
    throw new UsageError(
      'SPK-302',
      `The warehouse should be a DuckDB file or the word redshift, but is ${location}.`,
    );
  return location === 'redshift' ? 'redshift' : 'duckdb';
}
