import type { HonoRequest } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { type AskOptions, findQuestion } from '../../ask/ask.ts';
import { evidenceIn } from '../../ask/evidence.ts';
import { filterNames } from '../../ask/filters.ts';
import { isSuggested, suggestionsOf } from '../../ask/known-values.ts';
import { listQuestions, type Question } from '../../ask/questions.ts';
import { readSpan } from '../../ask/time-frame.ts';
import { UsageError } from '../../errors.ts';
import { answerQuestion, keyOf, requireKnown } from '../answer-question.ts';
import type { StatementLimits } from '../limited.ts';
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
