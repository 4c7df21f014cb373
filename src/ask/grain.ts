import { toLocal } from '../time-zone.ts';

/** How long the periods of a question over time are. It runs in the browser too. */
export const grains = ['hour', 'day', 'week', 'month'] as const;

/** How long the periods of an answer over time are. */
export type Grain = (typeof grains)[number];

/** A grain, or `auto` for one that suits the days that are asked for. */
export type AskedGrain = Grain | 'auto';

/** The first and the last play, in milliseconds since 1970; undefined where there is none. */
export type Span = { readonly first: number; readonly last: number } | undefined;

/** Days, both included, as `2018-11-01`; without one there is no bound. */
export interface Days {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The grain that suits so many days: hours for one, days for a quarter, weeks for two years, and months beyond. */
export function grainFor(days: number): Grain {
  if (days <= 1) return 'hour';
  if (days <= 92) return 'day';
  return days <= 731 ? 'week' : 'month';
}

/** The grain that suits the days that are asked for, of the days that have plays. */
export function suitableGrain(days: Days, span: Span, zone: string): Grain {
  const [first, last] = [span?.first ?? 0, span?.last ?? 0].map((play) => floor(toLocal(zone, play), day));
  const from = Math.max(days.from ? parse(days.from) : Number.NEGATIVE_INFINITY, first ?? 0);
  const to = Math.min(days.to ? parse(days.to) : Number.POSITIVE_INFINITY, last ?? 0);
  return grainFor((to - from) / day + 1);
}

/** The start of the period that a local time is in; weeks are those of ISO 8601 and start on Monday. */
export function startOf(grain: Grain, local: number): number {
  const date = new Date(local);
  switch (grain) {
    case 'hour':
      return floor(local, hour);
    case 'day':
      return floor(local, day);
    case 'week':
      return floor(local, day) - ((date.getUTCDay() + 6) % 7) * day;
    case 'month':
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
  }
}

/** The start of the period after the one that starts at a local time. */
export function nextStart(grain: Grain, start: number): number {
  const date = new Date(start);
  if (grain === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
  return start + { hour, day, week: 7 * day }[grain];
}

/** The start of a period as the warehouse returns it: a day, or an hour with its day. */
export function startText(grain: Grain, start: number): string {
  const iso = new Date(start).toISOString();
  return grain === 'hour' ? iso.slice(0, 19).replace('T', ' ') : iso.slice(0, 10);
}

/** The time of a day, or of a timestamp of the warehouse, as if the clock showed UTC. */
export function parse(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}${text.length > 10 ? '' : 'T00:00:00'}Z`);
}

/** Whether a text is a day of the calendar, such as `2018-11-30`: the engines would each say something else of the 31st. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) && text >= firstDay;
}

/** The first day that the engines know. */
export const firstDay = '0001-01-01';

/** How much at the edge may lack plays, without a period being incomplete for it. */
const tolerance = { hour: 15 * minute, day: hour, week: day, month: day } as const;

/**
 * The starts of the first and the last period, where plays or the days that are asked for begin or end within them. A
 * quarter of an hour, an hour or a day without plays at the edge is no gap in an hour, a day, or a week or month.
 */
export function incompletePeriods(grain: Grain, days: Days, span: Span, zone: string): readonly number[] {
  if (span === undefined) return [];
  const step = tolerance[grain];
  const [first, last] = [toLocal(zone, span.first), toLocal(zone, span.last)];
  const begin = Math.max(floor(first, step), days.from ? parse(days.from) : Number.NEGATIVE_INFINITY);
  const end = Math.min(floor(last, step) + step, days.to ? parse(days.to) + day : Number.POSITIVE_INFINITY);
  if (begin >= end) return [];
  const [firstStart, lastStart] = [startOf(grain, begin), startOf(grain, end - 1)];
  const found = [
    ...(begin > firstStart ? [firstStart] : []),
    ...(end < nextStart(grain, lastStart) ? [lastStart] : []),
  ];
  return [...new Set(found)];
}

function floor(time: number, step: number): number {
  return Math.floor(time / step) * step;
}
