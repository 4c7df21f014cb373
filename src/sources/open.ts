import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import type { Path } from '../records/columns.ts';
import { parseJsonPaths } from '../records/jsonpaths.ts';
import { openLocalSource } from './local.ts';
import { openError } from './local-errors.ts';
import type { Source } from './source.ts';

/** Where the data is, as the user says it; `logs`, `songs` and `logJsonpath` override what `data` implies. */
export interface SourceLocations {
  readonly data?: string | undefined;
  readonly logs?: string | undefined;
  readonly songs?: string | undefined;
  readonly logJsonpath?: string | undefined;
}

export interface OpenSources {
  readonly logs?: Source;
  readonly songs?: Source;
  /** The paths of the JSONPaths file, if there is one. */
  readonly jsonPaths?: readonly Path[];
}

/**
 * Opens what the locations name. Of a `data` folder one of `log_data/` and `song_data/` may be missing, not both.
 *
 * @throws {UsageError} if there is nothing to load, or a named place is missing
 */
export function openSources({ data, logs, songs, logJsonpath }: SourceLocations): OpenSources {
  if (data !== undefined) openLocalSource(data); // a missing folder is told by its own name
  const logsAt = logs ?? below(data, 'log_data');
  const songsAt = songs ?? below(data, 'song_data');
  if (logsAt === undefined && songsAt === undefined) {
    throw new UsageError(
      data === undefined ? 'No data was named.' : `${data} holds neither log_data/ nor song_data/.`,
      {
        hints: [
          '--data FOLDER names a folder that holds log_data/ and song_data/; --logs and --songs name each one apart.',
        ],
      },
    );
  }
  const jsonPathsAt = logJsonpath ?? below(data, 'log_json_path.json');
  return {
    ...(logsAt !== undefined && { logs: openLocalSource(logsAt) }),
    ...(songsAt !== undefined && { songs: openLocalSource(songsAt) }),
    ...(jsonPathsAt !== undefined && { jsonPaths: readJsonPaths(jsonPathsAt) }),
  };
}

function below(data: string | undefined, name: string): string | undefined {
  if (data === undefined) return undefined;
  const path = join(data, name);
  return existsSync(path) ? path : undefined;
}

function readJsonPaths(file: string): readonly Path[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw openError(cause, file, 'Nothing was published.');
  }
  return parseJsonPaths(text, file);
}
