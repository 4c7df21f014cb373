import { compareText, groupBy } from './order.ts';
import type { ReferenceTables } from './reference.ts';
import type { SongplayRow } from './rows.ts';

export type Cells = readonly (string | number | boolean | null | undefined)[];

export type Names = ReturnType<typeof namesOf>;

export function namesOf({ songs, artists, users, songplays }: ReferenceTables) {
  const locations = new Set(songplays.map(({ location }) => location));
  const songById = new Map(songs.map((song) => [song.song_id, song]));
  const artistById = new Map(artists.map(({ artist_id, name }) => [artist_id, name]));
  const userById = new Map(users.map((user) => [Number(user.user_id), user]));
  return {
    song: (play: SongplayRow | undefined) => songById.get(play?.song_id ?? ''),
    artist: (id: string | null | undefined) => artistById.get(id ?? '') ?? null,
    /** What the song data says of a play, or the log where no song matches. */
    titleOf: (play: SongplayRow) => songById.get(play.song_id ?? '')?.title ?? play.song,
    artistOf: (play: SongplayRow) => artistById.get(play.artist_id ?? '') ?? play.artist,
    user: (id: number) => `${userById.get(id)?.first_name ?? ''} ${userById.get(id)?.last_name ?? ''}`,
    level: (id: number) => userById.get(id)?.level ?? null,
    gender: (id: number) => userById.get(id)?.gender ?? null,
    isAt: (location: string | null, asked: string) =>
      locations.has(asked === 'none' ? null : asked)
        ? (location ?? 'none') === asked
        : location?.toLowerCase().includes(asked.toLowerCase()) === true,
  };
}

export const blankless = (text: string | null) => text?.replace(/ +$/, '') ?? null;

export function ranked<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key) {
  return [...groupBy(rows, keyOf)].map(([key, plays]) => ({ key, plays }));
}

/** An order by columns, each up (1) or down (-1); NULL comes last. */
export function by(...columns: readonly (readonly [column: number, direction: 1 | -1])[]) {
  return (a: readonly unknown[], b: readonly unknown[]): number => {
    for (const [column, direction] of columns) {
      const [left, right] = [a[column], b[column]];
      const order =
        typeof left === 'number' && typeof right === 'number'
          ? left - right
          : Number(left === null) - Number(right === null) || compareText(String(left), String(right));
      if (order !== 0) return order * direction;
    }
    return 0;
  };
}

export const listeners = (plays: readonly SongplayRow[]) => new Set(plays.map(({ user_id }) => user_id)).size;
export const sessionOf = ({ user_id, session_id }: SongplayRow) => `${user_id}|${session_id}`;
