import type { Clock } from '../formats/clock.ts';
import type { StagingTable } from '../formats/columns.ts';
import type { BatchTable, TableName } from '../schema/tables.ts';
import type { Engine } from '../schema/types.ts';
import type { SourceFile } from '../sources/source.ts';
import type { Statement } from '../sql.ts';

/**
 * A value of a row or a bind parameter, the same for both engines. Whole numbers beyond 2^53 are bigint; dates and
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
  /** Of the values, counted as text in UTF-16. */
  readonly bytes: number;
}

/** The beginning of a result, with exact values: a number that JavaScript cannot hold exactly is a text. */
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
  query(statement: Statement | string, parameters?: Parameters): Promise<Result>;
  /** The first rows of a result, with exact values; no more of it is computed than these need. */
  queryFirst(statement: Statement | string, limits: RowLimits): Promise<FirstRows>;
  /** Runs one statement and returns the number of rows that it changed. */
  run(statement: Statement | string, parameters?: Parameters): Promise<number>;
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

/** A file that an engine reads as it is in the source: every row gets the `file_id`. */
export interface DirectFile {
  readonly fileId: number;
  readonly path: string;
  /** Columns of whole numbers for which some record has the text "", which is NULL. */
  readonly withEmptyText: ReadonlySet<string>;
}

/** Loads batches into one table: newline-delimited rows by column name, already validated and typed. */
export interface PackLoader {
  /** Takes over a batch; its rows are in the table at the latest when {@link end} has returned. */
  load(path: string): Promise<void>;
  end(): Promise<void>;
}

/** How a file came into staging. */
export type LoadedBy =
  /** By the validating parser, in batches. */
  | 'validated'
  /** Read by the engine from this machine (native read). */
  | 'native_read'
  /** By the validating parser, in batches that COPY reads from S3. */
  | 'batched_copy'
  /** Copied by the engine from the source, named by a manifest, or by the prefix that holds them. */
  | 'manifest_copy'
  | 'prefix_copy';

/** Files of one data set to be copied straight from the source. */
export interface CopyRequest {
  readonly table: StagingTable;
  readonly files: readonly SourceFile[];
  /** Locations of those that are gzip. */
  readonly gzipped: ReadonlySet<string>;
  readonly clock: Clock;
  /** The folder of the source, if these are all of the data files below it. */
  readonly folder: string | undefined;
  /** What else is below that folder. */
  readonly others: readonly string[];
  /** Where the user's JSONPaths file is, if there is one. */
  readonly jsonPaths: string | undefined;
  /** Where the source's bucket is. */
  readonly region: string | undefined;
  /** What every row gets for its file. */
  readonly fileId: number;
}

export interface CopiedFiles {
  readonly rows: number;
  /** Records that the engine took, and that are to be rejected; then nothing is staged. */
  readonly unfit: number;
  readonly loadedBy: LoadedBy;
}

/** Copies files straight from the source, so that nobody looks at each record here. */
export interface StraightLoader {
  /** Whether that is possible and worth it for the new files of a data set. */
  suits(files: readonly SourceFile[]): boolean;
  /** Whether it copies any files of a source, so that the others can come in otherwise. */
  readonly leavesOutFiles: boolean;
  copy(request: CopyRequest): Promise<CopiedFiles>;
}

/** Tables that one transaction can fill and read fast. */
export interface RoomyTables {
  /** Less than this is not worth it. */
  readonly leastBytes: number;
  /**
   * Makes tables, empty and committed.
   *
   * @param bytes of the files of the run
   * @param makeOthers makes all but those named, in the transaction that publishes these
   */
  makeTables(bytes: number, makeOthers: (made: readonly string[]) => Promise<void>): Promise<void>;
}

/** How an engine takes records into its tables. */
export interface Loader {
  /**
   * Stages whole files of this machine by the engine's own reader; without it, every file is read here.
   *
   * @param files with consecutive ids; the pre-scan has found each of them plain
   */
  loadNatively?(table: StagingTable, files: readonly DirectFile[]): Promise<void>;
  readonly straight?: StraightLoader;
  /** How files that are read here come in. */
  readonly packsBy: LoadedBy;
  /** @throws {UsageError} if what is configured gives batches no way into the engine */
  openTable(table: BatchTable): PackLoader;
  /** The bytes that the text columns of a table hold, by name; a column that is not there holds any text. */
  textLimits(table: TableName): TextLimits;
  /** How tables are made ahead of a large first run, for an engine that is slow to read what its transaction wrote. */
  readonly roomy?: RoomyTables;
  /**
   * The statements that give tables, once they are replaced by new ones of the same names, what belongs to a table and
   * not to its rows: its owner and its privileges.
   *
   * @throws {UsageError} if something of a user depends on the tables and keeps them from being replaced
   */
  rightsOf(tables: readonly string[]): Promise<readonly string[]>;
  /** What the engine wants done once a run is published, outside of its transaction. */
  afterRun(): Promise<void>;
}

export type TextLimits = ReadonlyMap<string, number>;

/** A warehouse opened for a run. */
export interface LoadableWarehouse extends Warehouse {
  readonly loader: Loader;
}
