import { queryFile } from '../warehouse/query-file.ts';
import type { Parameters, Row, Warehouse } from '../warehouse/warehouse.ts';
import { type AskOptions, findQuestion, parametersOf } from './ask.ts';
import type { Question } from './questions.ts';

/** What an answer rests on; `sparkify ask NAME --evidence --json` prints it as it is. */
export interface Evidence {
  readonly question: string;
  /** Below `sql/`. */
  readonly file: string;
  readonly sql: string;
  readonly parameters: Parameters;
  /** The plays looked at: what was asked for, null for no bound, and the first and the last that there is. */
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
  /** Records set aside that would have fed the tables asked, in the whole warehouse: most tell no time. */
  readonly rejected: {
    readonly records: number;
    readonly by_reason: readonly {
      readonly data_set: string;
      readonly code: string;
      readonly records: number;
    }[];
  };
}

/**
 * Tells what the answer to a question rests on.
 *
 * @throws {UsageError} for a question that there is not, or a filter that none can meet
 */
export async function evidence(
  warehouse: Warehouse,
  name: string,
  options: AskOptions = {},
): Promise<Evidence> {
  const question = findQuestion(name);
  const parameters = parametersOf(question, options);
  const run = await firstRow(warehouse, 'both/evidence/freshness.sql');
  const period = await firstRow(warehouse, 'both/evidence/period.sql', parameters);
  const figures = await firstRow(warehouse, 'both/questions/key-figures.sql', parameters);
  const rejected = await rejectedRecords(warehouse, dataSetsOf(question, options));
  const total = Number(figures.plays);
  const withoutSong = total - Number(figures.matched);
  return {
    question: question.name,
    file: question.statement.file,
    sql: question.statement.text,
    parameters,
    period: {
      from: options.from || null,
      to: options.to || null,
      first_play: textOrNull(period.first_play),
      last_play: textOrNull(period.last_play),
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
    rejected: { records: rejected.reduce((sum, { records }) => sum + records, 0), by_reason: rejected },
  };
}

async function firstRow(warehouse: Warehouse, file: string, parameters: Parameters = {}): Promise<Row> {
  const { rows } = await queryFile(warehouse, file, { ...parameters, limit: 1 });
  return rows[0] ?? {};
}

/** Who searches for a song relies on the song data too. */
function dataSetsOf(question: Question, { search }: AskOptions): readonly string[] {
  return search ? ['logs', 'songs'] : question.reads;
}

async function rejectedRecords(warehouse: Warehouse, dataSets: readonly string[]) {
  const { rows } = await queryFile(warehouse, 'both/evidence/rejected-records.sql');
  return rows
    .map((row) => ({
      data_set: String(row.data_set),
      code: String(row.code),
      records: Number(row.records),
    }))
    .filter((row) => dataSets.includes(row.data_set));
}

function textOrNull(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value);
}
