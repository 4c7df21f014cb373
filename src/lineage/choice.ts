import type { Row } from '../warehouse/warehouse.ts';

/** A song record that the match looked at. */
export interface SongCandidate {
  readonly song_id: string;
  readonly artist_id: string;
  readonly title: string;
  readonly artist_name: string;
  /** Seconds. */
  readonly duration: number | null;
  /** |duration - length| in seconds; null where the event has no length. */
  readonly difference: number | null;
  readonly chosen: boolean;
  /** A file that holds the record. */
  readonly file: string;
}

/** Which song the match took, and why it and no other. */
export interface Choice {
  readonly song_id: string | null;
  readonly reason: string;
}

/**
 * Why the first candidate was taken.
 *
 * @param rows the candidates in the order of the match, at least one
 */
export function explainChoice(
  rows: readonly Row[],
  event: Row,
): Choice & { readonly candidates: readonly SongCandidate[] } {
  const length = event.length === null ? null : Number(event.length);
  const candidates = rows.map((row, index) => toCandidate(row, length, index === 0));
  const [chosen] = candidates;
  if (chosen === undefined) throw new Error('A choice needs a candidate.');
  return { song_id: chosen.song_id, reason: reasonFor(chosen, candidates, length), candidates };
}

function toCandidate(row: Row, length: number | null, chosen: boolean): SongCandidate {
  const duration = row.duration === null ? null : Number(row.duration);
  return {
    song_id: String(row.song_id),
    artist_id: String(row.artist_id),
    title: String(row.title),
    artist_name: String(row.artist_name),
    duration,
    difference: duration === null || length === null ? null : Math.abs(duration - length),
    chosen,
    file: String(row.file),
  };
}

function reasonFor(
  chosen: SongCandidate,
  candidates: readonly SongCandidate[],
  length: number | null,
): string {
  if (candidates.length === 1) return 'It is the only song record with this title and this artist.';
  const count = `Of ${candidates.length} song records with this title and this artist`;
  if (length === null) return `${count} it has the least song_id; the event has no length.`;
  const ties = candidates.filter(({ difference }) => difference === chosen.difference);
  const nearest = `lasts nearest to the ${length} s of the event (${seconds(chosen.difference)} apart)`;
  if (ties.length === 1) return `${count} it ${nearest}.`;
  return `${count} ${ties.length} ${nearest.replace('lasts', 'last')}, and it has the least song_id of these.`;
}

function seconds(difference: number | null): string {
  return `${Number((difference ?? 0).toFixed(3))} s`;
}
