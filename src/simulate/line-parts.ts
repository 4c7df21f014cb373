import { metroAreas } from './metro-areas.ts';
import type { Model, State } from './model.ts';
import { lastNames, userAgents } from './people.ts';
import { firstNames } from './users.ts';

/**
 * The pieces of which the lines of a log are put together, each once as JSON and as UTF-8. They are kept as strings of
 * one character a byte, so that joining and writing them is copying. The keys come in the order of the real logs.
 */
export interface LineParts {
  readonly states: readonly StateParts[];
  /** Last name, up to the length. */
  readonly lastNames: readonly string[];
  /** User agent, up to the digits of the user's id. */
  readonly userAgents: readonly string[];
  readonly songs: SongParts;
}

export interface StateParts {
  readonly playsSong: boolean;
  readonly showsUser: boolean;
  /** From the artist up to the item in session, by first name; of a user who is not shown there is but one. */
  readonly heads: readonly string[];
  /** From the length up to the registration, by metro area; of a user who is not shown up to the session. */
  readonly middles: readonly string[];
  /** From the song up to the time. */
  readonly beforeTime: string;
}

export interface SongParts {
  readonly artists: readonly string[];
  readonly titles: readonly string[];
  readonly lengths: readonly string[];
}

/** What the log says of the songs that are played, by number. */
export interface PlayedSongs {
  readonly artists: readonly string[];
  readonly titles: readonly string[];
  /** Seconds. */
  readonly lengths: readonly number[];
}

export interface LineOptions {
  readonly tag: string | null;
  readonly mojibake: boolean;
}

export function lineParts(model: Model, songs: PlayedSongs, { tag, mojibake }: LineOptions): LineParts {
  const json = (text: string): string => bytesOf(JSON.stringify(mojibake ? mangle(text) : text));
  return {
    states: model.states.map((state) => stateParts(state, tag, json)),
    lastNames: lastNames.map((name) => flat(`,"lastName":${json(name)},"length":`)),
    userAgents: userAgents.map(({ name }) => flat(`,"userAgent":${json(name)},"userId":"`)),
    songs: {
      artists: songs.artists.map((artist) => flat(`{"artist":${json(artist)}`)),
      titles: songs.titles.map((title) => flat(`,"song":${json(title)}`)),
      lengths: songs.lengths.map(String),
    },
  };
}

function stateParts(state: State, tag: string | null, json: (text: string) => string): StateParts {
  const { playsSong, showsUser } = state;
  const auth = `${playsSong ? '' : '{"artist":null'},"auth":${json(state.auth)}`;
  const level = `${playsSong ? '' : 'null'},"level":${json(state.level)}`;
  const page = `"method":${json(state.method)},"page":${json(state.page)}`;
  const tagPart = tag === null ? '' : `,"tag":${json(tag)}`;
  const beforeTime = flat(`${playsSong ? '' : ',"song":null'},"status":${state.status}${tagPart},"ts":`);
  if (!showsUser) {
    const heads = [flat(`${auth},"firstName":null,"gender":null,"itemInSession":`)];
    const middles = [flat(`${level},"location":null,${page},"registration":null,"sessionId":`)];
    return { playsSong, showsUser, heads, middles, beforeTime };
  }
  const heads = firstNames.map(({ name, gender }) =>
    flat(`${auth},"firstName":${json(name)},"gender":"${gender}","itemInSession":`),
  );
  const middles = metroAreas.map(({ name }) =>
    flat(`${level},"location":${json(name)},${page},"registration":`),
  );
  return { playsSong, showsUser, heads, middles, beforeTime };
}

/** The same text in one piece: V8 keeps a text that was joined as a tree, and walks it whenever it is copied. */
function flat(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

/** The bytes of a text in UTF-8, as a string of one character a byte. */
export function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** What the logs of November 2018 make of a text that is not ASCII: UTF-8 read as Latin-1, twice ("ö" is "Ã\u0083Â¶"). */
export function mangle(text: string): string {
  return bytesOf(bytesOf(text));
}
