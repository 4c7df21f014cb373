import { type Candidate, toCandidate } from '../match/catalogue.ts';
import type { Row } from '../warehouse/warehouse.ts';

/** A song record that the match looked at. */
export interface SongCandidate extends Candidate {
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
  const candidates = rows.map((row, index): SongCandidate => {
    const candidate = toCandidate(row);
    const { duration } = candidate;
    const difference = duration === null || length === null ? null : Math.abs(duration - length);
    return { ...candidate, difference, chosen: index === 0, file: String(row.file) };
  });
  const [chosen] = candidates;
  if (chosen === undefined) throw new Error('A choice needs a candidate.');
  return { song_id: chosen.song_id, reason: reasonFor(chosen, candidates, length), candidates };
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
