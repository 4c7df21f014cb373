import { UsageError } from '../errors.ts';
import type { DataSet } from '../formats/columns.ts';
import { isS3Location } from '../s3/location.ts';
import type { S3Settings } from '../s3/settings.ts';
import { allValues } from '../settings/resolved.ts';
import type { ResolvedSettings } from '../settings/table.ts';
import { openSources, type Reach, readJsonPaths, type SourceLocations } from '../sources/open.ts';
import { type Finding, finding, ok, skipped } from './finding.ts';

/** Whether `etl` would find data on this machine: each location is opened as `etl` opens it, up to its first file. */
export async function* testLocal(given: ResolvedSettings, s3: S3Settings): AsyncGenerator<Finding> {
  for (const locations of localLocations(given))
    yield await finding('data', () => testFirstFile({ ...locations, s3 }), asError);
  const { logJsonpath, songJsonpath } = given;
  for (const [dataSet, file] of [
    ['logs', logJsonpath?.value],
    ['songs', songJsonpath?.value],
  ] as const) {
    if (file === undefined || isS3Location(file)) continue;
    const named = { location: file, dataSet, isNamed: true };
    yield await finding('JSONPaths', () => testJsonPaths(named, { s3 }), asError);
  }
}

/** Whether `etl` will take a JSONPaths file; one that nobody named need not be there. */
export async function testJsonPaths(
  {
    location,
    dataSet,
    isNamed,
  }: { readonly location: string; readonly dataSet: DataSet; readonly isNamed: boolean },
  reach: Reach,
): Promise<Finding> {
  try {
    const { paths } = (await readJsonPaths(dataSet, location, reach)) ?? {};
    const what = paths === undefined ? ': keys are matched by name' : ` names ${paths.length} columns`;
    return ok('JSONPaths', `${location}${what}`);
  } catch (error) {
    if (isNamed || !(error instanceof UsageError && error.code === 'SPK-202')) throw error;
    return skipped('JSONPaths', `there is no ${location}, and none is needed`);
  }
}

async function testFirstFile(locations: SourceLocations): Promise<Finding> {
  await using sources = await openSources(locations);
  for (const dataSet of ['songs', 'logs'] as const) {
    for await (const _ of sources[dataSet]?.list() ?? []) break;
  }
  return ok('data', `${locations.data ?? locations.songs ?? locations.logs} is there`);
}

const asError = (error: unknown) => error as Error;

function localLocations({ data, logs, songs }: ResolvedSettings): readonly SourceLocations[] {
  const isLocal = (location: string) => !isS3Location(location);
  const isUsed = logs === undefined || songs === undefined;
  return [
    ...allValues(isUsed ? data : undefined)
      .filter(isLocal)
      .map((location) => ({ data: location })),
    ...allValues(songs)
      .filter(isLocal)
      .map((location) => ({ songs: location })),
    ...allValues(logs)
      .filter(isLocal)
      .map((location) => ({ logs: location })),
  ];
}
