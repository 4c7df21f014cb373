import { loadReference, type ReferenceTables } from './reference.ts';
import type { DataSet, ReferenceFile } from './rows.ts';

/** A good log event as the source writes it, but for some members. */
export function event(members: Readonly<Record<string, unknown>> = {}): string {
  const usual = {
    artist: 'Kid Cudi',
    auth: 'Logged In',
    firstName: 'Ana',
    gender: 'F',
    itemInSession: 0,
    lastName: 'Bell',
    length: 200,
    level: 'free',
    location: 'Paris',
    method: 'PUT',
    page: 'NextSong',
    registration: 1540919166796,
    sessionId: 5,
    song: 'Up',
    status: 200,
    ts: 1541106106796,
    userAgent: 'Opera',
    userId: '7',
  };
  return JSON.stringify({ ...usual, ...members });
}

/** So many log events of one session, one after another. */
export function events(
  count: number,
  membersOf: (item: number) => Readonly<Record<string, unknown>> = () => ({}),
): readonly string[] {
  return Array.from({ length: count }, (_, item) => event({ itemInSession: item, ...membersOf(item) }));
}

/** A good song record as the source writes it, but for some members. */
export function song(members: Readonly<Record<string, unknown>> = {}): string {
  const usual = {
    num_songs: 1,
    artist_id: 'A1',
    artist_latitude: null,
    artist_longitude: null,
    artist_location: '',
    artist_name: 'Kid Cudi',
    song_id: 'S1',
    title: 'Up',
    duration: 200,
    year: 0,
  };
  return JSON.stringify({ ...usual, ...members });
}

/** One file whose lines these are. */
export function file(
  dataSet: DataSet,
  lines: readonly string[],
  location = `${dataSet}.json`,
): ReferenceFile {
  return { location, dataSet, bytes: Buffer.from(lines.join('\n')) };
}

/** What the lines of a log file and of a song file come to. */
export function load(events: readonly string[], songs: readonly string[] = []): ReferenceTables {
  return loadReference([file('logs', events), file('songs', songs)]);
}
