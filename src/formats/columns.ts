/** Log data or song data: which staging table a file feeds. */
export type DataSet = 'logs' | 'songs';

/** What a staging column holds. `integer` has 32 bits, `bigint` 64, `double` is IEEE 754 binary64. */
export type ColumnType = 'text' | 'integer' | 'bigint' | 'double';

/** Where a value stands in a record: keys of objects and indexes of arrays, from the outside in. */
export type Path = readonly (string | number)[];

/** One column of a staging table and the place in the source's record that feeds it. */
export interface StagingColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly path: Path;
}

/** The staging table of one data set: what a record of the source must look like to be staged. */
export interface StagingTable {
  readonly dataSet: DataSet;
  readonly name: 'staging_events' | 'staging_songs';
  /** In the order of the table; a JSONPaths file feeds them by position. */
  readonly columns: readonly StagingColumn[];
  /** Whether the keys of records are compared without regard to case. */
  readonly ignoresCase?: boolean;
  /** Names of the columns without which a record is rejected. */
  readonly required: readonly string[];
}

const eventColumns: readonly (readonly [name: string, type: ColumnType, key: string])[] = [
  ['artist', 'text', 'artist'],
  ['auth', 'text', 'auth'],
  ['first_name', 'text', 'firstName'],
  ['gender', 'text', 'gender'],
  ['item_in_session', 'integer', 'itemInSession'],
  ['last_name', 'text', 'lastName'],
  ['length', 'double', 'length'],
  ['level', 'text', 'level'],
  ['location', 'text', 'location'],
  ['method', 'text', 'method'],
  ['page', 'text', 'page'],
  ['registration', 'double', 'registration'],
  ['session_id', 'bigint', 'sessionId'],
  ['song', 'text', 'song'],
  ['status', 'integer', 'status'],
  ['ts', 'bigint', 'ts'],
  ['user_agent', 'text', 'userAgent'],
  ['user_id', 'bigint', 'userId'],
];

const songColumns: readonly (readonly [name: string, type: ColumnType])[] = [
  ['num_songs', 'integer'],
  ['artist_id', 'text'],
  ['artist_latitude', 'double'],
  ['artist_longitude', 'double'],
  ['artist_location', 'text'],
  ['artist_name', 'text'],
  ['song_id', 'text'],
  ['title', 'text'],
  ['duration', 'double'],
  ['year', 'integer'],
];

/** `staging_events`, fed by the given paths (one a column, see `jsonpaths.ts`) or by the usual keys of the logs. */
export function stagingEvents(paths?: readonly Path[], ignoresCase = false): StagingTable {
  return {
    dataSet: 'logs',
    name: 'staging_events',
    ...(ignoresCase && { ignoresCase }),
    columns: eventColumns.map(([name, type, key], index) => ({ name, type, path: paths?.[index] ?? [key] })),
    required: ['page', 'ts', 'session_id', 'item_in_session'],
  };
}

/** `staging_songs`, fed by the given paths or by the keys that its columns are named for. */
export function stagingSongs(paths?: readonly Path[], ignoresCase = false): StagingTable {
  return {
    dataSet: 'songs',
    name: 'staging_songs',
    ...(ignoresCase && { ignoresCase }),
    columns: songColumns.map(([name, type], index) => ({ name, type, path: paths?.[index] ?? [name] })),
    required: ['song_id', 'title', 'artist_id', 'artist_name', 'duration'],
  };
}
