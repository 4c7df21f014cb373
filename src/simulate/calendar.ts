const dayMs = 86_400_000;

/** How the hour of the day and the day of the week bend the starts of sessions; `docs/simulate.md`. */
export interface Rhythm {
  /** Pull towards 15:00 and away from 03:00 UTC, in days: 0.09375 makes 15:00 four times as busy as 03:00. */
  readonly damping: number;
  /** The share of session starts that a day of rest loses, 0 to 1. */
  readonly weekendDamping: number;
  /** Minutes before midnight at which the loss sets in, and after midnight at which it ends. */
  readonly weekendDampingOffset: number;
  /** Minutes that the loss takes to set in, and to end. */
  readonly weekendDampingScale: number;
}

/**
 * Moves a candidate for a session's start (epoch milliseconds) towards the afternoon, by whole seconds. Candidates that
 * are whole seconds apart keep their order below a damping of 1 / 2 pi.
 */
export function warp(time: number, damping: number): number {
  const secondOfDay = Math.floor((((time % dayMs) + dayMs) % dayMs) / 1000);
  const angle = (2 * Math.PI * (secondOfDay - 10_800)) / 86_400;
  return time + Math.trunc(damping * 86_400 * Math.sin(angle)) * 1000;
}

/** The probability with which a session start at `time` (epoch milliseconds) is turned down for being on a day of rest. */
export function restDamping(time: number, rhythm: Rhythm): number {
  const day = Math.floor(time / dayMs);
  let presence = 0;
  for (let near = day - 1; near <= day + 1; near++) {
    if (isDayOfRest(near)) presence = Math.max(presence, presenceOfRest(time, near, rhythm));
  }
  return rhythm.weekendDamping * presence;
}

function presenceOfRest(time: number, day: number, rhythm: Rhythm): number {
  let first = day;
  while (isDayOfRest(first - 1)) first--;
  let last = day;
  while (isDayOfRest(last + 1)) last++;
  const offset = rhythm.weekendDampingOffset * 60_000;
  const scale = Math.max(rhythm.weekendDampingScale * 60_000, 1);
  const goingIn = (time - (first * dayMs - offset)) / scale;
  const comingOut = ((last + 1) * dayMs + offset - time) / scale;
  return Math.max(0, Math.min(1, goingIn, comingOut));
}

const restByDay = new Map<number, boolean>();

/** Whether a day, counted from 1970-01-01, is a weekend or a public holiday of the United States. */
export function isDayOfRest(day: number): boolean {
  let rest = restByDay.get(day);
  if (rest === undefined) {
    const weekday = weekdayOf(day);
    rest = weekday === 0 || weekday === 6 || isHoliday(day);
    restByDay.set(day, rest);
  }
  return rest;
}

function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Holidays on fixed dates, and the first year in which they were kept; 5 U.S.C. 6103. */
const fixedHolidays = [
  { month: 1, date: 1, since: 0 },
  { month: 6, date: 19, since: 2021 },
  { month: 7, date: 4, since: 0 },
  { month: 11, date: 11, since: 0 },
  { month: 12, date: 25, since: 0 },
] as const;

/** A holiday on a Saturday is kept on the Friday before, one on a Sunday on the Monday after. */
function isHoliday(day: number): boolean {
  const weekday = weekdayOf(day);
  if (isFixedHoliday(day) || isFloatingHoliday(day)) return true;
  return (weekday === 5 && isFixedHoliday(day + 1)) || (weekday === 1 && isFixedHoliday(day - 1));
}

function isFixedHoliday(day: number): boolean {
  const when = new Date(day * dayMs);
  return fixedHolidays.some(
    (holiday) =>
      holiday.month === when.getUTCMonth() + 1 &&
      holiday.date === when.getUTCDate() &&
      when.getUTCFullYear() >= holiday.since,
  );
}

function isFloatingHoliday(day: number): boolean {
  const when = new Date(day * dayMs);
  const date = when.getUTCDate();
  const nth = Math.ceil(date / 7);
  switch (`${when.getUTCMonth() + 1}:${weekdayOf(day)}`) {
    case '1:1':
    case '2:1':
      return nth === 3;
    case '5:1':
      return date > 24;
    case '9:1':
      return nth === 1;
    case '10:1':
      return nth === 2;
    case '11:4':
      return nth === 4;
    default:
      return false;
  }
}
