import { batchTable, tableNamed } from '../schema/tables.ts';
import type { BatchType } from '../schema/types.ts';

/** Log data or song data: which staging table a file feeds. */
export type DataSet = 'logs' | 'songs';

/** The place of a value in a record: keys of objects and indexes of arrays, from the outside in. */
export type Path = readonly (string | number)[];

/** The page of a log event that is a play. */
export const playPage = 'NextSong';

/** One column of a staging table and the place in the source's record that feeds it. */
export interface StagingColumn {
  readonly name: string;
  readonly type: BatchType;
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

const names = { logs: 'staging_events', songs: 'staging_songs' } as const;

/** The staging table of a data set, fed by the given paths (one a column, see `jsonpaths.ts`) or by the usual keys. */
export function stagingTable(dataSet: DataSet, paths?: readonly Path[], ignoresCase = false): StagingTable {
  const name = names[dataSet];
  const fed = batchTable(name).columns.filter(({ from }) => from !== undefined);
  return {
    dataSet,
    name,
    ...(ignoresCase && { ignoresCase }),
    columns: fed.map(({ name, type, from = '' }, index) => ({ name, type, path: paths?.[index] ?? [from] })),
    required: tableNamed(name).required ?? [],
  };
}

/** `staging_events`, fed by the given paths or by the usual keys of the logs. */
export function stagingEvents(paths?: readonly Path[], ignoresCase?: boolean): StagingTable {
  return stagingTable('logs', paths, ignoresCase);
}

/** `staging_songs`, fed by the given paths or by the keys that its columns are named for. */
export function stagingSongs(paths?: readonly Path[], ignoresCase?: boolean): StagingTable {
  return stagingTable('songs', paths, ignoresCase);
}
