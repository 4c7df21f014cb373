import { type Grain, nextStart, parse, startOf, startText } from '../../../ask/grain.ts';
import { isShown } from '../../../time-zone.ts';
import { type ChosenDays, type DayRange, daysWithin, daysWithPlays, type ShownTime } from '../../period.ts';
import { locale } from '../locale.ts';

/** The periods along the axis of a chart over time. */
export interface Periods {
  readonly grain: Grain;
  /** Their starts, as the warehouse returns them. */
  readonly starts: readonly string[];
  /** A name below the axis. */
  short(index: number): string;
  /** Below these names, once for each: the day of hours, else the year where it is not plain. Empty for the other places. */
  readonly groups: readonly string[];
  /** A whole name, for the tooltip. */
  long(index: number): string;
  /** The first and the last day of several periods, within the days that are shown. */
  daysOf(first: number, last: number): DayRange;
}

const day = 86_400_000;
/** More would be no chart, and an address may ask for any days by the hour. */
const mostPeriods = 20_000;

/**
 * Every period of the days that have plays, of those that are asked for; one without plays is a zero and no gap.
 *
 * @param filled the starts of periods that have something: page events may be before the first play, or after the last one
 */
export function periodsOf(
  grain: Grain,
  days: ChosenDays,
  { bounds, zone }: Pick<ShownTime, 'bounds' | 'zone'>,
  filled: readonly string[] = [],
): Periods {
  const shown = widened(daysWithPlays(days, bounds) ?? { from: '', to: '' }, grain, filled);
  const { from, to } = shown;
  const starts: string[] = [];
  const end = parse(to) + day; // no number where there are no plays, and nothing starts before it
  for (
    let start = startOf(grain, parse(from));
    start < end && starts.length < mostPeriods;
    start = nextStart(grain, start)
  )
    if (grain !== 'hour' || isShown(zone, start)) starts.push(startText(grain, start));
  const nameOf = names()[grain];
  const at = (index: number) => parse(starts[index] ?? from);
  return {
    grain,
    starts,
    short: (index) => nameOf.short(at(index)),
    groups: groupsOf(grain, starts.map(parse), hasYear(from, to)),
    long: (index) => nameOf.long(at(index)),
    daysOf: (first, last) => {
      const [start, next] = [at(first), nextStart(grain, at(last))];
      return daysWithin({ from: startText('day', start), to: startText('day', next - 1) }, shown);
    },
  };
}

/** Days, with those of periods that begin before or after them. */
function widened({ from, to }: DayRange, grain: Grain, filled: readonly string[]): DayRange {
  const inOrder = filled.toSorted();
  const [first = '', last = ''] = [inOrder[0], inOrder.at(-1)].map((start) => start?.slice(0, 10));
  const startOfDay = (day: string) => startText('day', startOf(grain, parse(day)));
  return {
    from: first !== '' && (from === '' || first < startOfDay(from)) ? first : from,
    to: to === '' || last > startOfDay(to) ? last : to,
  };
}

/** Whether days need their year: they are of several, or not of this one. */
function hasYear(from: string, to: string): boolean {
  const year = String(new Date().getFullYear());
  return from.slice(0, 4) !== year || to.slice(0, 4) !== year;
}

function groupsOf(grain: Grain, starts: readonly number[], withYear: boolean): readonly string[] {
  if (grain !== 'hour' && !withYear) return starts.map(() => '');
  const day = dateFormat({ month: 'short', day: 'numeric' });
  const year = dateFormat({ year: 'numeric' });
  const years = onceEach(starts.map((start) => year.format(start)));
  if (grain !== 'hour') return years;
  const days = onceEach(starts.map((start) => day.format(start)));
  return days.map((name, index) => (withYear && name && years[index] ? `${name}\n${years[index]}` : name));
}

/** Each name at its first place alone; one of few places at the beginning would lie on the next one, and is left out. */
function onceEach(names: readonly string[]): readonly string[] {
  const firsts = names.map((name, index) => (name === names[index - 1] ? '' : name));
  const second = firsts.findIndex((name, index) => index > 0 && name !== '');
  return second > 0 && second < names.length / 16 ? firsts.with(0, '') : firsts;
}

/** What periods are called. */
function names(): Readonly<Record<Grain, Readonly<Record<'short' | 'long', (start: number) => string>>>> {
  const shortDay = dateFormat({ month: 'short', day: 'numeric' });
  const longDay = dateFormat({ weekday: 'short', month: 'short', day: 'numeric', year: 'numeric' });
  const shortHour = dateFormat({ hour: 'numeric' });
  const hour = dateFormat({ hour: 'numeric', minute: '2-digit' });
  const week = dateFormat({ month: 'short', day: 'numeric', year: 'numeric' });
  const shortMonth = dateFormat({ month: 'short' });
  const longMonth = dateFormat({ month: 'long', year: 'numeric' });
  return {
    hour: { short: shortHour.format, long: (start) => `${longDay.format(start)}, ${hour.format(start)}` },
    day: { short: shortDay.format, long: longDay.format },
    week: { short: shortDay.format, long: (start) => week.formatRange(start, start + 6 * day) },
    month: { short: shortMonth.format, long: longMonth.format },
  };
}

/** Local times are kept as if they were UTC. */
function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
}
