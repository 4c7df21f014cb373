import { UsageError } from '../errors.ts';
import type { Parameters } from '../warehouse/warehouse.ts';

/** Which plays a question is asked of; without any, all of them. */
export interface Filters {
  /** The first day, such as `2018-11-01`, UTC. */
  readonly from?: string | undefined;
  /** The last day, included. */
  readonly to?: string | undefined;
  /** `free` or `paid`, as the log says it; `none` for plays without a level. */
  readonly level?: string | undefined;
  /** A location such as `San Jose-Sunnyvale-Santa Clara, CA`, or a part of its name, whatever its case. */
  readonly location?: string | undefined;
  /** A part of a song's title or an artist's name, whatever its case, as the log event says it or the song data. */
  readonly search?: string | undefined;
  /** A user_id. */
  readonly listener?: string | undefined;
  /** A session_id; listeners may have sessions of one number. */
  readonly session?: string | undefined;
  /** The whole title of a song. */
  readonly song?: string | undefined;
  /** The whole name of an artist, as the log says it or the song data. */
  readonly artist?: string | undefined;
  /** `F` or `M`, as the log says it. */
  readonly gender?: string | undefined;
}

/** The name of a filter. */
export type FilterName = keyof Filters;

export const filterNames = [
  ...(['from', 'to', 'level', 'location', 'search'] as const),
  ...(['listener', 'session', 'song', 'artist', 'gender'] as const),
] as const;

/** The values that name every play: what a question is given that names a filter which is not asked for. */
export const everyPlay: Readonly<Record<FilterName, string>> = {
  from: '0001-01-01',
  to: '9999-12-31',
  level: '',
  location: '',
  search: '',
  listener: '',
  session: '',
  song: '',
  artist: '',
  gender: '',
};

/**
 * The bind parameters of the filters that are asked for: `$from` included, `$to` excluded.
 *
 * @throws {UsageError} for a day that does not exist, or a listener that is not a number
 */
export function filterParameters(filters: Filters): Parameters {
  const { from, to, search, listener, session } = filters;
  if (from && to && from > to) throw new UsageError('SPK-106', `--from ${from} is after --to ${to}.`);
  const asked = {
    from: from && day(from, '--from', 0),
    to: to && day(to, '--to', 1),
    level: filters.level,
    location: filters.location,
    search: search?.trim(),
    listener: listener && bigint(listener, '--listener should be a user_id such as 39'),
    session: session && bigint(session, '--session should be a session_id such as 583'),
    song: filters.song,
    artist: filters.artist,
    gender: filters.gender,
  };
  return Object.fromEntries(Object.entries(asked).filter((entry): entry is [string, string] => !!entry[1]));
}

const firstDay = '0001-01-01';
const lastDay = '9999-12-31';

/** A day and the days after it, checked: the engines would each say something else of the 31st of November. */
function day(text: string, flag: string, plus: number): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (
    !/^\d{4}-\d\d-\d\d$/.test(text) ||
    Number.isNaN(date.getTime()) ||
    date.toISOString().slice(0, 10) !== text ||
    text < firstDay
  ) {
    throw new UsageError('SPK-102', `${flag} should be a day such as 2018-11-30, but is "${text}".`);
  }
  if (text === lastDay) return text; // the engines know no day after it
  date.setUTCDate(date.getUTCDate() + plus);
  return date.toISOString().slice(0, 10);
}

function bigint(text: string, expected: string): string {
  if (/^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text)) return text;
  throw new UsageError('SPK-102', `${expected}, but is "${text}".`);
}
