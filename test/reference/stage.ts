import { type ColumnType, convert, type Value } from './convert.ts';
import { type JsonPath, readPath } from './json-paths.ts';
import type { Members } from './members.ts';
import type { RejectionCode } from './rows.ts';

/** A column of a staging table and the key of the source that feeds it. */
export interface Column {
  readonly name: string;
  readonly key: string;
  readonly type: ColumnType;
  readonly required: 'always' | 'of a NextSong' | 'no';
}

/** Where the columns are found when no JSONPaths file says otherwise. */
export function keyPaths(columns: readonly Column[]): readonly JsonPath[] {
  return columns.map((column) => [column.key]);
}

export type StagedRow = Readonly<Record<string, Value>>;
export type Staged = { readonly row: StagedRow } | { readonly code: RejectionCode; readonly reason: string };

export const eventColumns: readonly Column[] = [
  { name: 'artist', key: 'artist', type: 'text', required: 'no' },
  { name: 'auth', key: 'auth', type: 'text', required: 'no' },
  { name: 'first_name', key: 'firstName', type: 'text', required: 'no' },
  { name: 'gender', key: 'gender', type: 'text', required: 'no' },
  { name: 'item_in_session', key: 'itemInSession', type: 'integer', required: 'always' },
  { name: 'last_name', key: 'lastName', type: 'text', required: 'no' },
  { name: 'length', key: 'length', type: 'double', required: 'no' },
  { name: 'level', key: 'level', type: 'text', required: 'no' },
  { name: 'location', key: 'location', type: 'text', required: 'no' },
  { name: 'method', key: 'method', type: 'text', required: 'no' },
  { name: 'page', key: 'page', type: 'text', required: 'always' },
  { name: 'registration', key: 'registration', type: 'double', required: 'no' },
  { name: 'session_id', key: 'sessionId', type: 'bigint', required: 'always' },
  { name: 'song', key: 'song', type: 'text', required: 'no' },
  { name: 'status', key: 'status', type: 'integer', required: 'no' },
  { name: 'ts', key: 'ts', type: 'bigint', required: 'always' },
  { name: 'user_agent', key: 'userAgent', type: 'text', required: 'no' },
  { name: 'user_id', key: 'userId', type: 'bigint', required: 'of a NextSong' },
];

export const songColumns: readonly Column[] = [
  { name: 'num_songs', key: 'num_songs', type: 'integer', required: 'no' },
  { name: 'artist_id', key: 'artist_id', type: 'text', required: 'always' },
  { name: 'artist_latitude', key: 'artist_latitude', type: 'double', required: 'no' },
  { name: 'artist_longitude', key: 'artist_longitude', type: 'double', required: 'no' },
  { name: 'artist_location', key: 'artist_location', type: 'text', required: 'no' },
  { name: 'artist_name', key: 'artist_name', type: 'text', required: 'always' },
  { name: 'song_id', key: 'song_id', type: 'text', required: 'always' },
  { name: 'title', key: 'title', type: 'text', required: 'always' },
  { name: 'duration', key: 'duration', type: 'double', required: 'always' },
  { name: 'year', key: 'year', type: 'integer', required: 'no' },
];

const aDay = 24 * 60 * 60 * 1000;

/** From 2000-01-01 UTC to 24 hours after the run begins. */
function isWithinClock(ts: bigint, now: number): boolean {
  return ts >= BigInt(Date.UTC(2000, 0, 1)) && ts <= BigInt(now + aDay);
}

/**
 * A record as a row of its staging table, or the first problem in the order of the columns: what does not fit a column
 * before what is missing. The n-th path feeds the n-th column.
 */
export function stageRecord(
  members: Members,
  columns: readonly Column[],
  paths: readonly JsonPath[],
  now: number,
): Staged {
  const fields = columns.map((column, index) => {
    const path = paths[index] ?? [column.key];
    return { column, key: path.join('.'), raw: readPath(members, path) };
  });
  const row: Record<string, Value> = {};
  for (const { column, key, raw } of fields) {
    const converted = convert(raw, column.type);
    if ('misfit' in converted) {
      return { code: `${converted.misfit}:${key}`, reason: `${raw} is no ${column.type}` };
    }
    if (column.name === 'ts' && converted.value !== null && !isWithinClock(BigInt(converted.value), now)) {
      return { code: `range:${key}`, reason: `${raw} is before 2000, or ahead of the run` };
    }
    row[column.name] = converted.value;
  }
  for (const { column, key } of fields) {
    const needed =
      column.required === 'always' || (column.required === 'of a NextSong' && row.page === 'NextSong');
    if (needed && row[column.name] === null) return { code: `missing:${key}`, reason: `${key} is required` };
  }
  return { row };
}
