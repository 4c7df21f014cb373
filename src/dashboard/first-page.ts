import { findQuestion } from '../ask/ask.ts';
import { suitableGrain } from '../ask/grain.ts';
import type { Lease } from './lease.ts';
import { chosenPeriod, spanOf } from './period.ts';
import type { Published } from './published.ts';
import { answerQuestion } from './routes/questions.ts';
import { status } from './status.ts';

/** The questions that the first page asks, in its order. */
export const firstPageQuestions = [
  'key-figures',
  'listening-time',
  'plays-over-time',
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

/** Those about page events, of the page Retention and of reports. */
export const pageEventQuestions = [
  ...(['funnel', 'churn', 'thumbs', 'playlist-adds', 'errors', 'page-events'] as const),
];

/** Those of the first page that are asked of the days before as well. */
export const comparedQuestions: readonly string[] = ['key-figures', 'listening-time', 'plays-over-time'];

interface FirstPage {
  readonly lease: Lease;
  readonly published: Published;
  readonly timeZone: string;
}

/** Answers what the first page asks as it opens, so that its first visitor finds the answers in memory. */
export async function answerFirstPage(
  { lease, published, timeZone }: FirstPage,
  signal: AbortSignal,
): Promise<void> {
  // The file stays open: opening it for each question would read it again.
  await lease.use(async () => {
    const facts = await status(published, timeZone);
    const { days, previous } = chosenPeriod({}, facts);
    const grain = suitableGrain(days, spanOf(facts), timeZone);
    for (const name of firstPageQuestions) {
      const time = { timeZone, ...(findQuestion(name).grain !== undefined && { grain }) };
      const periods = comparedQuestions.includes(name) && previous ? [days, previous] : [days];
      for (const period of periods)
        if (!signal.aborted) await answerQuestion(published, name, { ...time, ...period });
    }
  });
}
