import { groupBy } from '../group-by.ts';
import { queryFile } from '../warehouse/query-file.ts';
import type { Row, Warehouse } from '../warehouse/warehouse.ts';
import { comparable, likenessToEach } from './comparable.ts';

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
  /** The record whose title and artist are together most like these; undefined if there is no record. */
  nearest(title: string, artist: string): Candidate | undefined;
}

/** Reads every song record once. */
export async function readCatalogue(warehouse: Warehouse): Promise<Catalogue> {
  const { rows } = await queryFile(warehouse, 'match/candidates.sql');
  return catalogueOf(rows.map(toCandidate));
}

export function toCandidate(row: Row): Candidate {
  return {
    song_id: String(row.song_id),
    artist_id: String(row.artist_id),
    title: String(row.title),
    artist_name: String(row.artist_name),
    duration: row.duration === null ? null : Number(row.duration),
  };
}

export function catalogueOf(candidates: readonly Candidate[]): Catalogue {
  const titles = groupBy(candidates, ({ title }) => comparable(title));
  const artists = groupBy(candidates, ({ artist_name }) => comparable(artist_name));
  let likeTitles: ReturnType<typeof likenessByKey> | undefined;
  let likeArtists: ReturnType<typeof likenessByKey> | undefined;
  return {
    withTitle: (title) => titles.get(title) ?? [],
    byArtist: (artist) => artists.get(artist) ?? [],
    nearest(title, artist) {
      likeTitles ??= likenessByKey(titles);
      likeArtists ??= likenessByKey(artists);
      const [ofTitle, ofArtist] = [likeTitles(title), likeArtists(artist)];
      return mostLike(candidates, (candidate) => ofTitle(candidate) + ofArtist(candidate));
    },
  };
}

/** How alike a text is to the key of the group that a record is in. */
function likenessByKey(
  groups: ReadonlyMap<string, readonly Candidate[]>,
): (text: string) => (candidate: Candidate) => number {
  const indexes = new Map(
    [...groups.values()].flatMap((group, index) => group.map((each) => [each, index] as const)),
  );
  const likenessTo = likenessToEach([...groups.keys()]);
  return (text) => {
    const likenesses = likenessTo(text);
    return (candidate) => likenesses[indexes.get(candidate) ?? -1] ?? 0;
  };
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
