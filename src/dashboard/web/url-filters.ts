export const filterLabels = {
  level: 'Level',
  location: 'Location',
  search: 'Search',
  listener: 'Listener',
  session: 'Session',
  song: 'Song',
  artist: 'Artist',
  gender: 'Gender',
  browser: 'Browser',
  system: 'System',
} as const;

/** A filter besides the days: it has one value, and others may be left out. */
export type PlainName = keyof typeof filterLabels;

/** The filters of an address that are sent to the server as they are, each with one value. */
export const plainNames = Object.keys(filterLabels) as readonly PlainName[];

/** When, and by which periods and clocks. */
const timeNames = ['period', 'from', 'to', 'grain', 'time_zone'] as const;

/** What the address of a page asks for; `period` is a preset, and days that are named win over it. */
export type UrlFilters = {
  readonly [name in (typeof timeNames)[number] | PlainName]?: string;
} & {
  /** Values whose plays are left out, `exclude.artist` in an address. */
  readonly exclude?: { readonly [name in PlainName]?: readonly string[] };
};

const names = [...timeNames, ...plainNames];

export function readFilters(query: string): UrlFilters {
  const parameters = new URLSearchParams(query);
  const included = names.map((name) => [name, parameters.get(name) ?? '']);
  const excluded = plainNames.map(
    (name) => [name, parameters.getAll(`exclude.${name}`).filter(Boolean)] as const,
  );
  const exclude = Object.fromEntries(excluded.filter(([, values]) => values.length > 0));
  return {
    ...Object.fromEntries(included.filter(([, value]) => value !== '')),
    ...(Object.keys(exclude).length > 0 && { exclude }),
  };
}

/** The query of an address, with its question mark; empty for the page as it first comes. */
export function writeFilters(filters: UrlFilters): string {
  const given = [...Object.entries(timeFilters(filters)), ...plainFilters(filters)].filter(
    ([, value]) => value !== '',
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

/** The filters besides the days, as the parameters of an address; one that excludes several values comes several times. */
export function plainFilters(filters: UrlFilters): readonly [name: string, value: string][] {
  return [
    ...plainNames.map((name): [string, string] => [name, filters[name] ?? '']),
    ...exclusionsOf(filters).map(({ name, value }): [string, string] => [`exclude.${name}`, value]),
  ];
}

/** A value whose plays are left out. */
interface Exclusion {
  readonly name: PlainName;
  readonly value: string;
}

export function exclusionsOf({ exclude = {} }: UrlFilters): readonly Exclusion[] {
  return plainNames.flatMap((name) => (exclude[name] ?? []).map((value) => ({ name, value })));
}

/** The same filters, with the plays of a value left out; it can no longer be the one that is asked for. */
export function excluding(filters: UrlFilters, { name, value }: Exclusion): UrlFilters {
  const rest = including(filters, { name, value });
  const exclude = { ...rest.exclude, [name]: [...(rest.exclude?.[name] ?? []), value] };
  return { ...rest, ...(filters[name] === value && { [name]: '' }), exclude };
}

/** The same filters without this exclusion. */
export function including(filters: UrlFilters, { name, value }: Exclusion): UrlFilters {
  const left = (filters.exclude?.[name] ?? []).filter((each) => each !== value);
  return { ...filters, exclude: { ...filters.exclude, [name]: left } };
}

/** The filters that only choose days, and how they are counted. */
export function timeFilters(filters: UrlFilters): Omit<UrlFilters, 'exclude'> {
  const given = timeNames.map((name) => [name, filters[name]]).filter(([, value]) => value);
  return Object.fromEntries(given);
}

/** Whether a name is that of a filter, which `sparkify ask` takes as a flag. */
export function isFlag(name: string): boolean {
  return ['from', 'to', ...plainNames].includes(name);
}

/** What the bind parameter of an exclusion, such as `not_artist_1`, is for `--exclude`; undefined for any other. */
export function excludedName(parameter: string): PlainName | undefined {
  return plainNames.find((name) => parameter.replace(/^not_(\w+)_\d+$/, '$1') === name && parameter !== name);
}
