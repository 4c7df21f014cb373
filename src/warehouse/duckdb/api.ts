import accessors from '@duckdb/node-api/lib/vectors/dataAccessors.js';

/** DuckDB's binding, which is bundled: Node.js would take 0.03 s to find and read its hundred files. */
export * as duckdb from '@duckdb/node-api';

// Its decoder drops U+FEFF at the beginning of a text, where it is a character as any other.
Object.assign(accessors, { textDecoder: new TextDecoder('utf-8', { ignoreBOM: true }) });
