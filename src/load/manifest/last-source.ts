import { existsSync } from 'node:fs';
import { isAbsolute, join, sep } from 'node:path';
import { readKeysByName } from '../../formats/jsonpaths.ts';
import { isS3Location } from '../../s3/location.ts';
import { tableNamed, textWidths } from '../../schema/tables.ts';
import type { Locations, SourceLocations } from '../../sources/open.ts';
import { below } from '../../sources/open-source.ts';
import { parsePattern } from '../../sources/path-pattern.ts';
import { connectIfThere, type WarehouseOptions } from '../../warehouse/connect.ts';
import { queryFile } from '../../warehouse/query-file.ts';
import { readSchemaVersion } from '../../warehouse/schema-version.ts';
import { manifestFile } from './file-of-version.ts';

/** Where the newest run found its data and its JSONPaths files, as {@link SourceLocations} have it. */
export type LastSource = Omit<SourceLocations, 's3'>;

/**
 * The source of the newest run that read any, in tables of any version; undefined where none was published, or the warehouse does
 * not exist.
 */
export async function lastSource(
  location: string,
  options: Omit<WarehouseOptions, 'readOnly'>,
): Promise<LastSource | undefined> {
  await using warehouse = await connectIfThere(location, options);
  const version = warehouse && (await readSchemaVersion(warehouse));
  if (warehouse === undefined || version === undefined) return undefined;
  const { rows } = await queryFile(warehouse, manifestFile('last-run', version));
  const { logs_location, songs_location, log_jsonpath, song_jsonpath } = rows.at(-1) ?? {};
  const locations = locationsOf(readLocations(logs_location), readLocations(songs_location));
  return locations && { ...locations, ...jsonPathsOf(log_jsonpath, song_jsonpath, locations.data) };
}

/** Two folders that `data` implies are named by it. */
function locationsOf(logs: Locations | undefined, songs: Locations | undefined): LastSource | undefined {
  if (logs === undefined && songs === undefined) return undefined;
  if (typeof logs === 'string' && typeof songs === 'string') {
    const data = logs.replace(/\/log_data\/?$/, '');
    if (data !== logs && data === songs.replace(/\/song_data\/?$/, '')) return { data };
  }
  return { ...(logs !== undefined && { logs }), ...(songs !== undefined && { songs }) };
}

/** The JSONPaths files that were used; one that `data` implies needs no name. */
function jsonPathsOf(logs: unknown, songs: unknown, data: string | undefined): LastSource {
  const isImplied = data !== undefined && logs === below(data, 'log_json_path.json');
  return {
    ...(typeof logs === 'string' && !isImplied && { logJsonpath: logs }),
    ...(typeof songs === 'string' && { songJsonpath: songs }),
  };
}

/**
 * The locations of a data set as `etl.runs` keeps them, so that a run in another folder finds them: one as a text, several as a
 * JSON array; NULL if they are too long.
 */
export function writeLocations(locations: Locations | null): string | null {
  if (locations === null) return null;
  const text =
    typeof locations === 'string' ? fromAnywhere(locations) : JSON.stringify(locations.map(fromAnywhere));
  return Buffer.byteLength(text) > mostBytes() ? null : text;
}

/** What a column of locations holds on every engine. */
function mostBytes(): number {
  return textWidths(tableNamed('etl.runs')).get('logs_location') ?? 0;
}

/** A JSONPaths file as `etl.runs` keeps it; `auto` names no file. */
export function writeJsonPaths(named: string | null): string | null {
  return named !== null && readKeysByName(named) !== undefined ? named : writeLocations(named);
}

/** A pattern stays one: the folder before it is escaped, unless what it names is no pattern. */
function fromAnywhere(location: string): string {
  if (isS3Location(location) || isAbsolute(location)) return location;
  const isPattern = !existsSync(location) && parsePattern(location) !== undefined;
  const folder = isPattern ? process.cwd().replace(/[*?[\]{}()!+@\\]/g, '\\$&') : process.cwd();
  return join(folder, location).replaceAll(sep, '/');
}

function readLocations(value: unknown): Locations | undefined {
  if (typeof value !== 'string') return undefined;
  return /^\[".*"\]$/s.test(value) ? (JSON.parse(value) as readonly string[]) : value;
}
