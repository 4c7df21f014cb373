import { readStatement } from '../sql.ts';
import { withValues } from '../warehouse/named-parameters.ts';
import { reading, type WarehouseOrLocation } from '../warehouse/open-warehouse.ts';
import { queryFile } from '../warehouse/query-file.ts';
import type { Parameters, Row, Warehouse } from '../warehouse/warehouse.ts';
import { type AskOptions, findQuestion, inquiryOf, requireOptions } from './ask.ts';
import { withFilteredPlays } from './filtered-plays.ts';
import { conditionsOf, parametersOf } from './filters.ts';
import type { Grain, Span } from './grain.ts';
import type { Question } from './questions.ts';
import { neededSpan, readSpan, zoneOf } from './time-frame.ts';

/** The provenance of an answer; `sparkify ask NAME --evidence --json` prints it as it is. */
export interface Evidence {
  readonly question: string;
  /** The path of its file: below `sql/`, or of the project folder. */
  readonly file: string;
  /** The whole statement as it runs, with the values in place: `sparkify query` gives the same rows for it. */
  readonly sql: string;
  /** The values that the statement is sent with, as bind parameters. */
  readonly parameters: Parameters;
  /** Whose days, hours and weeks are meant. */
  readonly time_zone: string;
  /** How long the periods of a question over time are; null for others. */
  readonly grain: Grain | null;
  /** The plays looked at: what was asked for, null for no bound, and the first and the last of them, UTC. */
  readonly period: {
    readonly from: string | null;
    readonly to: string | null;
    readonly first_play: string | null;
    readonly last_play: string | null;
  };
  /** The newest run; its times are UTC. */
  readonly freshness: {
    readonly run_id: number | null;
    readonly published_at: string | null;
    readonly warehouse: string;
    readonly engine: string;
  };
  /** Plays within the filters, and those of them that found no song. */
  readonly plays: { readonly total: number; readonly without_song: number; readonly percent: number };
  /** Rejected records that would have fed the tables asked, in the whole warehouse: most have no time that could be read. */
  readonly rejected: {
    readonly records: number;
    readonly by_reason: readonly RejectedCount[];
  };
}

/** Rejected records of a data set with one code. */
export interface RejectedCount {
  readonly data_set: string;
  readonly code: string;
  readonly records: number;
}

/** What the answers to all questions with the same filters share. */
export interface Provenance extends Pick<Evidence, 'period' | 'freshness' | 'plays'> {
  /** By data set and reason. */
  readonly rejected: readonly RejectedCount[];
}

/**
 * The provenance of the answer to a question.
 *
 * @throws {UsageError} for a question or an option that does not exist, or a filter that nothing can meet
 */
export async function evidence(
  warehouse: WarehouseOrLocation,
  name: string,
  options: AskOptions = {},
): Promise<Evidence> {
  requireOptions(options);
  return await reading(warehouse, (open) => evidenceIn(open, name, options, () => readSpan(open)));
}

/** The same in an open warehouse, whose first and last play may be known. */
export async function evidenceIn(
  warehouse: Warehouse,
  name: string,
  options: AskOptions,
  read: () => Promise<Span>,
): Promise<Evidence> {
  const question = findQuestion(name, options.questions);
  const span = await neededSpan(question, options, read);
  return evidenceOf(question, options, await readProvenance(warehouse, options), warehouse, span);
}

/**
 * Reads what the answers with these filters rest on: one pass over the plays, and the run log.
 *
 * @throws {UsageError} for a filter that nothing can meet
 */
export async function readProvenance(warehouse: Warehouse, filters: AskOptions): Promise<Provenance> {
  const plays = await readPlays(warehouse, filters);
  const [run = {}] = (await queryFile(warehouse, 'evidence/freshness.sql')).rows;
  const rejected = await queryFile(warehouse, 'evidence/rejected-records.sql');
  const total = Number(plays.plays);
  const withoutSong = total - Number(plays.matched);
  return {
    period: {
      from: filters.from || null,
      to: filters.to || null,
      first_play: textOrNull(plays.first_play),
      last_play: textOrNull(plays.last_play),
    },
    freshness: {
      run_id: run.run_id === undefined ? null : Number(run.run_id),
      published_at: textOrNull(run.finished_at),
      warehouse: warehouse.location,
      engine: warehouse.engineVersion,
    },
    plays: {
      total,
      without_song: withoutSong,
      percent: total === 0 ? 0 : Math.round((withoutSong / total) * 10_000) / 100,
    },
    rejected: rejected.rows.map((row) => ({
      data_set: String(row.data_set),
      code: String(row.code),
      records: Number(row.records),
    })),
  };
}

/** The provenance of one of the answers with these filters. */
export function evidenceOf(
  question: Question,
  options: AskOptions,
  { period, freshness, plays, rejected }: Provenance,
  warehouse: Warehouse,
  span: Span,
): Evidence {
  const { statement, parameters, time_zone, grain } = inquiryOf(question, options, warehouse, span);
  const isSearch = conditionsOf(options).some(({ filter }) => filter === 'search');
  const dataSets = isSearch ? ['logs', 'songs'] : question.reads; // a search reads the song data as well
  const byReason = rejected.filter(({ data_set }) => dataSets.includes(data_set));
  return {
    question: question.name,
    file: question.isOwn ? statement.file : `sql/${statement.file}`,
    sql: warehouse.nativeSql(withValues(statement.text, parameters, warehouse.engine)),
    parameters,
    time_zone,
    grain,
    period,
    freshness,
    plays,
    rejected: { records: byReason.reduce((sum, { records }) => sum + records, 0), by_reason: byReason },
  };
}

async function readPlays(warehouse: Warehouse, filters: AskOptions): Promise<Row> {
  const { file, text } = readStatement('evidence/plays.sql');
  const asked = conditionsOf(filters, zoneOf(filters));
  const statement = { file, text: withFilteredPlays(text, asked, warehouse) };
  const { rows } = await warehouse.query(statement, parametersOf(asked));
  return rows[0] ?? {};
}

function textOrNull(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value);
}
