import type { Span } from '../ask/grain.ts';
import { valuesOf } from '../ask/known-values.ts';
import { readSpan } from '../ask/time-frame.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { ApiStatus } from './api.ts';
import { daysOf } from './period.ts';
import type { Published } from './published.ts';

/** The filters that offer their values; artists and songs are too many. */
const chosenFilters = ['level', 'location', 'gender', 'browser', 'system'] as const;
/** How many values of a filter are offered. */
export const mostChoices = 1000;

/** What every page shows of the warehouse, and what its filters offer. */
export async function status(
  published: Published,
  zone: string,
): Promise<Omit<ApiStatus, 'expected_seconds' | 'questions'>> {
  const { run, key } = await published.newestRun();
  const facts = await published.answer('status', async (warehouse, part) =>
    readFacts(warehouse, zone, await part('span', readSpan)),
  );
  return { ...facts, key, run: (run ?? null) as ApiStatus['run'] };
}

/** The same without a memory, for the report. */
export async function readFacts(
  warehouse: Warehouse,
  zone: string,
  span: Span,
): Promise<Omit<ApiStatus, 'key' | 'run' | 'expected_seconds' | 'questions'>> {
  const choices: Record<string, readonly string[]> = {};
  for (const filter of chosenFilters) choices[filter] = await valuesOf(warehouse, filter, mostChoices);
  const moment = (play: number | undefined) => (play === undefined ? null : new Date(play).toISOString());
  return {
    warehouse: warehouse.location,
    engine: warehouse.engineVersion,
    time_zone: zone,
    first_play: moment(span?.first),
    last_play: moment(span?.last),
    ...daysOf(span, zone),
    choices,
  };
}
