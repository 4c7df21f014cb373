import type { ExportedTable, ExportManifest } from './manifest.ts';
import type { SelectedTable } from './selection.ts';

/** Writes tables of a published run. */
export interface TableWriter {
  /**
   * Writes a table as files below a folder of this machine: `NAME.parquet`, or `NAME/KEY=VALUE/…` where it is partitioned.
   *
   * @returns the number of rows
   */
  toFiles(table: SelectedTable, folder: string): Promise<number>;
  /** Writes tables into a new DuckDB file, with the manifest that `describe` makes of their rows. */
  toDatabase(
    tables: readonly SelectedTable[],
    path: string,
    describe: (tables: readonly ExportedTable[]) => ExportManifest,
  ): Promise<ExportManifest>;
}

/** Where an export goes. */
export interface ExportTarget {
  /**
   * The export that is there, if there is one.
   *
   * @throws {UsageError} if something else is there
   */
  current(): Promise<{ readonly manifest: ExportManifest; readonly isIntact: boolean } | undefined>;
  /** Writes everything where no reader sees it, then replaces what was there in one step. */
  replace(
    tables: readonly SelectedTable[],
    writer: TableWriter,
    describe: (tables: readonly ExportedTable[]) => ExportManifest,
  ): Promise<ExportManifest>;
}
