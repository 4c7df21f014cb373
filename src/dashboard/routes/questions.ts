import { type Context, Hono } from 'hono';
import { type Answer, type AskOptions, answer, findQuestion } from '../../ask/ask.ts';
import { evidenceIn } from '../../ask/evidence.ts';
import { conditionsOf, excludableFilters, type Filters, filterNames } from '../../ask/filters.ts';
import { isNamed, isSuggested, requireKnownValues, suggestionsOf } from '../../ask/known-values.ts';
import { listQuestions, type Question } from '../../ask/questions.ts';
import { neededSpan, readSpan } from '../../ask/time-frame.ts';
import { UsageError } from '../../errors.ts';
import type { FirstRows } from '../../warehouse/warehouse.ts';
import type { ApiQuestion } from '../api.ts';
import { limited, type StatementLimits } from '../limited.ts';
import type { Published } from '../published.ts';
import { mostChoices, status } from '../status.ts';
import { json } from './json.ts';

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
): Hono {
  const routes = new Hono();
  const askOptions = (context: Context) => ({ timeZone, ...readOptions(context), questions: own });
  routes.get('/status', async (context) =>
    json(context, {
      ...(await status(published, timeZone)),
      expected_seconds: expectEvery === undefined ? null : expectEvery / 1000,
      questions: own.map(toApiQuestion),
    }),
  );
  routes.get('/questions', (context) => json(context, listQuestions(own).map(toApiQuestion)));
  // Whether the filters of a page name what plays have: 200, or the error that every question would answer with.
  routes.get('/filters', async (context) => {
    await requireKnown(published, readOptions(context));
    return json(context, {});
  });
  // What the field of a filter suggests: the values of most plays.
  routes.get('/values/:filter', async (context) => {
    const filter = filterNames.filter(isSuggested).find((name) => name === context.req.param('filter'));
    if (filter === undefined) return context.notFound();
    const values = await published.answer(`values ${filter}`, (warehouse) =>
      suggestionsOf(warehouse, filter, mostChoices),
    );
    return json(context, values);
  });
  routes.get('/questions/:name', async (context) => {
    const question = findQuestion(context.req.param('name'), own);
    const options = askOptions(context);
    const { signal } = context.req.raw;
    const found = question.isOwn
      ? await answerOwnQuestion(published, question, { ...limits, signal, options })
      : await answerQuestion(published, question, options);
    return json(context, found);
  });
  routes.get('/questions/:name/evidence', async (context) => {
    const name = context.req.param('name');
    const options = askOptions(context);
    const answer = await published.answer(keyOf('evidence', name, options), (warehouse, part) =>
      evidenceIn(warehouse, name, options, () => part('span', readSpan)),
    );
    return json(context, answer);
  });
  return routes;
}

/** The answer to a built-in question, from memory if it was asked since the newest run. */
export async function answerQuestion(published: Published, question: Question, options: AskOptions) {
  await requireKnown(published, options);
  return await published.answer(keyOf('question', question.name, options), async (warehouse, part) => {
    const span = await neededSpan(question, options, () => part('span', readSpan));
    return forPage(await answer(warehouse, question, options, span));
  });
}

interface AskOwn extends StatementLimits {
  readonly options: AskOptions;
  readonly signal: AbortSignal;
}

/** The same for one of a project folder: on a connection of its own, so that none of ours waits, and limited like the SQL page. */
async function answerOwnQuestion(published: Published, question: Question, { options, ...limits }: AskOwn) {
  await requireKnown(published, options);
  return await published.answerAside(
    keyOf('own question', question.name, options),
    async (warehouse, part) => {
      const span = await neededSpan(question, options, () => part('span', readSpan));
      return forPage(await answer(limited(warehouse, limits), question, options, span));
    },
  );
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

/** How the page gets to know a question. */
export function toApiQuestion(question: Question): ApiQuestion {
  const { name, title, chart, measure, page = null, parameters, grain, isOwn } = question;
  return { name, title, chart, measure, over_time: grain !== undefined, page, parameters, is_own: isOwn };
}

function readOptions({ req }: Context): AskOptions {
  const limit = req.query('limit');
  if (limit !== undefined && !/^[1-9]\d{0,4}$/.test(limit))
    throw new UsageError('SPK-102', `limit should be a number of rows, but is "${limit}".`);
  const days = { from: req.query('from') || undefined, to: req.query('to') || undefined };
  const filters = Object.fromEntries(excludableFilters.map((name) => [name, req.queries(name) ?? []]));
  const exclude: Filters['exclude'] = Object.fromEntries(
    excludableFilters.map((name) => [name, req.queries(`exclude.${name}`) ?? []]),
  );
  const set = Object.fromEntries(
    Object.entries(req.query()).flatMap(([name, value]) =>
      name.startsWith('set.') ? [[name.slice('set.'.length), value]] : [],
    ),
  );
  const zone = req.query('time_zone');
  const time = { grain: req.query('grain'), ...(zone && { timeZone: zone }) };
  return {
    ...days,
    ...filters,
    ...time,
    exclude,
    set,
    limit: limit === undefined ? undefined : Number(limit),
  };
}

function keyOf(kind: string, name: string, options: AskOptions): string {
  const set = Object.entries(options.set ?? {}).sort();
  const { limit, timeZone, grain } = options;
  return JSON.stringify([kind, name, limit, timeZone, grain, set, conditionsOf(options)]);
}
