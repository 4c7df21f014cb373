import type { Grain } from '../ask/grain.ts';
import type { CountedTable, SchemaColumn } from '../schema/table.ts';

/** What the server sends to the page, as JSON. Types alone: the page is built from this file too. */

/** Whole numbers beyond 2^53 arrive as text. */
export type Cell = string | number | boolean | null;
export type JsonRow = Readonly<Record<string, Cell>>;

export interface JsonResult {
  readonly columns: readonly string[];
  readonly rows: readonly JsonRow[];
}

export interface ApiStatus {
  readonly warehouse: string;
  readonly engine: string;
  /** Changes whenever a run is published. */
  readonly key: string;
  readonly run: JsonRow | null;
  /** The age from which on the newest run is late; null where nothing is expected. */
  readonly expected_seconds: number | null;
  /** The time zone of what asks for no other. */
  readonly time_zone: string;
  /** The first and the last play, UTC; null if there is no play. */
  readonly first_play: string | null;
  readonly last_play: string | null;
  /** The days of these, `2018-11-01`, in the time zone. */
  readonly first_day: string | null;
  readonly last_day: string | null;
  /** The values that filters offer, by the filter's name; `none` for plays without one. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** Those of the project folder. */
  readonly questions: readonly ApiQuestion[];
}

/** A value that a filter suggests, with what people call it where that is something else. */
export interface ApiSuggestion {
  readonly value: string;
  readonly name?: string;
}

/** A question as its header declares it. */
export interface ApiQuestion {
  readonly name: string;
  readonly title: string;
  readonly chart: string;
  readonly measure: string;
  /** Whether it is over time, and takes a grain. */
  readonly over_time: boolean;
  /** The page that shows it; null for the overview. */
  readonly page: string | null;
  readonly parameters: readonly {
    readonly name: string;
    readonly type: 'integer' | 'number' | 'text' | 'date';
    readonly default: string;
  }[];
  /** Whether it is of the project folder. */
  readonly is_own: boolean;
}

export interface ApiAnswer extends JsonResult {
  readonly question: string;
  readonly title: string;
  readonly time_zone: string;
  /** Of a question over time: the name of the column with the starts of its periods. */
  readonly grain: Grain | null;
  /** The filters that do not apply to the question. */
  readonly ignored_filters: readonly string[];
  /** What cut the answer to a question of the project folder, if it has more rows than these. */
  readonly truncatedBy?: 'rows' | 'bytes';
}

export interface ApiError {
  /** What `sparkify explain` takes, such as `SPK-707`; a bug has none. */
  readonly code?: string;
  readonly message: string;
  readonly details: readonly string[];
  readonly hints: readonly string[];
  /** Of SQL of the user: where the engine stumbled, both 1-based. */
  readonly line?: number;
  readonly column?: number;
}

export interface ApiEvidence {
  readonly file: string;
  readonly sql: string;
  readonly parameters: Readonly<Record<string, Cell>>;
  readonly time_zone: string;
  readonly grain: Grain | null;
  readonly period: Readonly<Record<'from' | 'to' | 'first_play' | 'last_play', string | null>>;
  readonly freshness: {
    readonly run_id: number | null;
    readonly published_at: string | null;
    readonly warehouse: string;
    readonly engine: string;
  };
  readonly plays: { readonly total: number; readonly without_song: number; readonly percent: number };
  readonly rejected: { readonly records: number; readonly by_reason: readonly JsonRow[] };
}

export interface ApiData {
  readonly runs: JsonResult;
  readonly run_times: JsonResult;
  /** What the checks of the newest run found. */
  readonly checks: readonly ApiLastCheck[];
  readonly row_counts: JsonResult;
  readonly files: JsonResult;
  readonly rejects_by_reason: JsonResult;
  readonly rejects_by_run: JsonResult;
  readonly rejects: JsonResult;
}

/** A check as the run log has it. */
export interface ApiLastCheck {
  readonly name: string;
  /** What holds when it passes, in a sentence; empty where the project folder has no file of this name any more. */
  readonly claim: string;
  /** `warn`: bad rows are reported, and keep no run from being published. */
  readonly severity: 'error' | 'warn';
  readonly passed: boolean;
  /** Bad rows that it found, at most five. */
  readonly bad_row_count: number;
  /** UTC. */
  readonly checked_at: string;
  readonly run_id: number;
}

/** A check that was run just now. */
export interface ApiCheck extends Pick<ApiLastCheck, 'name' | 'claim' | 'severity' | 'passed'> {
  readonly bad_rows: readonly JsonRow[];
  /** Why a check of the project folder could not be run. */
  readonly problem?: string;
}

export type ApiColumn = SchemaColumn;
export type ApiTable = CountedTable;

export interface ApiColumnFigures {
  readonly name: string;
  readonly min: Cell;
  readonly max: Cell;
  readonly nulls: number;
  readonly distinct: number;
}

export interface ApiSqlAnswer extends JsonResult {
  /** The columns of a numeric type; a number that JavaScript cannot hold exactly is a text. */
  readonly numbers: readonly string[];
  /** What cut the result, if it has more rows than these. */
  readonly truncatedBy?: 'rows' | 'bytes';
  readonly seconds: number;
}
