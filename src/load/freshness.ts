import { DataError } from '../errors.ts';
import { spokenTime } from '../settings/ttl.ts';
import { reading, type WarehouseOrLocation } from '../warehouse/open-warehouse.ts';
import { queryFile } from '../warehouse/query-file.ts';

/** How old the published data is, against an expectation. */
export interface Freshness {
  /** The newest run that published something; null if none ever did. */
  readonly run_id: number | null;
  /** UTC, such as `2018-11-30 23:59:59.5`. */
  readonly published_at: string | null;
  readonly age_seconds: number | null;
  /** The greatest age that is expected. */
  readonly expected_seconds: number;
  readonly passed: boolean;
}

/** What is expected of the newest run. */
export interface FreshnessOptions {
  /** Milliseconds since the newest run was published, at most. */
  readonly atMost: number;
  /** The time to compare with. */
  readonly now: Date;
}

/** Compares the age of what is published with an expectation. */
export async function freshness(
  warehouse: WarehouseOrLocation,
  { atMost, now }: FreshnessOptions,
): Promise<Freshness> {
  const { rows } = await reading(warehouse, (open) => queryFile(open, 'manifest/last-run.sql'));
  const [run] = rows;
  const expected = { expected_seconds: atMost / 1000 };
  if (run === undefined)
    return { run_id: null, published_at: null, age_seconds: null, ...expected, passed: false };
  const publishedAt = String(run.finished_at);
  const age = Math.max(0, now.getTime() - Date.parse(`${publishedAt.replace(' ', 'T')}Z`));
  return {
    run_id: Number(run.run_id),
    published_at: publishedAt,
    age_seconds: Math.round(age) / 1000,
    ...expected,
    passed: age <= atMost,
  };
}

/** The age in a sentence, without a period: `run 7 was published 3 d 2 h ago`. */
export function describeFreshness({ run_id, age_seconds }: Freshness): string {
  return age_seconds === null
    ? 'no run was ever published'
    : `run ${run_id} was published ${spokenTime(age_seconds * 1000)} ago`;
}

/** @throws {DataError} if the data is older than expected */
export function requireFresh(found: Freshness): void {
  if (found.passed) return;
  const expected = spokenTime(found.expected_seconds * 1000);
  throw new DataError(
    'SPK-229',
    `The data is late: ${describeFreshness(found)}, and the newest should be at most ${expected} old.`,
    {
      hints: [
        { command: 'etl', why: 'Load what is new' },
        { command: 'runs', why: 'List the runs' },
      ],
    },
  );
}
