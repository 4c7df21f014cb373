import { createHash } from 'node:crypto';
import { startTimeOf } from './calendar.ts';
import { compareAll, compareNumbers, compareText, groupBy, least } from './order.ts';
import type { SongplayRow, StagedEvent, StagedSong } from './rows.ts';

/** A staged event with `page = 'NextSong'`, which is rejected without a user. */
type Play = StagedEvent & { readonly user_id: bigint };

/** One row for each (ts, user_id, session_id, item_in_session) of the plays. */
export function songplaysOf(
  events: readonly StagedEvent[],
  songs: readonly StagedSong[],
): readonly SongplayRow[] {
  const songsByTitleAndArtist = groupBy(songs, (song) => matchKey(song.title, song.artist_name));
  const playsByIdentity = groupBy(playsOf(events), identityOf);
  return [...playsByIdentity].map(([identity, plays]) => {
    const play = leastPlay(plays);
    const song = matchOf(play, songsByTitleAndArtist);
    return {
      songplay_id: createHash('md5').update(identity).digest('hex'),
      start_time: startTimeOf(play.ts),
      user_id: play.user_id,
      level: play.level,
      song_id: song?.song_id ?? null,
      artist_id: song?.artist_id ?? null,
      session_id: play.session_id,
      location: play.location,
      user_agent: play.user_agent,
      item_in_session: play.item_in_session,
      song: play.song,
      artist: play.artist,
      length: play.length,
    };
  });
}

/** The staged events that are plays, duplicates included. */
export function playsOf(events: readonly StagedEvent[]): readonly Play[] {
  return events.filter((event): event is Play => event.page === 'NextSong' && event.user_id !== null);
}

function identityOf(play: Play): string {
  return [play.ts, play.user_id, play.session_id, play.item_in_session].join('|');
}

function leastPlay(plays: readonly Play[]): Play {
  const found = least(plays, (a, b) => compareAll(contentOf(a), contentOf(b)));
  if (found === undefined) throw new Error('a group has a member');
  return found;
}

function contentOf({
  level,
  location,
  user_agent,
  artist,
  song,
  length,
}: Play): readonly (string | number | null)[] {
  return [level, location, user_agent, artist, song, length];
}

/** Nearest in length (halves never exceed a double), then least song_id; of records of one song_id, the least artist_id. */
function matchOf(play: Play, songs: ReadonlyMap<string, readonly StagedSong[]>): StagedSong | undefined {
  const { song: title, artist, length } = play;
  if (title === null || artist === null) return undefined;
  const distance = (song: StagedSong): number =>
    length === null ? 0 : Math.abs(song.duration / 2 - length / 2);
  return least(
    songs.get(matchKey(title, artist)) ?? [],
    (a, b) =>
      compareNumbers(distance(a), distance(b)) ||
      compareText(a.song_id, b.song_id) ||
      compareText(a.artist_id, b.artist_id),
  );
}

/** Exact text, but for trailing blanks. */
function matchKey(title: string, artist: string): string {
  return JSON.stringify([title.replace(/ +$/, ''), artist.replace(/ +$/, '')]);
}
