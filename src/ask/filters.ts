import { UsageError } from '../errors.ts';
import { startOfDay, utc } from '../time-zone.ts';
import type { Parameters } from '../warehouse/warehouse.ts';
import { firstDay, isDay, parse } from './grain.ts';

/** Which plays a question is asked of; without any, all of them. */
export interface Filters extends IncludedValues {
  /** Plays that are left out: of each filter the values, such as `{ artist: ['Coldplay', 'Muse'] }`. */
  readonly exclude?: { readonly [name in ExcludableFilter]?: readonly string[] } | undefined;
}

/** A value, or several of which a play has one. */
export type OneOrSeveral = string | readonly string[];

/** The values of each filter that the plays have. */
export interface IncludedValues {
  /** The first day, such as `2018-11-01`, in the time zone that is asked for. */
  readonly from?: string | undefined;
  /** The last day, included. */
  readonly to?: string | undefined;
  /** `free` or `paid`, as the log says it; `none` for plays without a level. */
  readonly level?: OneOrSeveral | undefined;
  /** A location such as `San Jose-Sunnyvale-Santa Clara, CA`, or a part of its name, whatever its case; `none` for plays without one. */
  readonly location?: OneOrSeveral | undefined;
  /** A part of a song's title or an artist's name, whatever its case, as the log event says it or the song data. */
  readonly search?: OneOrSeveral | undefined;
  /** A user_id. */
  readonly listener?: OneOrSeveral | undefined;
  /** A session_id; listeners may have sessions of one number. */
  readonly session?: OneOrSeveral | undefined;
  /** The whole title of a song; `none` for plays without one. */
  readonly song?: OneOrSeveral | undefined;
  /** The whole name of an artist, as the log says it or the song data; `none` for plays without one. */
  readonly artist?: OneOrSeveral | undefined;
  /** `F` or `M`, as the log says it; `none` for listeners without one. */
  readonly gender?: OneOrSeveral | undefined;
  /** The family of the browser, such as `Chrome`; `other`, or `none` for plays without a user agent. */
  readonly browser?: OneOrSeveral | undefined;
  /** The operating system, such as `Windows`; `other`, or `none` for plays without a user agent. */
  readonly system?: OneOrSeveral | undefined;
}

/** The name of a filter. */
export type FilterName = keyof IncludedValues;

/** A filter whose values can be left out as well; days cannot. */
export type ExcludableFilter = Exclude<FilterName, 'from' | 'to'>;

export const excludableFilters = [
  ...(['level', 'location', 'search', 'listener', 'session'] as const),
  ...(['song', 'artist', 'gender', 'browser', 'system'] as const),
] as const satisfies readonly ExcludableFilter[];

export const filterNames = ['from', 'to', ...excludableFilters] as const;

/** The values of the service, and the name for what has none: plays need not have them. */
export const usualValues = {
  level: ['free', 'paid', 'none'],
  gender: ['F', 'M', 'none'],
} as const satisfies { readonly [name in FilterName]?: readonly string[] };

/** One value of a filter, as a statement applies it. */
export interface Condition {
  readonly filter: FilterName;
  /** The bind parameter that holds the value: `artist`, `artist_2` for the second one, or `not_artist_1` for the first that is left out. */
  readonly parameter: string;
  readonly value: string;
  readonly isExcluded: boolean;
}

/** The values that name every play: what a question is given that names a filter which is not asked for. */
export const everyPlay: Readonly<Record<FilterName, string>> = {
  ...(Object.fromEntries(excludableFilters.map((name) => [name, ''])) as Record<ExcludableFilter, ''>),
  from: '0001-01-01',
  to: '9999-12-31',
};

/**
 * The conditions of the filters that are asked for: `$from` included, `$to` excluded.
 *
 * @param zone whose days `from` and `to` are; their values are UTC
 * @throws {UsageError} for a day that does not exist, or a listener that is not a number
 */
export function conditionsOf(filters: Filters, zone = utc): readonly Condition[] {
  const { from, to, exclude = {} } = filters;
  if (from && to && from > to) throw new UsageError('SPK-106', `--from ${from} is after --to ${to}.`);
  const settledOf = (filter: FilterName, given: OneOrSeveral | undefined) =>
    [...new Set(severalOf(given).map((text) => settled(filter, text, zone)))].filter((value) => value !== '');
  const included = filterNames.flatMap((filter) =>
    settledOf(filter, filters[filter]).map((value, index) => {
      const parameter = index === 0 ? filter : `${filter}_${index + 1}`;
      return { filter, parameter, value, isExcluded: false };
    }),
  );
  const excluded = excludableFilters.flatMap((filter) =>
    settledOf(filter, exclude[filter]).map((value, index) => {
      return { filter, parameter: `not_${filter}_${index + 1}`, value, isExcluded: true };
    }),
  );
  return [...included, ...excluded];
}

/** The values that a filter is given. */
export function severalOf(given: OneOrSeveral | undefined): readonly string[] {
  if (given === undefined) return [];
  return typeof given === 'string' ? [given] : given;
}

/** The values of conditions, as bind parameters. */
export function parametersOf(conditions: readonly Condition[]): Parameters {
  return Object.fromEntries(conditions.map(({ parameter, value }) => [parameter, value]));
}

function settled(filter: FilterName, text: string, zone: string): string {
  if (text === '') return '';
  switch (filter) {
    case 'from':
      return moment(day(text, '--from', 0), zone);
    case 'to':
      return moment(day(text, '--to', 1), zone);
    case 'search':
      return text.trim();
    case 'listener':
      return bigint(text, '--listener should be a user_id such as 39');
    case 'session':
      return bigint(text, '--session should be a session_id such as 583');
    default:
      return text;
  }
}

const lastDay = '9999-12-31';

/** A day and the days after it, checked. */
function day(text: string, flag: string, plus: number): string {
  if (!isDay(text))
    throw new UsageError('SPK-102', `${flag} should be a day such as 2018-11-30, but is "${text}".`);
  if (text === lastDay) return text; // the engines know no day after it
  const date = new Date(parse(text));
  date.setUTCDate(date.getUTCDate() + plus);
  return date.toISOString().slice(0, 10);
}

/** When a day of the zone begins, as a UTC timestamp. */
function moment(text: string, zone: string): string {
  if (zone === utc || text === firstDay || text === lastDay) return text;
  return new Date(startOfDay(zone, text)).toISOString().slice(0, 19).replace('T', ' ');
}

function bigint(text: string, expected: string): string {
  if (/^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text)) return text;
  throw new UsageError('SPK-102', `${expected}, but is "${text}".`);
}
