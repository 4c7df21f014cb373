import { compareAll, compareFlags, compareNumbers, compareText, groupBy, least } from './order.ts';
import type { ArtistRow, StagedSong } from './rows.ts';

/** One row for each artist_id. The name may come from another record than the place does. */
export function artistsOf(records: readonly StagedSong[]): readonly ArtistRow[] {
  const rows: ArtistRow[] = [];
  for (const [artist_id, group] of groupBy(records, (record) => record.artist_id)) {
    const name = nameOf(group);
    const place = least(group, comparePlaces);
    if (name === undefined || place === undefined) continue;
    rows.push({
      artist_id,
      name,
      location: knownLocation(place),
      latitude: place.artist_latitude,
      longitude: place.artist_longitude,
    });
  }
  return rows;
}

/** The name on most of the artist's song_ids; of equals the one with the fewest code points, then the least. */
function nameOf(group: readonly StagedSong[]): string | undefined {
  const counted = [...groupBy(group, (record) => record.artist_name)].map(([name, records]) => ({
    name,
    songs: new Set(records.map((record) => record.song_id)).size,
    characters: [...name].length,
  }));
  const first = least(
    counted,
    (a, b) =>
      compareNumbers(b.songs, a.songs) ||
      compareNumbers(a.characters, b.characters) ||
      compareText(a.name, b.name),
  );
  return first?.name;
}

/** With a location first, then with a latitude, then the least song_id, then the least place. */
function comparePlaces(a: StagedSong, b: StagedSong): number {
  return (
    compareFlags(knownLocation(a) === null, knownLocation(b) === null) ||
    compareFlags(a.artist_latitude === null, b.artist_latitude === null) ||
    compareText(a.song_id, b.song_id) ||
    compareAll(placeOf(a), placeOf(b))
  );
}

function placeOf(record: StagedSong): readonly (string | number | null)[] {
  return [knownLocation(record), record.artist_latitude, record.artist_longitude];
}

function knownLocation(record: StagedSong): string | null {
  return record.artist_location === '' ? null : record.artist_location;
}
