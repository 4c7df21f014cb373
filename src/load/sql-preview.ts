import { type StagingTable, stagingEvents, stagingSongs } from '../formats/columns.ts';
import { readKeysByName } from '../formats/jsonpaths.ts';
import { folderPrefix, isS3Location } from '../s3/location.ts';
import { hasDataEnding } from '../sources/data-file.ts';
import { dataFolders } from '../sources/data-folder.ts';
import { dataSetFiles } from '../sources/data-set.ts';
import { type OpenSources, type SettledLocations, settleLocations } from '../sources/open.ts';
import { below } from '../sources/open-source.ts';
import { literalPrefix } from '../sources/path-pattern.ts';
import type { DataSet, Source } from '../sources/source.ts';
import { connectPreview } from '../warehouse/connect.ts';
import { loadInto } from './etl.ts';
import type { EtlOptions } from './etl-options.ts';
import { listFiles } from './list.ts';
import { skippedNames } from './skipped-names.ts';
import { startStopwatch } from './stopwatch.ts';

/**
 * Runs a first run that loads one log file and one song file, and contacts nothing: no warehouse, no source. Each statement is
 * handed to `onStatement` as the run sends it.
 *
 * @throws {UsageError} if what is configured would not let the run go on
 */
export async function previewSql(options: EtlOptions): Promise<void> {
  await using warehouse = await connectPreview(options.warehouse, options);
  const locations = settleLocations(options);
  const sources = {
    logs: dataSetFiles('logs', exampleSources('logs', locations)),
    songs: dataSetFiles('songs', exampleSources('songs', locations)),
    jsonPaths: jsonPathsOf(locations),
    ...disposable,
  };
  await loadInto(warehouse, {
    options,
    sources,
    found: options.rebuildStar ? [] : await listFiles(sources),
    skipped: skippedNames([]),
    stopwatch: startStopwatch(),
  });
}

const disposable = { async [Symbol.asyncDispose]() {} };

const example = {
  logs: '{"page":"NextSong","ts":1541106106796,"userId":"1","sessionId":1,"itemInSession":0}\n',
  songs: '{"song_id":"S","title":"T","artist_id":"A","artist_name":"N","duration":1}\n',
};

/** A source for each location, as it would be if a folder is one. */
function exampleSources(dataSet: DataSet, { data, s3, ...named }: SettledLocations): readonly Source[] {
  const locations = named[dataSet] ?? [below(data ?? '.', dataFolders[dataSet])];
  return locations.map((location) => exampleSource(dataSet, location, s3));
}

function exampleSource(dataSet: DataSet, location: string, s3: SettledLocations['s3']): Source {
  const isFolder = !hasDataEnding(location) && literalPrefix(location) === location;
  const bytes = Buffer.from(example[dataSet]);
  return {
    location,
    ...(isFolder && { prefix: folderPrefix(location) }),
    ...(s3?.region !== undefined && { region: s3.region }),
    covers: () => false,
    async *list() {
      yield {
        location: `${literalPrefix(location)}/new-${dataSet}.json`,
        size: bytes.length,
        version: '1',
        content: dataSet,
      };
    },
    async *read() {
      yield bytes;
    },
    ...disposable,
  };
}

/** Where the JSONPaths files are, as far as COPY can have them; whether they exist is not asked, and so not what is in them. */
function jsonPathsOf({ data, logJsonpath, songJsonpath }: SettledLocations): OpenSources['jsonPaths'] {
  const implied = data !== undefined && isS3Location(data) ? below(data, 'log_json_path.json') : undefined;
  const asFile = (location: string | undefined) =>
    location !== undefined && readKeysByName(location) === undefined ? location : undefined;
  const logs = logJsonpath === undefined ? implied : asFile(logJsonpath);
  const songs = asFile(songJsonpath);
  const pathsOf = ({ columns }: StagingTable) => columns.map(({ path }) => path);
  return {
    ...(logs !== undefined && { logs: { named: logs, location: logs, paths: pathsOf(stagingEvents()) } }),
    ...(songs !== undefined && { songs: { named: songs, location: songs, paths: pathsOf(stagingSongs()) } }),
  };
}
