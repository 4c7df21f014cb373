/** The first and the last moment that a `ts` may be, in epoch milliseconds: the same in every try of a run. */
export interface TimeLimits {
  readonly earliest: number;
  readonly latest: number;
}

const aDay = 24 * 60 * 60 * 1000;
const year2000 = Date.UTC(2000, 0, 1);

/** From 2000-01-01 UTC, before which nothing was logged, to 24 hours after the run begins: clocks differ. */
export function timeLimitsAt(now: Date): TimeLimits {
  return { earliest: year2000, latest: now.getTime() + aDay };
}

/** What is wrong with a `ts`, if anything is. */
export function problemOfTime(
  ts: number,
  { earliest, latest }: TimeLimits,
): { readonly reason: string; readonly isAhead: boolean } | undefined {
  if (ts >= earliest && ts <= latest) return undefined;
  const isAhead = ts > latest;
  const reason = isAhead
    ? `later than ${new Date(latest).toISOString()}, 24 hours after the run began`
    : 'earlier than 2000-01-01 as epoch milliseconds';
  return { reason, isAhead };
}
