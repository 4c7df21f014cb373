import { queryFile } from '../warehouse/query-file.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { comparable, likeness } from './comparable.ts';

/** A song record that a play may match. */
export interface Candidate {
  readonly song_id: string;
  readonly artist_id: string;
  readonly title: string;
  readonly artist_name: string;
  /** Seconds. */
  readonly duration: number | null;
}

/** The song records, found by what a play says. All texts asked for are comparable ones. */
export interface Catalogue {
  withTitle(title: string): readonly Candidate[];
  byArtist(artist: string): readonly Candidate[];
  /** The record most like a title and an artist, of those that share an uncommon word with them. */
  nearest(title: string, artist: string): Candidate | undefined;
}

/** Reads every song record once. */
export async function readCatalogue(warehouse: Warehouse): Promise<Catalogue> {
  const { rows } = await queryFile(warehouse, 'both/match/candidates.sql');
  return catalogueOf(
    rows.map((row) => ({
      song_id: String(row.song_id),
      artist_id: String(row.artist_id),
      title: String(row.title),
      artist_name: String(row.artist_name),
      duration: row.duration === null ? null : Number(row.duration),
    })),
  );
}

/** Beyond this many records a word says nothing: "love", "remix". */
const commonWord = 2000;

export function catalogueOf(candidates: readonly Candidate[]): Catalogue {
  const titles = groupBy(candidates, ({ title }) => [comparable(title)]);
  const artists = groupBy(candidates, ({ artist_name }) => [comparable(artist_name)]);
  const words = groupBy(candidates, ({ title, artist_name }) => wordsOf(title, artist_name));
  return {
    withTitle: (title) => titles.get(title) ?? [],
    byArtist: (artist) => artists.get(artist) ?? [],
    nearest(title, artist) {
      const sharing = wordsOf(title, artist)
        .map((word) => words.get(word) ?? [])
        .filter((found) => found.length < commonWord)
        .flat();
      return mostLike(
        sharing,
        (candidate) =>
          likeness(title, comparable(candidate.title)) + likeness(artist, comparable(candidate.artist_name)),
      );
    },
  };
}

function wordsOf(title: string, artist: string): readonly string[] {
  const words = `${comparable(title)} ${comparable(artist)}`.split(' ');
  return [...new Set(words.filter((word) => word.length > 2))];
}

/** The first of the candidates for which `likenessOf` is greatest. */
export function mostLike(
  candidates: readonly Candidate[],
  likenessOf: (candidate: Candidate) => number,
): Candidate | undefined {
  let best: Candidate | undefined;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const candidate of candidates) {
    const value = likenessOf(candidate);
    if (value > greatest) {
      best = candidate;
      greatest = value;
    }
  }
  return best;
}

function groupBy(
  candidates: readonly Candidate[],
  keysOf: (candidate: Candidate) => readonly string[],
): ReadonlyMap<string, readonly Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    for (const key of keysOf(candidate)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [candidate]);
      else group.push(candidate);
    }
  }
  return groups;
}
