import type { Span } from '../ask/grain.ts';
import { valuesOf } from '../ask/known-values.ts';
import { readSpan } from '../ask/time-frame.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { ApiStatus } from './api.ts';
import { daysOf } from './period.ts';
import type { Published } from './published.ts';

/** The filters of few values, all of which are offered; the fields of the others suggest some. */
const chosenFilters = ['level', 'gender', 'browser', 'system'] as const;
/** How many values of a filter are offered. */
export const mostChoices = 1000;

/** What every page shows of the warehouse, and what its filters offer. */
export async function status(
  published: Published,
  zone: string,
): Promise<Omit<ApiStatus, 'expected_seconds' | 'questions'>> {
  const { run, key } = await published.newestRun();
  const facts = await published.answer('status', async (warehouse, part) => {
    const choices: Record<string, readonly string[]> = {};
    for (const filter of chosenFilters) choices[filter] = await valuesOf(warehouse, filter, mostChoices);
    return { ...factsOf(warehouse, zone, await part('span', readSpan)), choices };
  });
  return { ...facts, key, run: (run ?? null) as ApiStatus['run'] };
}

/** What is known of a warehouse without asking for the values of filters. */
export function factsOf(
  { location, engineVersion }: Pick<Warehouse, 'location' | 'engineVersion'>,
  zone: string,
  span: Span,
): Pick<
  ApiStatus,
  'warehouse' | 'engine' | 'time_zone' | 'first_play' | 'last_play' | 'first_day' | 'last_day'
> {
  const moment = (play: number | undefined) => (play === undefined ? null : new Date(play).toISOString());
  return {
    warehouse: location,
    engine: engineVersion,
    time_zone: zone,
    first_play: moment(span?.first),
    last_play: moment(span?.last),
    ...daysOf(span, zone),
  };
}
