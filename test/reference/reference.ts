/**
 * A naive reading of "The rows, exactly": what the tables hold for some files, by plain maps, sorts and loops. It is what
 * the tests hold both engines against, so it shares nothing with the product, and nothing in it is clever.
 *
 * Read as, where the page leaves room:
 * - Types of `staging_songs`: `num_songs, year` INTEGER; `artist_latitude, artist_longitude, duration` DOUBLE PRECISION.
 * - A blank line is white space outside of any record.
 * - Of several faults of a record the first of these is named: `too_long`, `bad_utf8`, a raw NUL, `bad_json`, `not_object`,
 *   `too_deep`, an escaped NUL, `lone_surrogate`, then what does not fit its column, then what is missing, each in the order of the columns. NUL
 *   and lone surrogates count anywhere: in keys, in unknown members, in members that a later duplicate replaces.
 * - A quoted number is `-? digits [. digits] [e exponent]`; leading zeros are taken (`"007"` is 7).
 * - An integer with a fraction and out of range is a `fraction`. A double too small to hold is the nearest, 0.
 * - `""` in a required column of text is a value; in a required column of numbers it is NULL, so missing.
 * - `page = 'NextSong'` is exact: trailing blanks are ignored only where songs are matched. A blank is U+0020.
 * - Keys are compared exactly, once their escapes are read. Unknown keys are those of staged records.
 * - With a JSONPaths file the key of a code is the path's keys joined by dots, and a key is unknown if no path starts so.
 * - NULL counts as `""` or 0 in every order "least in (…)" that does not say otherwise. Where two rows differ only in NULL
 *   against `""` or 0, NULL wins.
 * - A location of blanks only is a location.
 * - Two candidate songs with one song_id and one distance: the least artist_id.
 * - A `ts` exactly 24 hours after the run begins is taken; one that is out of its range is a misfit of its column.
 * - A record of 16 MiB is taken, one of a byte more is not; the object itself is the first of 512 levels.
 * - White space at the end of a line that is rejected counts as between records, as its CR does.
 * - Of an array, a number ends where it could: `1.x` is the value 1, and what follows is rejected to the end of its line.
 * - A raw NUL in a text leaves the object whole; anywhere else it breaks it.
 * - Hidden folders count below the first part of a path. Files that are copies of each other are all loaded.
 */
import { artistsOf } from './artists.ts';
import { parseJsonPaths } from './json-paths.ts';
import { compareText } from './order.ts';
import type {
  DataSet,
  FileCounts,
  ReferenceFile,
  RejectedPiece,
  StagedEvent,
  StagedSong,
  StarRows,
} from './rows.ts';
import { songplaysOf } from './songplays.ts';
import { songsOf } from './songs.ts';
import { eventColumns, keyPaths, songColumns } from './stage.ts';
import { isDataFile, type StagedFile, stageFile } from './stage-file.ts';
import { timeRowsOf } from './time.ts';
import { usersOf } from './users.ts';

export interface ReferenceOptions {
  /** The text of a JSONPaths file for the log data. */
  readonly jsonpaths?: string;
  /** When the run begins, in epoch milliseconds; this moment if it is not given. */
  readonly now?: number;
}

/** Every table, its rows in no particular order (compare them with `canonicalLines`), and the manifest. */
export interface ReferenceTables extends StarRows {
  readonly stagingEvents: readonly StagedEvent[];
  readonly stagingSongs: readonly StagedSong[];
  /** Log files first; in the order of the files given and of their lines. */
  readonly rejected: readonly RejectedPiece[];
  /** One for each data file, log files first; files of other names are skipped. */
  readonly files: readonly FileCounts[];
  /** Sorted by bytes. */
  readonly unknownKeys: Readonly<Record<DataSet, readonly string[]>>;
}

/** What an empty warehouse holds once the files are loaded. Throws an Error for a JSONPaths file that does not fit. */
export function loadReference(
  files: readonly ReferenceFile[],
  { jsonpaths, now = Date.now() }: ReferenceOptions = {},
): ReferenceTables {
  const eventPaths =
    jsonpaths === undefined ? keyPaths(eventColumns) : parseJsonPaths(jsonpaths, eventColumns.length);
  const dataFiles = files.filter(({ location }) => isDataFile(location));
  const logs = dataFiles
    .filter(({ dataSet }) => dataSet === 'logs')
    .map((file) => stageFile(file, eventColumns, eventPaths, now));
  const songs = dataFiles
    .filter(({ dataSet }) => dataSet === 'songs')
    .map((file) => stageFile(file, songColumns, keyPaths(songColumns), now));

  // The columns' types have made the members of each row what these types say.
  const stagingEvents = logs.flatMap(({ rows }) => rows) as unknown as StagedEvent[];
  const stagingSongs = songs.flatMap(({ rows }) => rows) as unknown as StagedSong[];
  return {
    stagingEvents,
    stagingSongs,
    rejected: [...logs, ...songs].flatMap(({ rejected }) => rejected),
    files: [...logs, ...songs].map(({ counts }) => counts),
    unknownKeys: { logs: sortedKeys(logs), songs: sortedKeys(songs) },
    songplays: songplaysOf(stagingEvents, stagingSongs),
    users: usersOf(stagingEvents),
    songs: songsOf(stagingSongs),
    artists: artistsOf(stagingSongs),
    time: timeRowsOf(stagingEvents),
  };
}

function sortedKeys(files: readonly StagedFile[]): readonly string[] {
  return [...new Set(files.flatMap(({ unknownKeys }) => [...unknownKeys]))].sort(compareText);
}
