/** The filters of an address that are sent to the server as they are. */
const plainNames = [
  ...(['level', 'location', 'search', 'listener'] as const),
  ...(['session', 'song', 'artist', 'gender'] as const),
] as const;

/** What the address of a page asks for; `period` is a preset, and days that are named win over it. */
export type UrlFilters = {
  readonly [name in 'period' | 'from' | 'to' | (typeof plainNames)[number]]?: string;
};

const names = ['period', 'from', 'to', ...plainNames] as const;

export function readFilters(query: string): UrlFilters {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries(
    names.map((name) => [name, parameters.get(name) ?? '']).filter(([, value]) => value !== ''),
  );
}

/** The query of an address, with its question mark; empty for the page as it first comes. */
export function writeFilters(filters: UrlFilters): string {
  const given = names.map((name) => [name, filters[name] ?? '']).filter(([, value]) => value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

/** The filters besides the days. */
export function plainFilters(filters: UrlFilters): Record<string, string> {
  return Object.fromEntries(plainNames.map((name) => [name, filters[name] ?? '']));
}

/** The filters that only choose days. */
export function dayFilters({ period, from, to }: UrlFilters): UrlFilters {
  return { ...(period && { period }), ...(from && { from }), ...(to && { to }) };
}

/** Whether a name is that of a filter, which `sparkify ask` takes as a flag. */
export function isFlag(name: string): boolean {
  return (names as readonly string[]).includes(name);
}
