import { valuesOf } from '../ask/known-values.ts';
import { queryFile } from '../warehouse/query-file.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { ApiStatus } from './api.ts';
import type { Published } from './published.ts';

/** The filters that offer their values; artists and songs are too many. */
const chosenFilters = ['level', 'location', 'gender', 'browser', 'system'] as const;
const mostChoices = 1000;

/** What every page shows of the warehouse, and what its filters offer. */
export async function status(
  published: Published,
): Promise<Omit<ApiStatus, 'expected_seconds' | 'questions'>> {
  const { run, key } = await published.newestRun();
  const facts = await published.answer('status', readFacts);
  return { ...facts, key, run: (run ?? null) as ApiStatus['run'] };
}

/** The same without a memory, for the report. */
export async function readFacts(
  warehouse: Warehouse,
): Promise<Omit<ApiStatus, 'key' | 'run' | 'expected_seconds' | 'questions'>> {
  const bounds = await queryFile(warehouse, 'dashboard/bounds.sql');
  const choices: Record<string, readonly string[]> = {};
  for (const filter of chosenFilters) choices[filter] = await valuesOf(warehouse, filter, mostChoices);
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  return {
    warehouse: warehouse.location,
    engine: warehouse.engineVersion,
    first_day: text(bounds.rows[0]?.first_day),
    last_day: text(bounds.rows[0]?.last_day),
    choices,
  };
}
