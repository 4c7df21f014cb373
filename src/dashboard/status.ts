import type { Span } from '../ask/grain.ts';
import { isNamed, valuesOf } from '../ask/known-values.ts';
import type { Question } from '../ask/questions.ts';
import { readSpan } from '../ask/time-frame.ts';
import type { Row, Warehouse } from '../warehouse/warehouse.ts';
import { type Bounds, daysOf } from './period.ts';
import type { Published } from './published.ts';
import { filterSpecs, plainNames } from './url-filters.ts';

/** What every page shows of the warehouse, and what its filters offer. */
export interface Status extends Facts {
  /** Changes whenever a run is published. */
  readonly key: string;
  readonly run: Row | null;
  /** The age from which on the newest run is late; null where nothing is expected. */
  readonly expected_seconds: number | null;
  /** The values that filters offer, by the filter's name; `none` for plays without one. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** Those of the project folder. */
  readonly questions: readonly ListedQuestion[];
}

/** What is known of a warehouse without asking for the values of filters. */
interface Facts extends Bounds {
  readonly warehouse: string;
  readonly engine: string;
  /** The time zone of what asks for no other; the first and the last day are days of it. */
  readonly time_zone: string;
  /** The first and the last play, UTC; null if there is no play. */
  readonly first_play: string | null;
  readonly last_play: string | null;
}

/** A question as its header declares it. */
export interface ListedQuestion
  extends Pick<Question, 'name' | 'title' | 'chart' | 'measure' | 'parameters'> {
  /** Whether it is over time, and takes a grain. */
  readonly over_time: boolean;
  /** The page that shows it; null for the overview. */
  readonly page: string | null;
  /** Whether it is of the project folder. */
  readonly is_own: boolean;
}

/** How many values of a filter are offered. */
export const mostChoices = 1000;

export async function status(
  published: Published,
  zone: string,
): Promise<Omit<Status, 'expected_seconds' | 'questions'>> {
  return await published.answer('status', async (warehouse, { part, run = null, key }) => {
    const choices: Record<string, readonly string[]> = {};
    for (const filter of plainNames.filter(isNamed))
      if (filterSpecs[filter].isChoice) choices[filter] = await valuesOf(warehouse, filter, mostChoices);
    return { ...factsOf(warehouse, zone, await part('span', readSpan)), choices, run, key };
  });
}

export function factsOf(
  { location, engineVersion }: Pick<Warehouse, 'location' | 'engineVersion'>,
  zone: string,
  span: Span,
): Facts {
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

/** A question as the page gets it. */
export function listed(question: Question): ListedQuestion {
  const { name, title, chart, measure, page = null, parameters, grain, isOwn } = question;
  return { name, title, chart, measure, over_time: grain !== undefined, page, parameters, is_own: isOwn };
}
