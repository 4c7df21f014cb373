import { UsageError } from '../errors.ts';
import type { Parameters } from '../warehouse/warehouse.ts';

/** Which plays a question is asked of; without any, all of them. */
export interface Filters {
  /** The first day, such as `2018-11-01`, UTC. */
  readonly from?: string | undefined;
  /** The last day, included. */
  readonly to?: string | undefined;
  /** `free` or `paid`, as the log says it. */
  readonly level?: string | undefined;
  /** The whole location, such as `San Jose-Sunnyvale-Santa Clara, CA`. */
  readonly location?: string | undefined;
  /** A part of a song's title or an artist's name, whatever its case, as the log event says it or the song data. */
  readonly search?: string | undefined;
  /** A user_id. */
  readonly listener?: string | undefined;
}

/** The name of a filter. */
export type FilterName = keyof Filters;

export const filterNames = ['from', 'to', 'level', 'location', 'search', 'listener'] as const;

/** The values that name every play: what a question is given that names a filter which is not asked for. */
export const everyPlay: Readonly<Record<FilterName, string>> = {
  from: '0001-01-01',
  to: '9999-12-31',
  level: '',
  location: '',
  search: '',
  listener: '',
};

/**
 * The bind parameters of the filters that are asked for: `$from` included, `$to` excluded.
 *
 * @throws {UsageError} for a day that does not exist, or a listener that is not a number
 */
export function filterParameters({ from, to, level, location, search, listener }: Filters): Parameters {
  if (from && to && from > to) throw new UsageError('SPK-106', `--from ${from} is after --to ${to}.`);
  const asked = {
    from: from && day(from, '--from', 0),
    to: to && day(to, '--to', 1),
    level,
    location,
    search: search?.trim(),
    listener: listener && userId(listener),
  };
  return Object.fromEntries(Object.entries(asked).filter((entry): entry is [string, string] => !!entry[1]));
}

/** A day and the days after it, checked: the engines would each say something else of the 31st of November. */
function day(text: string, flag: string, plus: number): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (
    !/^\d{4}-\d\d-\d\d$/.test(text) ||
    Number.isNaN(date.getTime()) ||
    date.toISOString().slice(0, 10) !== text
  ) {
    throw new UsageError('SPK-102', `${flag} should be a day such as 2018-11-30, but is "${text}".`);
  }
  date.setUTCDate(date.getUTCDate() + plus);
  return date.toISOString().slice(0, 10);
}

function userId(text: string): string {
  if (/^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text)) return text;
  throw new UsageError('SPK-102', `--listener should be a user_id such as 39, but is "${text}".`);
}
