import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import type { Path } from '../formats/columns.ts';
import { parseJsonPaths } from '../formats/jsonpaths.ts';
import { openLocalSource } from './local.ts';
import { isS3Location } from './s3-location.ts';
import type { S3Settings } from './s3-settings.ts';
import type { Source } from './source.ts';

/** Where the data is, as the user says it; `logs`, `songs` and `logJsonpath` override what `data` implies. */
export interface SourceLocations {
  readonly data?: string | undefined;
  readonly logs?: string | undefined;
  readonly songs?: string | undefined;
  readonly logJsonpath?: string | undefined;
  /** How to reach S3, for locations there. */
  readonly s3?: S3Settings | undefined;
}

/** A signal ends the reading of the JSONPaths file. */
type Stoppable = SourceLocations & { readonly signal?: AbortSignal | undefined };

export interface OpenSources extends AsyncDisposable {
  readonly logs?: Source;
  readonly songs?: Source;
  /** The paths of the JSONPaths file, if there is one. */
  readonly jsonPaths?: readonly Path[];
  /** Where that file is. */
  readonly jsonPathsLocation?: string;
}

/** Of a run that reads no source. */
export const noSources: OpenSources = { async [Symbol.asyncDispose]() {} };

/**
 * Opens what the locations name: folders, or prefixes of a bucket. Of a `data` location one of `log_data/` and
 * `song_data/` may be missing, not both.
 *
 * @throws {UsageError} if there is nothing to load, or a named place is missing
 */
export async function openSources(locations: Stoppable): Promise<OpenSources> {
  const { data, s3 } = locations;
  if (data !== undefined && !isS3Location(data)) openLocalSource(data); // a missing folder is told by its own name
  const logs = locations.logs ?? below(data, 'log_data');
  const songs = locations.songs ?? below(data, 'song_data');
  if (logs === undefined && songs === undefined) throw nothingNamed(data);
  const jsonPaths = await readJsonPaths(locations);
  const opened = {
    ...(logs !== undefined && { logs: await openSource(logs, s3) }),
    ...(songs !== undefined && { songs: await openSource(songs, s3) }),
  };
  return {
    ...opened,
    ...jsonPaths,
    async [Symbol.asyncDispose]() {
      for (const source of Object.values(opened)) await source[Symbol.asyncDispose]();
    },
  };
}

function nothingNamed(data: string | undefined): UsageError {
  return new UsageError(
    data === undefined ? 'No data was named.' : `${data} holds neither log_data/ nor song_data/.`,
    {
      hints: [
        '--data LOCATION names a folder or s3://bucket/prefix that holds log_data/ and song_data/; --logs and --songs name each one apart.',
      ],
    },
  );
}

/** A part of the data location; in a bucket only a listing would tell whether it is there. */
function below(data: string | undefined, name: string): string | undefined {
  if (data === undefined) return undefined;
  if (isS3Location(data)) return `${data.replace(/\/$/, '')}/${name}`;
  const path = join(data, name);
  return existsSync(path) ? path : undefined;
}

/** Opens one location: a folder, a file, or a prefix of a bucket. */
export async function openSource(location: string, s3: S3Settings | undefined): Promise<Source> {
  if (!isS3Location(location)) return openLocalSource(location);
  const { openS3Source } = await import('./s3.ts');
  return await openS3Source(location, s3 ?? { signRequests: true, requesterPays: false });
}

async function readJsonPaths({
  data,
  logJsonpath,
  s3,
  signal,
}: Stoppable): Promise<Pick<OpenSources, 'jsonPaths' | 'jsonPathsLocation'>> {
  const location = logJsonpath ?? below(data, 'log_json_path.json');
  if (location === undefined) return {};
  await using source = await openSource(location, s3);
  for await (const file of source.list(signal)) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of source.read(file, signal)) chunks.push(chunk);
    const jsonPaths = parseJsonPaths(Buffer.concat(chunks).toString('utf8'), location);
    return { jsonPaths, jsonPathsLocation: location };
  }
  if (logJsonpath === undefined) return {};
  throw new UsageError(`${location} does not exist.`, { hints: ['Check what --log-jsonpath names.'] });
}
