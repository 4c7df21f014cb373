import type { Warehouse } from './warehouse.ts';

/** A warehouse for SQL that is planned before our tables are there, or while they are those of an older version. */
export interface EmptyTables extends AsyncDisposable {
  /** Where the SQL is sent. */
  readonly warehouse: Warehouse;
  /** CTEs that take the place of tables, each behind a `with`; none where there are tables, without rows. */
  readonly relations: readonly string[];
  /** The SQL with the names of these CTEs. */
  rename(sql: string): string;
}
