import { NothingPublishedError } from '../errors.ts';
import type { Locations, SourceLocations } from '../sources/open.ts';
import { openWarehouse, type WarehouseOptions } from '../warehouse/open.ts';
import { queryFile } from '../warehouse/query-file.ts';
import { readSchemaVersion } from '../warehouse/schema-version.ts';
import { manifestFile } from './manifest-file.ts';

/** Where the newest run found its data, as {@link SourceLocations} have it. */
export type LastSource = Pick<SourceLocations, 'data' | 'logs' | 'songs'>;

/**
 * The locations of the newest run that read any, in tables of any version; undefined where none was published, or the warehouse does
 * not exist.
 */
export async function lastSource(
  location: string,
  options: Omit<WarehouseOptions, 'readOnly'>,
): Promise<LastSource | undefined> {
  try {
    await using warehouse = await openWarehouse(location, { ...options, readOnly: true });
    const version = await readSchemaVersion(warehouse);
    if (version === undefined) return undefined;
    const { rows } = await queryFile(warehouse, manifestFile('last-locations', version));
    const { logs_location, songs_location } = rows[0] ?? {};
    return locationsOf(readLocations(logs_location), readLocations(songs_location));
  } catch (error) {
    if (error instanceof NothingPublishedError) return undefined;
    throw error;
  }
}

/** Both folders of one place stand for it: its JSONPaths file belongs to them. */
function locationsOf(logs: Locations | undefined, songs: Locations | undefined): LastSource | undefined {
  if (logs === undefined && songs === undefined) return undefined;
  if (typeof logs === 'string' && typeof songs === 'string') {
    const data = logs.replace(/\/log_data\/?$/, '');
    if (data !== logs && data === songs.replace(/\/song_data\/?$/, '')) return { data };
  }
  return { ...(logs !== undefined && { logs }), ...(songs !== undefined && { songs }) };
}

/** What the column of a data set in `etl.runs` can hold, in bytes. */
const mostBytes = 4096;

/** The locations of a data set as `etl.runs` keeps them: one as it is, several as a JSON array; NULL if they are too long. */
export function writeLocations(locations: Locations | null): string | null {
  const text = typeof locations === 'string' || locations === null ? locations : JSON.stringify(locations);
  return text !== null && Buffer.byteLength(text) > mostBytes ? null : text;
}

function readLocations(value: unknown): Locations | undefined {
  if (typeof value !== 'string') return undefined;
  return /^\[".*"\]$/s.test(value) ? (JSON.parse(value) as readonly string[]) : value;
}
