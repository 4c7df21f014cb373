import { type AskOptions, findQuestion } from '../ask/ask.ts';
import type { Question } from '../ask/questions.ts';
import { answerQuestion } from './answer-question.ts';
import type { Lease } from './lease.ts';
import { shownTime } from './period.ts';
import type { Published } from './published.ts';
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
  'listening-over-time',
  'session-lengths',
  'browsers',
  'systems',
  'latest-plays',
] as const;

/** Those about page events, of the page Retention and of reports. */
export const pageEventQuestions = [
  ...(['funnel', 'churn', 'thumbs', 'playlist-adds', 'errors', 'page-events'] as const),
];

/** Whether a question is asked of the days before as well: those of the key figures, and ours over time. */
export function isCompared({ name, grain, isOwn }: Question): boolean {
  return (grain !== undefined && !isOwn) || name === 'key-figures' || name === 'listening-time';
}

/** The grain is for questions over time, and an error for others. */
export function optionsFor(question: Question, { grain, ...options }: AskOptions): AskOptions {
  return question.grain === undefined ? options : { ...options, grain };
}

interface FirstPage {
  readonly lease: Lease;
  readonly published: Published;
  /** Those of a project folder: one that replaces a built-in question is not asked before somebody asks. */
  readonly questions: readonly Question[];
  readonly timeZone: string;
  readonly signal: AbortSignal;
}

/** Answers what the first page asks as it opens, so that its first visitor finds the answers in memory. */
export async function answerFirstPage({
  lease,
  published,
  questions,
  timeZone,
  signal,
}: FirstPage): Promise<void> {
  const builtIn = firstPageQuestions
    .map((name) => findQuestion(name, questions))
    .filter(({ isOwn }) => !isOwn);
  // The file stays open: opening it for each question would read it again.
  await lease.use(async () => {
    const { days, previous, grain } = shownTime({}, await status(published, timeZone));
    for (const question of builtIn) {
      const periods = isCompared(question) && previous ? [days, previous] : [days];
      for (const period of periods)
        if (!signal.aborted)
          await answerQuestion(published, question, optionsFor(question, { timeZone, grain, ...period }));
    }
  });
}
