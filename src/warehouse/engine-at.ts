import type { Engine } from './warehouse.ts';

/** The engine of a location: the word `redshift`, or a DuckDB file. */
export function engineAt(location: string): Engine {
  return location === 'redshift' ? 'redshift' : 'duckdb';
}
