import { UsageError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { readStatement } from '../sql.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { ownFilterSql, withFilteredPlays } from './filtered-plays.ts';
import {
  type Condition,
  conditionsOf,
  type FilterName,
  type Filters,
  parametersOf,
  usualValues,
} from './filters.ts';

/** The filters whose values come from the log: a value that no play has is a typing mistake. */
const namedFilters = ['level', 'location', 'song', 'artist', 'gender', 'browser', 'system'] as const;

type NamedFilter = (typeof namedFilters)[number];

export function isNamed(filter: FilterName): filter is NamedFilter {
  return namedFilters.some((name) => name === filter);
}

/** Those whose values can be suggested: a listener is a number, which nobody remembers. */
type SuggestedFilter = NamedFilter | 'listener';

export function isSuggested(filter: FilterName): filter is SuggestedFilter {
  return filter === 'listener' || isNamed(filter);
}

/** A value of a filter, with what people call it where that is something else. */
export interface Suggestion {
  readonly value: string;
  readonly name?: string;
}

/** Values that need no look at the plays. */
const usual: { readonly [name in FilterName]?: readonly string[] } = usualValues;

const shownValues = 12;
const comparedValues = 20_000;

/** The values of a filter that plays have; those of most plays come first. */
export async function valuesOf(
  warehouse: Warehouse,
  filter: NamedFilter,
  limit: number,
): Promise<readonly string[]> {
  return (await suggestionsOf(warehouse, filter, limit)).map(({ value }) => value);
}

/** The same with their names. */
export async function suggestionsOf(
  warehouse: Warehouse,
  filter: SuggestedFilter,
  limit: number,
): Promise<readonly Suggestion[]> {
  const { file, text } = readStatement(`values/${filter}.sql`);
  const { rows } = await warehouse.query({ file, text: withFilteredPlays(text, [], warehouse) }, { limit });
  return rows.map(({ value, name }) => ({
    value: String(value),
    ...(name != null && { name: String(name) }),
  }));
}

/**
 * Refuses a value that no play has: every answer would be zero without a reason, or nothing would be left out.
 *
 * @throws {UsageError} that lists the values, or those that are like it
 */
export async function requireKnownValues(warehouse: Warehouse, filters: Filters): Promise<void> {
  for (const condition of conditionsOf(filters)) {
    const { filter, value } = condition;
    const included = { ...condition, isExcluded: false };
    if (isNumbered(filter)) await requireLogged(warehouse, filter, included);
    if (!isNamed(filter) || value === 'none' || usual[filter]?.includes(value)) continue;
    if (!(await isKnown(warehouse, included))) await refuse(warehouse, filter, value);
  }
}

/** The filters whose values are numbers of the log. Not all that have page events have plays, so these are looked up elsewhere. */
const numberedFilters = {
  listener: { table: 'users', hint: { command: 'ask listener', why: 'The listeners of most plays' } },
  session: { table: 'staging_events', hint: { command: 'ask sessions', why: 'The latest sessions' } },
} as const;

function isNumbered(filter: FilterName): filter is keyof typeof numberedFilters {
  return Object.hasOwn(numberedFilters, filter);
}

/** In a warehouse without plays no value is wrong. */
async function requireLogged(
  warehouse: Warehouse,
  filter: keyof typeof numberedFilters,
  condition: Condition,
): Promise<void> {
  const { table, hint } = numberedFilters[filter];
  const where = ownFilterSql(filter, [condition]);
  if (await isFound(warehouse, condition, `select 1 as found\nfrom ${table}\nwhere ${where}\nlimit 1`))
    return;
  if ((await valuesOf(warehouse, 'level', 1)).length === 0) return;
  throw new UsageError('SPK-712', `No log event has the ${filter} ${condition.value}.`, { hints: [hint] });
}

async function isKnown(warehouse: Warehouse, condition: Condition): Promise<boolean> {
  const sql = withFilteredPlays('select 1 as found\nfrom filtered_plays\nlimit 1', [condition], warehouse);
  return await isFound(warehouse, condition, sql);
}

async function isFound(warehouse: Warehouse, condition: Condition, text: string): Promise<boolean> {
  const file = `filters/${condition.filter}.sql`;
  const { rows } = await warehouse.query({ file, text }, parametersOf([condition]));
  return rows.length > 0;
}

/** In a warehouse without plays no value is wrong. */
async function refuse(warehouse: Warehouse, filter: NamedFilter, value: string): Promise<void> {
  const found = await valuesOf(warehouse, filter, comparedValues);
  if (found.length === 0 && usual[filter] === undefined) return;
  throw new UsageError('SPK-712', `No play has the ${filter} "${value}".`, {
    hints: [hintOn(filter, value, found.length === 0 ? (usual[filter] ?? []) : found)],
  });
}

function hintOn(filter: NamedFilter, typed: string, values: readonly string[]): string {
  if (values.length <= shownValues) return `The ${filter}s are ${values.join(', ')}.`;
  const small = typed.trim().toLowerCase();
  const near = nearest(small, values.map((value) => value.toLowerCase()).filter(isAsLongAs(small)));
  const names = values.filter((value) => value.toLowerCase() === near || value.toLowerCase().includes(small));
  return names.length === 0
    ? `The ${filter}s of most plays are ${values.slice(0, 3).join(', ')}.`
    : `Did you mean ${names.slice(0, 3).join(', or ')}?`;
}

/** Names of another length cannot be near: comparing every title would take seconds. */
function isAsLongAs(typed: string): (value: string) => boolean {
  return ({ length }) => Math.abs(length - typed.length) <= Math.max(2, typed.length / 3);
}
