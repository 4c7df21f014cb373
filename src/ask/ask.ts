import { UsageError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import type { Statement } from '../sql.ts';
import { reading, type WarehouseOrLocation } from '../warehouse/open-warehouse.ts';
import { questionRelations } from '../warehouse/question-relations.ts';
import { replaceCalls } from '../warehouse/replace-calls.ts';
import { explainUserSql, schemaHint } from '../warehouse/user-sql.ts';
import type { Parameters, Result, Warehouse } from '../warehouse/warehouse.ts';
import { ignoredFilters, ownFilterCall, ownFilterSql, withFilteredPlays } from './filtered-plays.ts';
import {
  type Condition,
  conditionsOf,
  everyPlay,
  excludableFilters,
  type FilterName,
  type Filters,
  filterNames,
  parametersOf,
} from './filters.ts';
import type { Grain, Span } from './grain.ts';
import { requireKnownValues } from './known-values.ts';
import { questionParameters } from './parameters.ts';
import { listQuestions, type Question } from './questions.ts';
import { neededSpan, readSpan, type TimeOptions, timeFrameOf } from './time-frame.ts';
import { withTimeParts } from './time-parts.ts';

/** What a saved query is asked with. */
export interface AskOptions extends Filters, TimeOptions {
  /** Rows at most. */
  readonly limit?: number | undefined;
  /** Values of the parameters that the question declares, by name, as texts. */
  readonly set?: Readonly<Record<string, string>> | undefined;
  /** Saved queries of a project, beside the built-in ones. */
  readonly questions?: readonly Question[] | undefined;
}

/** The rows of a saved query. */
export interface Answer extends Result {
  readonly question: Question;
  /** The filters that were asked for and do not apply: page events name no song and no artist. */
  readonly ignored: readonly FilterName[];
  /** The title of the question; of one over time with its grain: `Plays of each level by week`. */
  readonly title: string;
  readonly time_zone: string;
  /** How long its periods are; the column of their starts has this name. Null for a question that is not over time. */
  readonly grain: Grain | null;
}

/** A question as it is sent: its whole statement, and the values that it names. */
export interface Inquiry extends Pick<Answer, 'ignored' | 'title' | 'time_zone' | 'grain'> {
  readonly statement: Statement;
  readonly parameters: Parameters;
}

/**
 * Runs a saved query on what is published.
 *
 * @throws {UsageError} for a question or an option that does not exist, or a filter that nothing can meet
 */
export async function ask(
  warehouse: WarehouseOrLocation,
  name: string,
  options: AskOptions = {},
): Promise<Answer> {
  requireOptions(options);
  const question = findQuestion(name, options.questions);
  return await reading(warehouse, async (open) => {
    await requireKnownValues(open, options);
    const span = await neededSpan(question, options, () => readSpan(open));
    return await answer(open, question, options, span);
  });
}

/**
 * The answer to a question whose filters are known to name values that plays have.
 *
 * @param span as {@link neededSpan} returns it
 */
export async function answer(
  warehouse: Warehouse,
  question: Question,
  options: AskOptions,
  span: Span,
): Promise<Answer> {
  const { statement, parameters, ...asked } = inquiryOf(question, options, warehouse, span);
  try {
    return { question, ...asked, ...(await warehouse.query(statement, parameters)) };
  } catch (error) {
    throw question.isOwn ? explainUserSql(error, schemaHint, question.statement, questionRelations) : error;
  }
}

const optionNames: readonly string[] = [
  ...filterNames,
  ...(['exclude', 'timeZone', 'grain', 'limit', 'set', 'questions'] satisfies (keyof AskOptions)[]),
];

/**
 * An option that is ignored would answer another question. TypeScript finds it; JavaScript does not.
 *
 * @throws {UsageError} for an option or an excluded filter that does not exist
 */
export function requireOptions(options: AskOptions): void {
  requireNames(options, optionNames);
  requireNames(options.exclude ?? {}, excludableFilters);
}

function requireNames(given: object, names: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const similar = nearest(unknown, names);
  throw new UsageError('SPK-101', `Unknown option '${unknown}'.`, {
    hints: [similar === undefined ? `The options are ${names.join(', ')}.` : `Did you mean ${similar}?`],
  });
}

/** @throws {UsageError} for a question that does not exist */
export function findQuestion(name: string, own: readonly Question[] = []): Question {
  const questions = listQuestions(own);
  const found = questions.find((question) => question.name === name);
  if (found !== undefined) return found;
  const renamed = questions.find(({ alias }) => alias?.name === name);
  if (renamed !== undefined) return { ...renamed, name, grain: renamed.alias?.grain };
  const names = questions.map((question) => question.name);
  const [first = ''] = name.split(' '); // of a command line in quotes
  const similar = nearest(name, names) ?? nearest(first, names);
  throw new UsageError('SPK-701', `There is no saved query "${name}".`, {
    hints: [
      similar === undefined ? `The saved queries are ${names.join(', ')}.` : `Did you mean ${similar}?`,
      { command: 'ask', why: 'List them all' },
    ],
  });
}

/**
 * The options of `ask NAME VALUE`: the value is that of the filter which the question is about.
 *
 * @throws {UsageError} for a question that is about nothing in particular
 */
export function about(name: string, value: string | undefined, options: AskOptions): AskOptions {
  if (value === undefined) return options;
  const { of } = findQuestion(name, options.questions);
  if (of !== undefined) return { ...options, [of]: value };
  throw new UsageError('SPK-713', `The saved query ${name} takes no value.`, {
    hints: [{ command: `ask ${name}`, flags: { artist: value }, why: 'Filters are named' }],
  });
}

/**
 * Composes what a question is asked with: its SQL behind `filtered_plays`, limited unless it limits itself.
 *
 * @param span as {@link neededSpan} returns it
 * @throws {UsageError} for a filter that nothing can meet
 */
export function inquiryOf(
  question: Question,
  { limit = question.limit, set, questions, ...options }: AskOptions,
  warehouse: Pick<Warehouse, 'cteAs' | 'engine'>,
  span: Span,
): Inquiry {
  if (limit !== undefined && !(Number.isSafeInteger(limit) && limit >= 1))
    throw new UsageError('SPK-102', `limit should be a number of rows, but is "${limit}".`);
  const frame = timeFrameOf(question, options, span);
  const { zone: time_zone, grain = null } = frame;
  const asked = conditionsOf(options, time_zone);
  const own = replaceCalls(
    withTimeParts(question.statement.text, frame, warehouse.engine),
    warehouse.engine,
    new Map([
      [ownFilterCall, (filter: string) => ownFilterSql(filter.trim().toLowerCase(), asked)],
      ['rounded', roundedSql],
    ]),
  );
  requireOneValue(question, asked);
  const without = ignoredFilters(own);
  const applied = asked.filter(
    ({ filter, isExcluded }) =>
      !without.includes(filter) && (isExcluded || !question.ownFilters.includes(filter)),
  );
  const text = withFilteredPlays(
    limit === undefined || /\$limit\b/.test(own) ? own : `${own}\nlimit $limit`,
    applied,
    warehouse,
  );
  const values: Parameters = {
    ...everyPlay,
    ...parametersOf(asked),
    ...(limit !== undefined && { limit }),
    ...questionParameters(question.name, question.parameters, set),
  };
  const named = Object.entries(values).filter(([name]) => new RegExp(`\\$${name}\\b`).test(text));
  return {
    statement: { ...question.statement, text },
    parameters: Object.fromEntries(named),
    ignored: without.filter((name) => asked.some(({ filter }) => filter === name)),
    title: grain === null ? question.title : `${question.title} by ${grain}`,
    time_zone,
    grain,
  };
}

/** `rounded(100.0 * part / whole)` is the share with two places. */
function roundedSql(share: string): string {
  return `cast(round(${share}, 2) as double precision)`;
}

/** A question that names the value of a filter itself compares with one. */
function requireOneValue({ name, statement }: Question, asked: readonly Condition[]): void {
  const several = asked.find(
    ({ filter, parameter, isExcluded }) =>
      !isExcluded && parameter !== filter && new RegExp(`\\$${filter}\\b`).test(statement.text),
  );
  if (several === undefined) return;
  throw new UsageError('SPK-716', `The saved query ${name} takes one value of --${several.filter}.`, {
    hints: [
      `Its SQL names $${several.filter}. ${ownFilterCall}(${several.filter}) in its place takes several.`,
    ],
  });
}
