import type { Lease } from './lease.ts';
import { chosenDays, previousDays } from './period.ts';
import type { Published } from './published.ts';
import { answerQuestion } from './routes/questions.ts';
import { status } from './status.ts';

/** The questions that the first page asks, in its order. */
export const firstPageQuestions = [
  'key-figures',
  'listening-time',
  'plays-by-day',
  'free-against-paid',
  'plays-by-hour',
  'level-changes',
  'top-songs',
  'top-artists',
  'top-locations',
  'most-active-users',
  'new-and-returning',
  'retention',
  'session-lengths',
  'browsers',
  'systems',
  'latest-plays',
] as const;

/** Those of them that are asked of the days before as well. */
export const comparedQuestions: readonly string[] = ['key-figures', 'listening-time', 'plays-by-day'];

/** Answers what the first page asks as it opens, so that its first visitor finds the answers in memory. */
export async function answerFirstPage(
  lease: Lease,
  published: Published,
  signal: AbortSignal,
): Promise<void> {
  // The file stays open: opening it for each question would read it again.
  await lease.use(async () => {
    const { first_day, last_day } = await status(published);
    const days = chosenDays({}, last_day);
    const previous = previousDays(days, first_day, last_day);
    for (const name of firstPageQuestions) {
      const periods = comparedQuestions.includes(name) && previous ? [days, previous] : [days];
      for (const period of periods) if (!signal.aborted) await answerQuestion(published, name, period);
    }
  });
}
