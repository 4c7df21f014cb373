/** What the address of a page asks for; `period` is a preset, and days that are named win over it. */
export interface UrlFilters {
  readonly period?: string;
  readonly from?: string;
  readonly to?: string;
  readonly level?: string;
  readonly location?: string;
  readonly search?: string;
  readonly listener?: string;
}

const names = ['period', 'from', 'to', 'level', 'location', 'search', 'listener'] as const;

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
