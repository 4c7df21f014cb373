import { reading, type WarehouseOrLocation } from '../warehouse/open-warehouse.ts';
import { queryFile } from '../warehouse/query-file.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { type Candidate, type Catalogue, readCatalogue } from './catalogue.ts';
import { explain, type Reason, reasons } from './reason.ts';

/** What is listed. */
export interface MatchOptions {
  /** Texts listed for each reason, the most played first; 5. */
  readonly limit?: number | undefined;
}

/** Why plays found no song; `sparkify match --json` prints it as it is. */
export interface MatchReport {
  readonly plays: number;
  readonly matched: number;
  /** The plays without a song: the sum over the reasons. */
  readonly unmatched: number;
  readonly reasons: readonly ReasonReport[];
}

/** Plays that found no song for one reason. */
export interface ReasonReport {
  readonly reason: Reason;
  readonly meaning: string;
  readonly plays: number;
  /** Different pairs of song and artist. */
  readonly texts: number;
  readonly examples: readonly UnmatchedText[];
}

/** A pair of song and artist, as the log has it, that found no song. */
export interface UnmatchedText {
  readonly song: string | null;
  readonly artist: string | null;
  readonly plays: number;
  /** As it was meant, where it was encoded twice. */
  readonly meant: { readonly song: string; readonly artist: string } | null;
  readonly nearest: Candidate | null;
}

/** Explains every play that found no song, by reason. */
export async function match(
  warehouse: WarehouseOrLocation,
  { limit = 5 }: MatchOptions = {},
): Promise<MatchReport> {
  return await reading(warehouse, (open) => explainAll(open, limit));
}

async function explainAll(warehouse: Warehouse, limit: number): Promise<MatchReport> {
  const totals = await queryFile(warehouse, 'match/totals.sql');
  const [plays, matched] = [Number(totals.rows[0]?.plays), Number(totals.rows[0]?.matched)];
  const texts = await queryFile(warehouse, 'match/unmatched-texts.sql');
  const explained = texts.rows.length === 0 ? [] : explainTexts(texts.rows, await readCatalogue(warehouse));
  return {
    plays,
    matched,
    unmatched: plays - matched,
    reasons: (Object.keys(reasons) as Reason[]).map((reason) => {
      const ofReason = explained.filter((text) => text.reason === reason);
      return {
        reason,
        meaning: reasons[reason],
        plays: ofReason.reduce((sum, text) => sum + text.plays, 0),
        texts: ofReason.length,
        examples: ofReason
          .slice(0, limit)
          .map(({ reason: _, nearest, ...text }) => ({ ...text, nearest: nearest() ?? null })),
      };
    }),
  };
}

function explainTexts(rows: readonly Readonly<Record<string, unknown>>[], catalogue: Catalogue) {
  return rows.map((row) => {
    const song = row.song === null ? null : String(row.song);
    const artist = row.artist === null ? null : String(row.artist);
    const { reason, meant, nearest } = explain(song, artist, catalogue);
    return {
      song,
      artist,
      plays: Number(row.plays),
      reason,
      meant: meant ?? null,
      nearest,
    };
  });
}
