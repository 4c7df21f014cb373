import type { TimeRow } from './rows.ts';

/** A moment of UTC taken apart; `ts` is milliseconds since 1970-01-01. */
export function timeOf(ts: bigint): TimeRow {
  const date = new Date(Number(ts));
  return {
    start_time: startTimeOf(ts),
    hour: date.getUTCHours(),
    day: date.getUTCDate(),
    week: isoWeekOf(date),
    month: date.getUTCMonth() + 1,
    year: date.getUTCFullYear(),
    weekday: date.getUTCDay(),
  };
}

/** The moment as `2018-11-30 19:54:24.796`. */
export function startTimeOf(ts: bigint): string {
  return new Date(Number(ts)).toISOString().slice(0, -1).replace('T', ' ');
}

/** ISO 8601: weeks start on Monday, and a week belongs to the year that its Thursday lies in. */
function isoWeekOf(date: Date): number {
  const thursday = new Date(date);
  thursday.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7) + 3);
  const dayOfYear = Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / 86_400_000);
  return Math.floor(dayOfYear / 7) + 1;
}
