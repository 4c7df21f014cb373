import { compareFlags, compareNumbers, compareText, groupBy, least } from './order.ts';
import type { SongRow, StagedSong } from './rows.ts';

/** One row for each song_id, from the record least in (year unknown last, title, duration, artist_id). */
export function songsOf(records: readonly StagedSong[]): readonly SongRow[] {
  const rows: SongRow[] = [];
  for (const group of groupBy(records, (record) => record.song_id).values()) {
    const record = least(group, compareRecords);
    if (record === undefined) continue;
    const { song_id, title, artist_id, duration } = record;
    rows.push({ song_id, title, artist_id, year: knownYear(record), duration });
  }
  return rows;
}

function compareRecords(a: StagedSong, b: StagedSong): number {
  return (
    compareFlags(knownYear(a) === null, knownYear(b) === null) ||
    compareNumbers(knownYear(a), knownYear(b)) ||
    compareText(a.title, b.title) ||
    compareNumbers(a.duration, b.duration) ||
    compareText(a.artist_id, b.artist_id)
  );
}

/** The source writes 0 where it does not know the year. */
function knownYear(record: StagedSong): number | null {
  return record.year === 0 ? null : record.year;
}
