import { parse } from '../../ask/grain.ts';
import type { JsonRow } from '../api.ts';
import { sumOf } from './sum-of.ts';

/** Listeners who played first in one week, or in the weeks that begin in one month. */
export interface Cohort {
  /** A Monday, `2018-11-05`, or a month, `2018-11`. */
  readonly first: string;
  readonly listeners: number;
  /** Who played again, in the order of `Cohorts.later`; undefined for weeks after the last one: they are unknown. */
  readonly returned: readonly (Returned | undefined)[];
}

/** Listeners of a cohort who played again in a later week. */
interface Returned {
  readonly listeners: number;
  /** The listeners of the cohort whose week is known. */
  readonly of: number;
}

interface Cohorts {
  readonly isByMonth: boolean;
  /** How many weeks after the first one the columns are. */
  readonly later: readonly number[];
  readonly cohorts: readonly Cohort[];
}

/** More weeks are no table that anybody reads: months, and some of the weeks after them, are. */
const mostWeeks = 13;
const someWeeks = [1, 2, 3, 4, 6, 8, 13, 26, 39];

/** The rows of the question about retention as cohorts. */
export function cohortsOf(rows: readonly JsonRow[]): Cohorts {
  const weeks = rows.map(({ first_week, weeks_later, listeners }) => ({
    first: String(first_week),
    later: Number(weeks_later),
    listeners: Number(listeners),
  }));
  const latest = Math.max(0, ...weeks.map(({ later }) => later));
  const lastSeen = Math.max(...weeks.map(({ first, later }) => weekNumber(first) + later));
  const isByMonth = latest > mostWeeks;
  const nameOf = (first: string) => (isByMonth ? first.slice(0, 7) : first);
  const all = Array.from({ length: latest }, (_, index) => index + 1);
  const shown = isByMonth ? all.filter((week) => someWeeks.includes(week) || week % 52 === 0) : all;
  const cohorts = [...new Set(weeks.map(({ first }) => nameOf(first)))].map((name) => {
    const own = weeks.filter(({ first }) => nameOf(first) === name);
    const known = (week: number) => own.filter(({ first }) => weekNumber(first) + week <= lastSeen);
    const returned = shown.map((week) => {
      const of = listenersAfter(known(week), 0);
      return of === 0 ? undefined : { listeners: listenersAfter(known(week), week), of };
    });
    return { first: name, listeners: listenersAfter(own, 0), returned };
  });
  return { isByMonth, later: shown, cohorts };
}

function listenersAfter(
  rows: readonly { readonly later: number; readonly listeners: number }[],
  week: number,
): number {
  return sumOf(
    rows.filter(({ later }) => later === week),
    'listeners',
  );
}

/** Counts weeks from 1970. */
function weekNumber(day: string): number {
  return Math.round(parse(day) / (7 * 86_400_000));
}
