import { events, song } from '../reference/examples.ts';
import type { ReferenceFile } from '../reference/rows.ts';
import { dataFile, lines } from '../source-folder.ts';

/** Some plays of a day, in a session of their own; song 1 is played, and one day its record comes. */
function day(number: number, plays: number): ReferenceFile {
  const ts = Date.UTC(2018, 10, number);
  const played = events(plays, (item) => ({
    ...{ ts: ts + item * 1000, sessionId: number, userId: `${item % 9}`, song: `T${item % 4}` },
  }));
  return dataFile('logs', `2018/11/day-${number}.json`, lines(played));
}

const songs = (count: number): ReferenceFile =>
  dataFile(
    'songs',
    'songs.json',
    lines(Array.from({ length: count }, (_, n) => song({ song_id: `S${n}`, title: `T${n}` }))),
  );

/** Before the second run one day changes, one goes, one large and one small come, and a song that re-matches plays. */
export const before = [songs(1), day(1, 50), day(2, 50), day(3, 20)];
export const after = [songs(3), day(1, 50), day(2, 60), day(4, 4000), day(5, 30)];
