import {
  type Days,
  type Grain,
  grains,
  isDay,
  parse,
  type Span,
  startText,
  suitableGrain,
} from '../ask/grain.ts';
import { toLocal } from '../time-zone.ts';
import type { TimeFilters } from './url-filters.ts';

/** The days that a page shows. It is computed in the browser and for the report alike. */

/** A first and a last day. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** Days as they are asked for: without one there is no bound. */
export type ChosenDays = Partial<DayRange>;

/** The days that are shown, and those that they are compared with; undefined where there are none. */
export interface Period {
  readonly days: ChosenDays;
  readonly previous: DayRange | undefined;
}

/** What a page shows of the time: days and hours of this time zone, counted by this grain. */
export interface ShownTime extends Period {
  readonly zone: string;
  readonly grain: Grain;
  /** The first and the last day with a play in the zone. */
  readonly bounds: Bounds;
}

/** When plays begin and end; null where there is none. */
export interface Bounds {
  readonly first_day: string | null;
  readonly last_day: string | null;
}

/** The presets, each ending on the last day that has a play. An address may name any other number of days: `30d`. */
export const presets = [
  { name: '1d', label: '1d', meaning: 'Last day' },
  { name: '7d', label: '7d', meaning: 'Last 7 days' },
  { name: '14d', label: '14d', meaning: 'Last 14 days' },
  { name: '28d', label: '28d', meaning: 'Last 28 days' },
  { name: '90d', label: '90d', meaning: 'Last 90 days' },
  {
    name: 'month',
    label: 'Month',
    meaning: 'Last month with plays, against as many days of the month before',
  },
  { name: 'all', label: 'All', meaning: 'All days' },
] as const;

/** The longest of these with as many days before it; without any, every day. */
export function defaultPreset(bounds: Bounds): string {
  const longest = ['28d', '14d', '7d'].find((period) => chosenPeriod({ period }, bounds).previous);
  return longest ?? 'all';
}

/** The days that are chosen: those named, else those of the preset; and what they are compared with. */
export function chosenPeriod({ period, from, to }: TimeFilters, bounds: Bounds): Period {
  const { last_day: last } = bounds;
  if (from || to) {
    const days = { ...(from && { from }), ...(to && { to }) };
    return { days, previous: asManyBefore(days, bounds) };
  }
  const name = period || defaultPreset(bounds);
  if (last === null) return { days: {}, previous: undefined };
  if (name === 'month') return monthOf(last, bounds);
  const count = /^([1-9]\d{0,4})d$/.exec(name)?.[1];
  if (count === undefined) return { days: {}, previous: undefined };
  const days = { from: addDays(last, 1 - Number(count)), to: last };
  return { days, previous: asManyBefore(days, bounds) };
}

/** The month of a day until this day; compared with as many days from the beginning of the month before. */
function monthOf(to: string, bounds: Bounds): Period {
  const from = `${to.slice(0, 7)}-01`;
  const before = `${addDays(from, -1).slice(0, 7)}-01`;
  const end = [addDays(before, daysBetween(from, to)), addDays(from, -1)].sort()[0] ?? before;
  return { days: { from, to }, previous: within({ from: before, to: end }, bounds) };
}

/** As many days just before; undefined if there is no beginning, or the data begin later than those days. */
function asManyBefore({ from, to }: Days, bounds: Bounds): DayRange | undefined {
  const end = to ?? bounds.last_day;
  if (from === undefined || end === null) return undefined;
  if (![from, end].every((day) => isDay(day) && day >= '1000-01-01' && day <= '9000-12-31')) return undefined;
  const length = daysBetween(from, end) + 1;
  return length > 0 ? within({ from: addDays(from, -length), to: addDays(from, -1) }, bounds) : undefined;
}

function within(days: DayRange, { first_day }: Bounds): DayRange | undefined {
  return first_day !== null && days.from >= first_day ? days : undefined;
}

/** The first and the last day with a play, in a time zone. */
export function daysOf(span: Span, zone: string): Bounds {
  const day = (play: number) => startText('day', toLocal(zone, play));
  return span === undefined
    ? { first_day: null, last_day: null }
    : { first_day: day(span.first), last_day: day(span.last) };
}

/** Those of the days that are asked for which are between the first and the last play; undefined where there is none. */
export function daysWithPlays(days: Days, { first_day, last_day }: Bounds): DayRange | undefined {
  if (first_day === null || last_day === null) return undefined;
  return daysWithin(days, { from: first_day, to: last_day });
}

export function daysWithin({ from, to }: Days, outer: DayRange): DayRange {
  return {
    from: from !== undefined && from > outer.from ? from : outer.from,
    to: to !== undefined && to < outer.to ? to : outer.to,
  };
}

/** What filters show of the time; the server says when the plays of its warehouse begin and end. */
export function shownTime(filters: TimeFilters, loaded: Loaded): ShownTime {
  const { first_play: first, last_play: last, time_zone } = loaded;
  const zone = filters.time_zone || time_zone;
  const span =
    first === null || last === null ? undefined : { first: Date.parse(first), last: Date.parse(last) };
  const bounds = daysOf(span, zone);
  const period = chosenPeriod(filters, bounds);
  const grain = grains.find((each) => each === filters.grain) ?? suitableGrain(period.days, span, zone);
  return { ...period, zone, grain, bounds };
}

interface Loaded {
  /** UTC, as ISO 8601; null if there is no play. */
  readonly first_play: string | null;
  readonly last_play: string | null;
  /** Of what asks for no other. */
  readonly time_zone: string;
}

const dayMilliseconds = 86_400_000;

function addDays(day: string, days: number): string {
  return startText('day', parse(day) + days * dayMilliseconds);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((parse(to) - parse(from)) / dayMilliseconds);
}
