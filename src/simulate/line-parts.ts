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
  /** First name and gender, up to the item in session. */
  readonly firstNames: readonly string[];
  /** Last name, up to the length. */
  readonly lastNames: readonly string[];
  readonly metroAreas: readonly string[];
  /** User agent, up to the digits of the user's id. */
  readonly userAgents: readonly string[];
  readonly songs: SongParts;
}

export interface StateParts {
  readonly playsSong: boolean;
  readonly showsUser: boolean;
  readonly beforeFirstName: string;
  readonly beforeLocation: string;
  readonly beforeRegistration: string;
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
    states: model.states.map((state) => stateParts(state, tag)),
    firstNames: firstNames.map(({ name, gender }) => `${json(name)},"gender":"${gender}","itemInSession":`),
    lastNames: lastNames.map((name) => `,"lastName":${json(name)},"length":`),
    metroAreas: metroAreas.map(({ name }) => json(name)),
    userAgents: userAgents.map(({ name }) => `,"userAgent":${json(name)},"userId":"`),
    songs: {
      artists: songs.artists.map((artist) => `{"artist":${json(artist)}`),
      titles: songs.titles.map(json),
      lengths: songs.lengths.map(String),
    },
  };
}

function stateParts(state: State, tag: string | null): StateParts {
  const json = (value: string): string => bytesOf(JSON.stringify(value));
  const { playsSong, showsUser } = state;
  const beforeFirstName = `${playsSong ? '' : '{"artist":null'},"auth":${json(state.auth)},"firstName":`;
  const beforeLocation = `${playsSong ? '' : 'null'},"level":${json(state.level)},"location":`;
  const beforeRegistration = `,"method":${json(state.method)},"page":${json(state.page)},"registration":`;
  const tagPart = tag === null ? '' : `,"tag":${json(tag)}`;
  const beforeTime = `${playsSong ? '' : 'null'},"status":${state.status}${tagPart},"ts":`;
  if (showsUser) {
    return { playsSong, showsUser, beforeFirstName, beforeLocation, beforeRegistration, beforeTime };
  }
  return {
    playsSong,
    showsUser,
    beforeFirstName: `${beforeFirstName}null,"gender":null,"itemInSession":`,
    beforeLocation: `${beforeLocation}null${beforeRegistration}null,"sessionId":`,
    beforeRegistration: '',
    beforeTime,
  };
}

/** The bytes of a text in UTF-8, as a string of one character a byte. */
export function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** What the logs of November 2018 make of a text that is not ASCII: UTF-8 read as Latin-1, twice ("ö" is "Ã\u0083Â¶"). */
export function mangle(text: string): string {
  return bytesOf(bytesOf(text));
}
