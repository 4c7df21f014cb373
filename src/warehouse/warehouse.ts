import type { BatchTable, TableName } from '../schema/tables.ts';
import type { Engine } from '../schema/types.ts';
import type { Statement } from '../sql.ts';
import type { StageRequest, Staging } from './stage.ts';

/**
 * A value of a row or a bind parameter, the same for both engines. No number is rounded: whole numbers beyond 2^53 are
 * bigint, other decimals that a JavaScript number does not hold exactly are text, as are NaN and the infinities. Dates and
 * times are text (`2018-11-01`, `2018-11-01 20:57:10.796`, UTC).
 */
export type Value = string | number | bigint | boolean | null;

/** One row of a result, by column name in the order of the select list. */
export type Row = Readonly<Record<string, Value>>;

/** Bind parameters by name; `$name` in the statement. */
export type Parameters = Readonly<Record<string, Value>>;

export type { Engine } from '../schema/types.ts';

/** The rows and the names of their columns, which a result without rows has too. */
export interface Result<R extends Row = Row> {
  readonly columns: readonly string[];
  readonly rows: readonly R[];
}

/** How much of a result is wanted. */
export interface RowLimits {
  readonly rows: number;
  /** The size of the values, counted as text in UTF-16. */
  readonly bytes: number;
}

/** The beginning of a result. */
export interface FirstRows extends Result {
  /** The columns of a numeric type, whatever their values are. */
  readonly numbers: readonly string[];
  /** The limit that cut the result, if one did. */
  readonly truncatedBy: keyof RowLimits | undefined;
}

/** A database that holds the staging tables, the star, the load manifest and the run log. */
export interface Warehouse extends AsyncDisposable {
  readonly engine: Engine;
  /** Where it is, as the user would write it. */
  readonly location: string;
  /** Its name and version, for the run log. */
  readonly engineVersion: string;
  /** What introduces a CTE that is read in place: DuckDB copies one that is named twice, with all its rows. */
  readonly cteAs: 'as' | 'as not materialized';
  /** SQL as any other client may run it: without the functions that this program replaces, such as `is_play(page)`. */
  nativeSql(sql: string): string;
  query(statement: Statement | string, parameters?: Parameters): Promise<Result>;
  /** The first rows of a result; no more of it is computed than these need. */
  queryFirst(statement: Statement | string, limits: RowLimits, parameters?: Parameters): Promise<FirstRows>;
  /**
   * The rows of each of these queries, in their order. Most have none: where each statement is a round trip, one statement asks which of
   * them have rows.
   */
  queryRare(statements: readonly Statement[], parameters?: Parameters): Promise<readonly Result[]>;
  run(statement: Statement | string, parameters?: Parameters): Promise<void>;
  /** Runs one statement and returns the number of rows that it changed; NaN for a COPY that a SQL preview prints. */
  count(statement: Statement | string, parameters?: Parameters): Promise<number>;
  /** Runs statements without parameters in their order, in as few requests as the engine can; outside of a transaction, each in its own. */
  runAll(statements: readonly (Statement | string)[]): Promise<void>;
  /**
   * All of `work` is committed, or nothing of it.
   *
   * @throws {RetryableError} if it was disturbed, and may be tried again as a whole
   */
  transaction<T>(work: () => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** A second connection, with transactions of its own and to be closed on its own. */
  another(): Promise<Warehouse>;
  /**
   * From now on no statement reads or writes files beside the warehouse, or reaches the network; it cannot be undone. For
   * SQL that users wrote, within a transaction of ours.
   */
  denyFiles(): Promise<void>;
  /** Stops the statement that runs, if one does; it fails. */
  interrupt(): void;
}

/** Called with each statement before it is sent. */
export type OnStatement = (sql: string, parameters: Parameters) => void;

/** How a transaction runs. */
export interface TransactionOptions {
  /** Tables that nobody else may read or write until the end, where an engine lets several in at once. */
  readonly lock?: readonly string[];
}

export type TextLimits = ReadonlyMap<string, number>;

/** A warehouse opened for a run. How files and rows come into it is its own affair. */
export interface LoadableWarehouse extends Warehouse {
  /**
   * Begins to stage files. What an engine does best before the transaction is done when this returns: on Redshift all files are
   * read, validated and uploaded. The rest is done by {@link Staging.load}: on DuckDB all of it, reading and loading side by side.
   *
   * @throws {UsageError} if what is configured gives the files no way into the engine
   */
  stage(request: StageRequest): Promise<Staging>;
  /** Inserts a row, by column name, for each item: made when its turn comes, since hundreds of thousands take much memory. */
  insertRows<Item>(table: BatchTable, items: readonly Item[], toRow: (item: Item) => object): Promise<void>;
  /** The bytes that the text columns of a table hold, by name; a column that is not there holds any text. */
  textLimits(table: TableName): TextLimits;
  /**
   * Makes tables, empty and committed, before the transaction of a first run, where that makes it faster:
   * docs/decisions/presized-tables.md.
   *
   * @param bytes of the files of the run
   * @param makeOthers makes all but those named, in the transaction that publishes these
   * @returns whether they are made
   */
  makeTablesAhead(bytes: number, makeOthers: (made: readonly string[]) => Promise<void>): Promise<boolean>;
  /**
   * The statements that give tables, once they are replaced by new ones of the same names, what belongs to a table and
   * not to its rows: its owner and its privileges.
   *
   * @throws {UsageError} if something of a user depends on the tables and keeps them from being replaced
   */
  rightsOf(tables: readonly string[]): Promise<readonly string[]>;
  /**
   * Stores in the database what new tables and columns mean, where BI tools show it; on Redshift only {@link afterRun} does, since each
   * of these statements is a round trip.
   */
  describeTables(): Promise<void>;
  /** What the engine wants done outside of the transaction, once a run is published or tables are made. */
  afterRun(): Promise<void>;
}

/** What a warehouse is beyond its connection, for a run. */
export type Loading = Omit<LoadableWarehouse, keyof Warehouse>;
