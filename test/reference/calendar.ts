import type { TimeRow } from './rows.ts';

const millisecondsADay = 86_400_000n;

/** A moment of UTC taken apart; `ts` is milliseconds since 1970-01-01, and may lie before it. */
export function timeOf(ts: bigint): TimeRow {
  const { days, millisecondOfDay } = splitDays(ts);
  const { year, month, day } = dateOf(days);
  return {
    start_time: startTimeOf(ts),
    hour: Math.floor(millisecondOfDay / 3_600_000),
    day,
    week: isoWeekOf(days),
    month,
    year,
    weekday: weekdayOf(days),
  };
}

/** The moment as `2018-11-30 19:54:24.796`. */
export function startTimeOf(ts: bigint): string {
  const { days, millisecondOfDay } = splitDays(ts);
  const { year, month, day } = dateOf(days);
  const date = [pad(year, 4), pad(month, 2), pad(day, 2)].join('-');
  const second = Math.floor(millisecondOfDay / 1000);
  const clock = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
  return `${date} ${clock.map((part) => pad(part, 2)).join(':')}.${pad(millisecondOfDay % 1000, 3)}`;
}

/** Whole days since 1970-01-01, rounded down, so that the moments before it count right too. */
function splitDays(ts: bigint): { days: number; millisecondOfDay: number } {
  const millisecondOfDay = ((ts % millisecondsADay) + millisecondsADay) % millisecondsADay;
  return {
    days: Number((ts - millisecondOfDay) / millisecondsADay),
    millisecondOfDay: Number(millisecondOfDay),
  };
}

/** The proleptic Gregorian date, counted off year by year and month by month. */
function dateOf(days: number): { year: number; month: number; day: number } {
  let year = 1970;
  let rest = days;
  while (rest < 0) {
    year -= 1;
    rest += daysOfYear(year);
  }
  while (rest >= daysOfYear(year)) {
    rest -= daysOfYear(year);
    year += 1;
  }
  let month = 1;
  for (const length of monthLengths(year)) {
    if (rest < length) break;
    rest -= length;
    month += 1;
  }
  return { year, month, day: rest + 1 };
}

/** 0 = Sunday; 1970-01-01 was a Thursday. */
function weekdayOf(days: number): number {
  return (((days + 4) % 7) + 7) % 7;
}

/** ISO 8601: weeks start on Monday, and a week belongs to the year that its Thursday lies in. */
function isoWeekOf(days: number): number {
  const daysAfterMonday = (weekdayOf(days) + 6) % 7;
  const thursday = days - daysAfterMonday + 3;
  const { month, day, year } = dateOf(thursday);
  const before = monthLengths(year).slice(0, month - 1);
  const dayOfYear = before.reduce((sum, length) => sum + length, 0) + day;
  return Math.ceil(dayOfYear / 7);
}

function monthLengths(year: number): readonly number[] {
  return [31, daysOfYear(year) === 366 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
}

function daysOfYear(year: number): number {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 366 : 365;
}

function pad(number: number, width: number): string {
  return String(number).padStart(width, '0');
}
