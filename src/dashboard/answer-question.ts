import { type Answer, type AskOptions, answer } from '../ask/ask.ts';
import { conditionsOf } from '../ask/filters.ts';
import { isNamed, requireKnownValues } from '../ask/known-values.ts';
import type { Question } from '../ask/questions.ts';
import { neededSpan, readSpan } from '../ask/time-frame.ts';
import type { FirstRows } from '../warehouse/warehouse.ts';
import { limited, type StatementLimits } from './limited.ts';
import type { Published } from './published.ts';

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
export async function requireKnown(published: Published, options: AskOptions): Promise<void> {
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

/** What an answer is remembered by. */
export function keyOf(kind: string, name: string, options: AskOptions): string {
  const set = Object.entries(options.set ?? {}).sort();
  const { limit, timeZone, grain } = options;
  return JSON.stringify([kind, name, limit, timeZone, grain, set, conditionsOf(options)]);
}
