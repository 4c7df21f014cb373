import { UsageError } from '../errors.ts';
import type { Parameters } from '../warehouse/warehouse.ts';

/** Which plays a question is asked of; without any, all of them. */
export interface Filters {
  /** The first and the last day, `2018-11-01`, both included, UTC. */
  readonly from?: string | undefined;
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

export const filterNames = ['from', 'to', 'level', 'location', 'search', 'listener'] as const;

/**
 * The bind parameters of a question: `$from` included, `$to` excluded, a text that is empty asks for all.
 *
 * @throws {UsageError} for a day that is none, or a listener that is no number
 */
export function filterParameters({ from, to, level, location, search, listener }: Filters): Parameters {
  if (from && to && from > to) {
    throw new UsageError(`--from ${from} is after --to ${to}, and between them is no day.`);
  }
  return {
    from: from ? day(from, '--from', 0) : '0001-01-01',
    to: to ? day(to, '--to', 1) : '9999-12-31',
    level: level ?? '',
    location: location ?? '',
    search: search?.trim() ?? '',
    listener: listener ? userId(listener) : '',
  };
}

/** A day and the days after it, checked: the engines would each say something else of the 31st of November. */
function day(text: string, flag: string, plus: number): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (
    !/^\d{4}-\d\d-\d\d$/.test(text) ||
    Number.isNaN(date.getTime()) ||
    date.toISOString().slice(0, 10) !== text
  ) {
    throw new UsageError(`${flag} should be a day such as 2018-11-30, but is "${text}".`);
  }
  date.setUTCDate(date.getUTCDate() + plus);
  return date.toISOString().slice(0, 10);
}

function userId(text: string): string {
  if (/^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text)) return text;
  throw new UsageError(`--listener should be a user_id such as 39, but is "${text}".`);
}
