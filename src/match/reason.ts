import { type Candidate, type Catalogue, mostLike } from './catalogue.ts';
import { comparable, likeness } from './comparable.ts';
import { decodedAgain } from './encoded-twice.ts';

/** Why plays find no song, in the order in which they are asked: the first that holds is the reason. */
export const reasons = {
  'no-text': 'The log event names no song or no artist',
  'encoded-twice': 'The text was encoded twice ("CafÃ©" for "Café")',
  spelling: 'Differs only by case, accents, punctuation or "feat."',
  'not-together': 'Title and artist are both known, but not together',
  'artist-unknown': 'The title is known, the artist is not',
  'title-unknown': 'The artist is known, the title is not',
  'both-unknown': 'Neither the title nor the artist is known',
} as const;

/** Why a play found no song. */
export type Reason = keyof typeof reasons;

/** Why a text finds no song, and the song record that comes nearest. */
export interface Explanation {
  readonly reason: Reason;
  /** The text as it was meant, where it was encoded twice. */
  readonly meant: { readonly song: string; readonly artist: string } | undefined;
  /** Looked for when it is asked for: it takes longer than the reason. */
  readonly nearest: () => Candidate | undefined;
}

/** Explains why a song and artist, as a log event says them, find no song record. */
export function explain(song: string | null, artist: string | null, catalogue: Catalogue): Explanation {
  if (!song?.trim() || !artist?.trim()) {
    return {
      reason: 'no-text',
      meant: undefined,
      nearest: () => catalogue.nearest(comparable(song ?? ''), comparable(artist ?? '')),
    };
  }
  const [songMeant, artistMeant] = [decodedAgain(song), decodedAgain(artist)];
  if (songMeant !== undefined || artistMeant !== undefined) {
    const meant = { song: songMeant ?? song, artist: artistMeant ?? artist };
    return {
      reason: 'encoded-twice',
      meant,
      nearest: explainPlain(meant.song, meant.artist, catalogue).nearest,
    };
  }
  return { ...explainPlain(song, artist, catalogue), meant: undefined };
}

function explainPlain(song: string, artist: string, catalogue: Catalogue): Omit<Explanation, 'meant'> {
  const [title, name] = [comparable(song), comparable(artist)];
  const sameTitle = catalogue.withTitle(title);
  const sameArtist = catalogue.byArtist(name);
  const both = sameTitle.find((candidate) => comparable(candidate.artist_name) === name);
  if (both !== undefined) return { reason: 'spelling', nearest: () => both };
  if (sameTitle.length > 0) {
    return {
      reason: sameArtist.length > 0 ? 'not-together' : 'artist-unknown',
      nearest: () => mostLike(sameTitle, ({ artist_name }) => likeness(name, comparable(artist_name))),
    };
  }
  if (sameArtist.length > 0) {
    return {
      reason: 'title-unknown',
      nearest: () => mostLike(sameArtist, (candidate) => likeness(title, comparable(candidate.title))),
    };
  }
  return { reason: 'both-unknown', nearest: () => catalogue.nearest(title, name) };
}
