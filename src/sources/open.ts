import { existsSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { type DataSet, type Path, stagingTable } from '../formats/columns.ts';
import { parseJsonPaths, readKeysByName } from '../formats/jsonpaths.ts';
import { isS3Location } from '../s3/location.ts';
import type { S3Settings } from '../s3/settings.ts';
import { withS3Scheme } from '../s3-scheme.ts';
import { openDataFolder } from './data-folder.ts';
import { type DataSetFiles, dataSetFiles } from './data-set.ts';
import { below, openSource } from './open-source.ts';
import type { Source } from './source.ts';
import { refuseAddress } from './web-address.ts';

/** One location or several: each a folder, a file, a pattern of files, or a prefix of a bucket. */
export type Locations = string | readonly string[];

/** Where the data is; `logs`, `songs` and `logJsonpath` override what `data` implies. */
export interface SourceLocations {
  /** A folder, or a prefix of a bucket, that holds `log_data/` and `song_data/`. */
  readonly data?: string | undefined;
  /** The log data. */
  readonly logs?: Locations | undefined;
  /** The song data. */
  readonly songs?: Locations | undefined;
  /**
   * A JSONPaths file, whose paths feed the columns of `staging_events` in order; or `auto` or `auto ignorecase`, as COPY has
   * them: keys feed columns by their names.
   */
  readonly logJsonpath?: string | undefined;
  /** The same for `staging_songs`. */
  readonly songJsonpath?: string | undefined;
  /** How to reach S3, for locations there. */
  readonly s3?: S3Settings | undefined;
}

/** A signal ends the reading of JSONPaths files. */
type Stoppable = SourceLocations & { readonly signal?: AbortSignal | undefined };

/** How a file is reached, and what ends the reading. */
/** How locations are reached. */
export type Reach = Pick<Stoppable, 's3' | 'signal'>;

/** How keys of records feed columns: by a JSONPaths file that was read, or by name. */
export interface JsonPathsFile {
  /** What was named: a location, or `auto` or `auto ignorecase`. */
  readonly named: string;
  readonly location?: string;
  readonly paths?: readonly Path[];
  /** Whether keys are compared without regard to case. */
  readonly ignoresCase?: boolean;
}

export interface OpenSources extends AsyncDisposable {
  readonly logs?: DataSetFiles;
  readonly songs?: DataSetFiles;
  readonly jsonPaths: Readonly<Partial<Record<DataSet, JsonPathsFile>>>;
}

/** The sources of a run that reads none. */
export const noSources: OpenSources = { jsonPaths: {}, async [Symbol.asyncDispose]() {} };

/**
 * Opens what the locations name. Of a `data` location one of `log_data/` and `song_data/` may be missing, not both.
 *
 * @throws {UsageError} if there is nothing to load, or a named location is missing
 */
export async function openSources(named: Stoppable): Promise<OpenSources> {
  const locations = settleLocations(named);
  const { data, logs, songs, s3 } = locations;
  if (data === undefined && logs === undefined && songs === undefined) throw nothingNamed();
  const implied = (['logs', 'songs'] as const).filter((dataSet) => locations[dataSet] === undefined);
  const opened = {
    ...(data !== undefined && implied.length > 0 && (await openDataFolder(data, implied, s3))),
    ...(logs !== undefined && { logs: await openNamed('logs', logs, s3) }),
    ...(songs !== undefined && { songs: await openNamed('songs', songs, s3) }),
  };
  return {
    ...opened,
    jsonPaths: await readAllJsonPaths({ ...locations, signal: named.signal }),
    async [Symbol.asyncDispose]() {
      for (const files of Object.values(opened)) await files[Symbol.asyncDispose]();
    },
  };
}

/** Locations as the program knows them: each data set a list, S3 by its one scheme, and nothing that is no location. */
export interface SettledLocations extends SourceLocations {
  readonly logs?: readonly string[] | undefined;
  readonly songs?: readonly string[] | undefined;
}

/** @throws {UsageError} for an address that is no location */
export function settleLocations(named: SourceLocations): SettledLocations {
  const settle = (location: string): string => {
    refuseAddress(location, named.s3?.endpoint);
    return withS3Scheme(location);
  };
  const settleOne = (location: string | undefined) => (location === undefined ? undefined : settle(location));
  const settleAll = (locations: Locations | undefined) => {
    const all = [locations ?? []].flat();
    return all.length === 0 ? undefined : all.map(settle);
  };
  return {
    ...named,
    data: settleOne(named.data),
    logs: settleAll(named.logs),
    songs: settleAll(named.songs),
    logJsonpath: settleOne(named.logJsonpath),
    songJsonpath: settleOne(named.songJsonpath),
  };
}

async function openNamed(
  dataSet: DataSet,
  locations: readonly string[],
  s3: S3Settings | undefined,
): Promise<DataSetFiles> {
  const sources: Source[] = [];
  for (const location of locations) sources.push(await openSource(location, s3));
  return dataSetFiles(dataSet, sources);
}

function nothingNamed(): UsageError {
  return new UsageError('SPK-201', 'No data location was given.', {
    hints: [
      '--data LOCATION names a folder or s3://bucket/prefix that holds log_data/ and song_data/; --logs and --songs name each one separately.',
    ],
  });
}

async function readAllJsonPaths(locations: SettledLocations & Stoppable): Promise<OpenSources['jsonPaths']> {
  const { data, logJsonpath, songJsonpath } = locations;
  const implied = data === undefined ? undefined : below(data, 'log_json_path.json');
  const mayExist = implied !== undefined && (isS3Location(implied) || existsSync(implied));
  const logs =
    logJsonpath === undefined && mayExist
      ? await readIfThere('logs', implied, locations)
      : await readJsonPaths('logs', logJsonpath, locations);
  const songs = await readJsonPaths('songs', songJsonpath, locations);
  return { ...(logs && { logs }), ...(songs && { songs }) };
}

/**
 * Reads a JSONPaths file that was named.
 *
 * @throws {UsageError} if it does not exist, or does not fit the staging table
 */
export async function readJsonPaths(
  dataSet: DataSet,
  location: string | undefined,
  reach: Reach,
): Promise<JsonPathsFile | undefined> {
  if (location === undefined) return undefined;
  const byName = readKeysByName(location);
  if (byName !== undefined) return { ...byName, named: location };
  const flag = dataSet === 'logs' ? '--log-jsonpath' : '--song-jsonpath';
  const hints = [`Check what ${flag} names.`];
  const missing = (cause?: unknown) =>
    new UsageError('SPK-202', `${location} does not exist.`, { cause, hints });
  try {
    const read = await readIfThere(dataSet, location, reach);
    if (read !== undefined) return read;
  } catch (error) {
    throw error instanceof UsageError && error.code === 'SPK-202' ? missing(error) : error;
  }
  if (isS3Location(location) || !existsSync(location)) throw missing();
  throw new UsageError('SPK-214', `${location} is not a JSONPaths file: it is a folder.`, { hints });
}

async function readIfThere(
  dataSet: DataSet,
  location: string,
  reach: Reach,
): Promise<JsonPathsFile | undefined> {
  const text = await readText(location, reach);
  return text === undefined
    ? undefined
    : { named: location, location, paths: parseJsonPaths(text, location, stagingTable(dataSet)) };
}

/** The text of one file; undefined if there is none. */
async function readText(location: string, { s3, signal }: Reach): Promise<string | undefined> {
  await using source = await openSource(location, s3);
  for await (const file of source.list(signal)) {
    if (source.kind !== 'file') return undefined;
    const chunks: Uint8Array[] = [];
    for await (const chunk of source.read(file, signal)) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  }
  return undefined;
}
