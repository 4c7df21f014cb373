import type { LoadedTableName } from '../schema/tables.ts';
import type { Locations } from '../sources/open.ts';
import type { SkippedFiles } from '../sources/skipped.ts';
import type { LoadedBy } from '../warehouse/stage.ts';

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
    /** The log files and the song files seen. */
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
  /** The seconds of each step, of the transaction (from begin to commit), and in total. */
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

/** What an upgrade did to the tables of a warehouse. */
export interface Upgrade {
  /** The versions of the tables before and after. */
  readonly from: number;
  readonly to: number;
  /** Loaded files that the next runs read again, since today's rules may read them otherwise. */
  readonly files_to_read_again: number;
}

/** A file with the content of another one, which is loaded. */
export interface Copy {
  readonly location: string;
  readonly of: string;
}

/** The files of a plan by what becomes of them, as reports have them. The names are a contract. */
export interface PlannedFiles {
  readonly seen: number;
  readonly new: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  /** In the load manifest, but no longer in the source, and their rows kept. */
  readonly gone: number;
  readonly renamed: number;
  readonly copies: number;
  /** Loaded files to be read again that this run does not list, or cannot read: their rows stay. */
  readonly not_read_again: number;
  /** Loaded files that are hidden by their names now: their rows stay, unless the run loads everything again. */
  readonly hidden: number;
}

/** Where they are. */
export interface PlannedLocations {
  readonly new: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly gone: readonly string[];
  readonly not_read_again: readonly string[];
  readonly hidden: readonly string[];
  readonly copies: readonly Copy[];
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
}

/** The report of a run but for its times, which end when it is committed. */
export type UntimedReport = Omit<EtlReport, 'seconds'>;
