import { by, type Cells, listeners, type Names, ranked, sessionOf } from './answer-parts.ts';
import { compareText } from './order.ts';
import type { SongplayRow } from './rows.ts';

/** The answers to the questions about one listener, session, song, artist or place, by plain loops over the plays. */
export function answersAbout(
  plays: readonly SongplayRow[],
  names: Names,
  first: (count: number, rows: readonly Cells[]) => readonly Cells[],
): Readonly<Record<string, readonly Cells[]>> {
  const { titleOf, artistOf } = names;
  const user = ({ user_id }: SongplayRow) => Number(user_id);
  const count = (of: readonly SongplayRow[], keyOf: (play: SongplayRow) => unknown) =>
    new Set(of.map(keyOf).filter((key) => key !== null)).size;
  const groups = <Key>(of: readonly SongplayRow[], keyOf: (play: SongplayRow) => Key) =>
    ranked(of, keyOf).map(({ key, plays: own }) => {
      const times = own.map(({ start_time }) => start_time).sort();
      const [play] = own as [SongplayRow];
      return { key, own, play, start: times[0], end: times.at(-1) };
    });
  return {
    listener: first(
      10,
      groups(plays, user)
        .map(
          ({ key, own, start, end }) =>
            [
              key,
              names.user(key),
              names.gender(key),
              names.level(key),
              own.length,
              count(own, sessionOf),
              start,
              end,
            ] as Cells,
        )
        .sort(by([4, -1], [0, 1])),
    ),
    sessions: first(
      20,
      groups(plays, sessionOf)
        .map(({ own, play, start, end }) => {
          const places = own.flatMap(({ location }) => location ?? []).sort(compareText);
          const row = [start, end, names.user(user(play)), user(play), Number(play.session_id), own.length];
          return [...row, places.at(-1) ?? null] as Cells;
        })
        .sort(by([1, -1], [3, 1], [4, 1])),
    ),
    session: first(
      100,
      inOrder(plays).map((play) => [
        play.start_time,
        titleOf(play),
        artistOf(play),
        play.level,
        play.location,
        user(play),
        Number(play.session_id),
        play.song_id !== null,
        play.songplay_id,
      ]),
    ),
    'level-history': first(
      50,
      groups(plays, user)
        .sort((a, b) => a.key - b.key)
        .flatMap(({ key, own }) => stretches(inOrder(own)).map((of) => [key, ...of] as Cells)),
    ),
    song: first(
      10,
      groups(
        plays.filter((play) => play.song_id !== null || play.song !== null),
        (play) => play.song_id ?? `|${play.song}|${play.artist ?? ''}`,
      )
        .map(({ own, play, start, end }) => {
          const row = [titleOf(play), artistOf(play) ?? '', names.song(play)?.year ?? null, own.length];
          return [...row, listeners(own), start, end, play.song_id !== null, play.song_id ?? ''];
        })
        .sort(by([3, -1], [0, 1], [1, 1], [8, 1]))
        .map((row) => row.slice(0, 8) as Cells),
    ),
    artist: first(
      10,
      groups(
        plays.filter((play) => artistOf(play) !== null),
        artistOf,
      )
        .map(
          ({ key, own, start, end }) =>
            [
              key,
              own.length,
              listeners(own),
              count(own, ({ song }) => song),
              start,
              end,
              count(own, ({ artist_id }) => artist_id) > 0,
            ] as Cells,
        )
        .sort(by([1, -1], [0, 1])),
    ),
    place: first(
      10,
      groups(
        plays.filter(({ location }) => location !== null),
        ({ location }) => location,
      )
        .map(
          ({ key, own, start, end }) =>
            [key, own.length, listeners(own), count(own, sessionOf), start, end] as Cells,
        )
        .sort(by([1, -1], [0, 1])),
    ),
  };
}

function inOrder(plays: readonly SongplayRow[]): readonly SongplayRow[] {
  return [...plays].sort(
    (a, b) =>
      compareText(a.start_time, b.start_time) ||
      Number(a.user_id) - Number(b.user_id) ||
      Number(a.session_id) - Number(b.session_id) ||
      Number(a.item_in_session) - Number(b.item_in_session),
  );
}

/** Level, first play, last play and plays of each stretch on one level. */
function stretches(plays: readonly SongplayRow[]): Cells[] {
  const found: SongplayRow[][] = [];
  for (const play of plays) {
    const last = found.at(-1);
    if (last !== undefined && last[0]?.level === play.level) last.push(play);
    else found.push([play]);
  }
  return found.map((of) => [of[0]?.level, of[0]?.start_time, of.at(-1)?.start_time, of.length]);
}
