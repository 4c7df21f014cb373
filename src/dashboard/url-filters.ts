import type { ExcludableFilter } from '../ask/filters.ts';

/** What the page knows of a filter. */
interface FilterSpec {
  /** What people call it. */
  readonly label: string;
  /** The column of answers that has its values. */
  readonly column?: string;
  /** Whether its values are numbers; else `none` is one of them, for plays without a value. */
  readonly isNumber?: boolean;
  /** Whether it has few values, all of which are offered; the fields of the others suggest some. */
  readonly isChoice?: boolean;
}

/** The filters besides the days, in the order of the page. */
export const filterSpecs: Readonly<Record<ExcludableFilter, FilterSpec>> = {
  level: { label: 'Level', column: 'level', isChoice: true },
  location: { label: 'Location', column: 'location' },
  search: { label: 'Song or artist' },
  listener: { label: 'Listener', column: 'user_id', isNumber: true },
  session: { label: 'Session', column: 'session_id', isNumber: true },
  song: { label: 'Song', column: 'song' },
  artist: { label: 'Artist', column: 'artist' },
  gender: { label: 'Gender', isChoice: true },
  browser: { label: 'Browser', isChoice: true },
  system: { label: 'System', isChoice: true },
};

/** A filter besides the days: plays have one of its values, and others may be left out. */
export type PlainName = ExcludableFilter;

/** The filters of an address that are sent to the server as they are. */
export const plainNames = Object.keys(filterSpecs) as readonly PlainName[];

/** When, and by which periods and clocks. */
const timeNames = ['period', 'from', 'to', 'grain', 'time_zone'] as const;

/** What chooses days and how they are counted; `period` is a preset, and days that are named win over it. */
export type TimeFilters = { readonly [name in (typeof timeNames)[number]]?: string | undefined };

/** Values of filters, by the filter's name. */
export type FilterValues = { readonly [name in PlainName]?: readonly string[] };

/** What the address of a page asks for. */
export type UrlFilters = TimeFilters &
  FilterValues & {
    /** Values whose plays are left out, `exclude.artist` in an address. */
    readonly exclude?: FilterValues | undefined;
  };

/** A value of a filter, which plays have or which is left out. */
export interface FilterValue {
  readonly name: PlainName;
  readonly value: string;
}

/** The filters in the query of an address: of a page, or of what the page asks for. */
export function readFilters(query: string | URLSearchParams): UrlFilters {
  const parameters = new URLSearchParams(query);
  const times = timeNames.map((name) => [name, parameters.get(name) ?? '']);
  const exclude = valuesIn(parameters, 'exclude.');
  return {
    ...Object.fromEntries(times.filter(([, value]) => value !== '')),
    ...valuesIn(parameters, ''),
    ...(Object.keys(exclude).length > 0 && { exclude }),
  };
}

function valuesIn(parameters: URLSearchParams, prefix: string): FilterValues {
  const values = plainNames.map(
    (name) => [name, [...new Set(parameters.getAll(`${prefix}${name}`).filter(Boolean))]] as const,
  );
  return Object.fromEntries(values.filter(([, given]) => given.length > 0));
}

/** The query of an address, with its question mark; empty for the page as it first comes. */
export function writeFilters(filters: UrlFilters): string {
  const given = [...Object.entries(timeFilters(filters)), ...plainFilters(filters)];
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

/** The filters besides the days, as the parameters of an address; one with several values comes several times. */
export function plainFilters(filters: UrlFilters): readonly [name: string, value: string][] {
  return [
    ...valuesOf(filters).map(({ name, value }): [string, string] => [name, value]),
    ...valuesOf(filters.exclude).map(({ name, value }): [string, string] => [`exclude.${name}`, value]),
  ];
}

/** The values of filters, one by one. */
export function valuesOf(filters: FilterValues = {}): readonly FilterValue[] {
  return plainNames.flatMap((name) => (filters[name] ?? []).map((value) => ({ name, value })));
}

/** Whether a filter has a value. */
export function has(filters: FilterValues | undefined, { name, value }: FilterValue): boolean {
  return filters?.[name]?.includes(value) ?? false;
}

/** The same filters with plays of one more value; it can no longer be one that is left out. */
export function including(filters: UrlFilters, chosen: FilterValue): UrlFilters {
  return { ...plus(filters, chosen), exclude: minus(filters.exclude ?? {}, chosen) };
}

/** The same filters, with the plays of a value left out; it can no longer be one that is asked for. */
export function excluding(filters: UrlFilters, chosen: FilterValue): UrlFilters {
  return { ...minus(filters, chosen), exclude: plus(filters.exclude ?? {}, chosen) };
}

/** The same filters without a value, asked for or left out. */
export function dropping(filters: UrlFilters, chosen: FilterValue): UrlFilters {
  return { ...minus(filters, chosen), exclude: minus(filters.exclude ?? {}, chosen) };
}

function plus<T extends FilterValues>(filters: T, chosen: FilterValue): T {
  const { name, value } = chosen;
  return has(filters, chosen) ? filters : { ...filters, [name]: [...(filters[name] ?? []), value] };
}

function minus<T extends FilterValues>(filters: T, { name, value }: FilterValue): T {
  return { ...filters, [name]: filters[name]?.filter((each) => each !== value) ?? [] };
}

/** The filters that only choose days, and how they are counted. */
export function timeFilters(filters: UrlFilters): Readonly<Record<string, string>> {
  const given = timeNames.map((name) => [name, filters[name]]).filter(([, value]) => value);
  return Object.fromEntries(given);
}
