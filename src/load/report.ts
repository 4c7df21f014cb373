import type { LoadedTableName } from '../schema/tables.ts';
import type { Locations } from '../sources/open.ts';
import type { SkippedFiles } from '../sources/skipped.ts';
import type { LoadedBy } from '../warehouse/stage.ts';
import type { PlannedFiles, PlannedLocations } from './describe-plan.ts';
import type { Upgrade } from './migrate.ts';

/** What a run did; `sparkify etl --json` prints it as it is. The names are a contract, more may be added. */
export interface EtlReport {
  /** The run in `etl.runs`; the newest one if there was nothing to do, null if there is none. */
  readonly run_id: string | null;
  readonly status: 'published' | 'up-to-date';
  /** The upgrade of the tables that this run did first. */
  readonly upgraded: Upgrade | null;
  /** What this run rebuilt: everything from the source, the star from staging, or nothing. */
  readonly rebuilt: 'all' | 'star' | null;
  readonly warehouse: string;
  readonly sources: {
    /** The locations of each data set, an array where there are several; null where nothing is there. */
    readonly logs: Locations | null;
    readonly songs: Locations | null;
    /** The JSONPaths file of each, also one found beside the data; or `auto`, `auto ignorecase`; null where there is none. */
    readonly log_jsonpath: string | null;
    readonly song_jsonpath: string | null;
  };
  readonly files: PlannedFiles & {
    /** Of those that were read, files without a record. */
    readonly empty: number;
    /** Of the log files and song files seen. */
    readonly logs: number;
    readonly songs: number;
  };
  /** Files below the locations that were not taken for data. */
  readonly skipped: SkippedFiles;
  /** Bytes of the files seen, of those that were read, and of what these hold. */
  readonly bytes: { readonly seen: number; readonly loaded: number; readonly decompressed: number };
  /** `total = staged + rejected`; a record may take several lines, and a line may hold several. */
  readonly records: {
    readonly total: number;
    readonly lines: number;
    readonly blank: number;
    readonly staged: number;
    readonly rejected: number;
  };
  readonly plays: {
    readonly from_events: number;
    readonly duplicate: number;
    readonly songplays: number;
    readonly matched: number;
  };
  readonly tables: Readonly<Record<LoadedTableName, number>>;
  /** The rows of each table of a project folder that this run built. */
  readonly own_tables: Readonly<Record<string, number>>;
  readonly checks: {
    readonly passed: number;
    readonly failed: number;
    /** Names of checks of severity `warn` that found rows; the run is published all the same. */
    readonly warned: readonly string[];
  };
  /** Of each step, of the transaction (from begin to commit), and of all. */
  readonly seconds: Readonly<
    Record<'list' | 'stage' | 'star' | 'check' | 'publish' | 'transaction' | 'total', number>
  >;
  /** How the files of this run came into staging, and how many each way. */
  readonly loaded_by: Readonly<Partial<Record<LoadedBy, number>>>;
  /** Locations, at most {@link listedLocations} of each kind. */
  readonly locations: Omit<PlannedLocations, 'removed'> & {
    readonly empty: readonly string[];
    readonly skipped: readonly string[];
  };
  /** Keys of the source that feed no column. */
  readonly unknown_keys: { readonly logs: readonly string[]; readonly songs: readonly string[] };
}

export const listedLocations = 100;
