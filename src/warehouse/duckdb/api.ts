import { createRequire } from 'node:module';

/**
 * DuckDB's binding. It is CommonJS, and `import` would first look through each of its hundred files for the names that
 * it exports: a tenth of a second, which a run that finds nothing new would notice.
 */
export const duckdb = createRequire(import.meta.url)('@duckdb/node-api') as typeof import('@duckdb/node-api');

// Its decoder drops U+FEFF at the beginning of a text, where it is a character as any other.
createRequire(import.meta.url)('@duckdb/node-api/lib/vectors/dataAccessors').textDecoder = new TextDecoder(
  'utf-8',
  { ignoreBOM: true },
);
