import type { HonoRequest } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { type Answer, type AskOptions, answer, findQuestion } from '../../ask/ask.ts';
import { evidenceIn } from '../../ask/evidence.ts';
import { conditionsOf, filterNames } from '../../ask/filters.ts';
import { isNamed, isSuggested, requireKnownValues, suggestionsOf } from '../../ask/known-values.ts';
import { listQuestions, type Question } from '../../ask/questions.ts';
import { neededSpan, readSpan } from '../../ask/time-frame.ts';
import { UsageError } from '../../errors.ts';
import type { FirstRows } from '../../warehouse/warehouse.ts';
import { limited, type StatementLimits } from '../limited.ts';
import type { Published } from '../published.ts';
import { listed, mostChoices, type Status, status } from '../status.ts';
import { readFilters } from '../url-filters.ts';
import type { Routes } from './route.ts';

interface QuestionRouteOptions extends StatementLimits {
  /** The time zone of what asks for no other. */
  readonly timeZone: string;
  /** Questions of a project folder. */
  readonly questions: readonly Question[];
  /** Milliseconds after which what is published is late. */
  readonly expectEvery: number | undefined;
}

/** The status of the warehouse, and the ready questions with the filters and parameters in the address. */
export function questionRoutes(
  published: Published,
  { timeZone, questions: own, expectEvery, ...limits }: QuestionRouteOptions,
) {
  const askOptions = (request: HonoRequest) => ({ timeZone, ...readOptions(request), questions: own });
  return {
    '/status': async (): Promise<Status> => ({
      ...(await status(published, timeZone)),
      expected_seconds: expectEvery === undefined ? null : expectEvery / 1000,
      questions: own.map(listed),
    }),
    '/questions': () => listQuestions(own).map(listed),
    // Whether the filters of a page name what plays have: 200, or the error that every question would answer with.
    '/filters': async (request: HonoRequest) => {
      await requireKnown(published, readOptions(request));
      return {};
    },
    // What the field of a filter suggests: the values of most plays.
    '/values/:filter': async (request: HonoRequest) => {
      const filter = filterNames.filter(isSuggested).find((name) => name === request.param('filter'));
      if (filter === undefined) throw new HTTPException(404);
      return await published.answer(`values ${filter}`, (warehouse) =>
        suggestionsOf(warehouse, filter, mostChoices),
      );
    },
    '/questions/:name': async (request: HonoRequest) => {
      const question = findQuestion(request.param('name') ?? '', own);
      const { signal } = request.raw;
      return await answerQuestion(published, question, askOptions(request), { ...limits, signal });
    },
    '/questions/:name/evidence': async (request: HonoRequest) => {
      const name = request.param('name') ?? '';
      const options = askOptions(request);
      return await published.answer(keyOf('evidence', name, options), (warehouse, { part }) =>
        evidenceIn(warehouse, name, options, () => part('span', readSpan)),
      );
    },
  } satisfies Routes;
}

/**
 * The answer to a question, from memory if it was asked since the newest run. One of a project folder is asked on a connection of its own,
 * so that none of ours waits, and within the limits of the SQL page.
 */
export async function answerQuestion(
  published: Published,
  question: Question,
  options: AskOptions,
  limits?: StatementLimits & { readonly signal: AbortSignal },
) {
  await requireKnown(published, options);
  const ask = question.isOwn ? published.answerAside : published.answer;
  return await ask(keyOf('question', question.name, options), async (warehouse, { part }) => {
    const span = await neededSpan(question, options, () => part('span', readSpan));
    const connection = question.isOwn && limits ? limited(warehouse, limits) : warehouse;
    return forPage(await answer(connection, question, options, span));
  });
}

/** Refuses values of filters that no play has, and looks for them once, however many questions are asked with them. */
async function requireKnown(published: Published, options: AskOptions): Promise<void> {
  if (conditionsOf(options).every(({ filter }) => !isNamed(filter))) return;
  const { grain: _, timeZone: __, limit: ___, ...filters } = options;
  await published.answer(keyOf('filters', '', { ...filters, set: {} }), (warehouse) =>
    requireKnownValues(warehouse, options),
  );
}

/** An answer as the page gets it: the question by its name; a limited connection may have cut it. */
export function forPage({
  question,
  ignored,
  ...answered
}: Answer & Partial<Pick<FirstRows, 'truncatedBy'>>) {
  return { ...answered, question: question.name, ignored_filters: ignored as readonly string[] };
}

function readOptions({ url }: HonoRequest): AskOptions {
  const address = new URL(url).searchParams;
  const limit = address.get('limit') ?? undefined;
  if (limit !== undefined && !/^[1-9]\d{0,4}$/.test(limit))
    throw new UsageError('SPK-102', `limit should be a number of rows, but is "${limit}".`);
  const { period: _, time_zone: timeZone, ...filters } = readFilters(address);
  const set = [...address].filter(([name]) => name.startsWith('set.'));
  return {
    ...filters,
    ...(timeZone && { timeZone }),
    set: Object.fromEntries(set.map(([name, value]) => [name.slice('set.'.length), value])),
    limit: limit === undefined ? undefined : Number(limit),
  };
}

function keyOf(kind: string, name: string, options: AskOptions): string {
  const set = Object.entries(options.set ?? {}).sort();
  const { limit, timeZone, grain } = options;
  return JSON.stringify([kind, name, limit, timeZone, grain, set, conditionsOf(options)]);
}
