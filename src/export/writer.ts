import { join } from 'node:path';
import { quoteLiteral, quoteName } from '../quote.ts';
import { commentStatements } from '../schema/comments.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { openDatabaseFile } from './database-file.ts';
import type { ExportedTable, ExportFormat } from './manifest.ts';
import { rowsOf } from './selection.ts';
import type { TableWriter } from './target.ts';

/** COPY's options of DuckDB for each format of files. */
const copyOptions: Readonly<Record<ExportFormat, string>> = {
  parquet: 'format parquet, compression zstd',
  csv: 'format csv, header',
  duckdb: '',
};

/**
 * Writes tables by DuckDB, whichever engine they come from.
 *
 * @param relation where DuckDB finds the rows of a table: what follows `from`
 */
export function tableWriter(
  duckdb: Warehouse,
  relation: (table: string) => string,
  format: ExportFormat,
): TableWriter {
  return {
    async toFiles(table, folder) {
      const select = rowsOf(table, relation(table.name));
      const { partitionBy, name } = table;
      const isPartitioned = partitionBy.length > 0;
      const path = join(folder, isPartitioned ? name : `${name}.${format}`);
      const options = isPartitioned
        ? `${copyOptions[format]}, partition_by (${partitionBy.map(quoteName).join(', ')})`
        : copyOptions[format];
      const { rows } = await duckdb.query(`copy (${select}) to ${quoteLiteral(path)} (${options})`);
      return Number(rows[0]?.Count);
    },
    async toDatabase(tables, path, describe) {
      const file = await openDatabaseFile(duckdb, path);
      const written: ExportedTable[] = [];
      for (const table of tables) {
        const rows = await file.add(table.name, rowsOf(table, relation(table.name)));
        written.push({ name: table.name, rows, files: [] });
      }
      const manifest = describe(written);
      const described = tables.map(({ described }) => described);
      await file.finish(commentStatements(described), manifest);
      return manifest;
    },
  };
}
