import { InterruptedError } from '../errors.ts';
import { type Backoff, waitAfter } from '../sources/backoff.ts';
import { RetryableError } from '../warehouse/retryable-error.ts';
import { readSchemaVersion } from '../warehouse/schema-version.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';

/** Five tries within 30 s of waiting at most: a conflict is over by then, a reboot of the engine is not. */
export const runBackoff: Pick<Backoff, 'attempts' | 'firstDelay' | 'longestDelay'> = {
  attempts: 5,
  firstDelay: 500,
  longestDelay: 15_000,
};

interface Patience {
  /** Tells this run from every other, in the books. */
  readonly token: string;
  readonly backoff: Backoff;
  readonly signal: AbortSignal | undefined;
}

/**
 * Does a run in one transaction, and all of it again where it was disturbed by what passes.
 *
 * A connection that was lost at COMMIT leaves open whether the run is published. The next try finds out: it waits for
 * the books, since the other transaction may still be ending, and looks for its own token in them.
 */
export async function inOneTransaction<Report>(
  warehouse: Warehouse,
  { token, backoff, signal }: Patience,
  run: () => Promise<Report>,
): Promise<Report> {
  let done: { readonly report: Report } | undefined;
  for (let disturbed = 0; ; ) {
    try {
      const hasBooks = (await readSchemaVersion(warehouse)) !== undefined;
      const lock = hasBooks ? ['etl.runs'] : [];
      return await warehouse.transaction(
        async () => {
          if (done !== undefined && hasBooks && (await isBooked(warehouse, token))) return done.report;
          done = undefined;
          const report = await run();
          done = { report };
          return report;
        },
        { lock },
      );
    } catch (error) {
      if (error instanceof RetryableError && signal?.aborted) {
        // It says whether the run may be published none the less.
        throw new InterruptedError(`Stopped. ${error.message}`, {
          cause: error,
          details: error.details,
          hints: error.hints,
        });
      } else if (error instanceof RetryableError && ++disturbed < backoff.attempts) {
        await waitAfter(disturbed, backoff, signal);
      } else throw error;
    }
  }
}

async function isBooked(warehouse: Warehouse, token: string): Promise<boolean> {
  const { rows } = await warehouse.query(
    'select run_id from etl.runs where token = cast($token as varchar)',
    {
      token,
    },
  );
  return rows.length > 0;
}
