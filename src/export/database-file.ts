import { quoteLiteral, quoteName } from '../quote.ts';
import { copyTable } from '../warehouse/schema-version.ts';
import { StatementError } from '../warehouse/statement-error.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { type ExportManifest, parseManifest } from './manifest.ts';

/**
 * The manifest of a DuckDB file; undefined if it has none.
 *
 * @throws {UsageError} if it is not a DuckDB file
 * @throws {TransientError} if another program has it open for writing
 */
export async function readManifest(path: string): Promise<ExportManifest | undefined> {
  const { openDuckdb } = await import('../warehouse/duckdb/duckdb.ts');
  await using copy = await openDuckdb(path, { readOnly: true });
  try {
    const { rows } = await copy.query(`select manifest from ${copyTable}`);
    return parseManifest(String(rows[0]?.manifest));
  } catch (error) {
    if (error instanceof StatementError) return undefined;
    throw error;
  }
}

/** A new DuckDB file, attached to a connection until it is finished. */
export interface DatabaseFile {
  /** Makes a table of the rows of a select; returns the number of rows. */
  add(table: string, select: string): Promise<number>;
  /** Adds comments and the manifest, moves everything from the log into the file, and closes it. */
  finish(comments: readonly string[], manifest: ExportManifest): Promise<void>;
}

/** The format of the copy: DuckDB 1.3 (May 2025) and later read it. */
const storageVersion = 'v1.3.0';

export async function openDatabaseFile(duckdb: Warehouse, path: string): Promise<DatabaseFile> {
  const copy = quoteName('sparkify_copy');
  const { rows } = await duckdb.query('select current_database() as name');
  const original = quoteName(String(rows[0]?.name));
  await duckdb.run(
    `attach ${quoteLiteral(path)} as ${copy} (read_write, storage_version '${storageVersion}')`,
  );
  return {
    async add(table, select) {
      const { rows } = await duckdb.query(`create table ${copy}.${quoteName(table)} as ${select}`);
      return Number(rows[0]?.Count);
    },
    async finish(comments, manifest) {
      await duckdb.run(`use ${copy}`);
      for (const comment of comments) await duckdb.run(comment);
      await duckdb.run(
        `create table ${copyTable} as select ${quoteLiteral(JSON.stringify(manifest))} as manifest`,
      );
      await duckdb.run('checkpoint');
      await duckdb.run(`use ${original}`);
      await duckdb.run(`detach ${copy}`);
    },
  };
}
