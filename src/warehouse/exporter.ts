import type { Warehouse } from './warehouse.ts';

/** Hands out the tables of a warehouse to DuckDB in this process, which writes them as files. */
export interface Exporter extends AsyncDisposable {
  /** The warehouse, to read what is published. */
  readonly published: Warehouse;
  /** Runs what writes files. */
  readonly duckdb: Warehouse;
  /**
   * Takes the rows of tables, all as one run has published them.
   *
   * @param confirm throws if that is not the run that is exported; called once no run can change the rows any more
   * @returns where {@link duckdb} finds the rows of a table: what follows `from`
   */
  take(tables: readonly string[], confirm: () => Promise<void>): Promise<(table: string) => string>;
}
