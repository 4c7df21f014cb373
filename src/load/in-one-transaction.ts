import { type Backoff, waitAfter } from '../backoff.ts';
import { InterruptedError } from '../errors.ts';
import { currentVersion } from '../warehouse/migrations.ts';
import { RetryableError } from '../warehouse/retryable-error.ts';
import { readSchemaVersion } from '../warehouse/schema-version.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { isRecorded, runLock } from './manifest/run-log.ts';

/** Five tries within 30 s of waiting at most: a conflict is over by then, a reboot of the engine is not. */
export const runBackoff: Pick<Backoff, 'attempts' | 'firstDelay' | 'longestDelay'> = {
  attempts: 5,
  firstDelay: 500,
  longestDelay: 15_000,
};

interface Patience {
  /** Unique for this attempt to publish, in the run log. */
  readonly attemptId: string;
  readonly backoff: Backoff;
  readonly signal: AbortSignal | undefined;
}

/**
 * Does a run in one transaction, and all of it again where it was disturbed by what passes.
 *
 * A connection that was lost at COMMIT leaves open whether the run is published. The next try finds out: it waits for
 * the run log, since the other transaction may still be ending, and looks for its own attempt in it.
 */
export async function inOneTransaction<Report>(
  warehouse: Warehouse,
  { attemptId, backoff, signal }: Patience,
  run: () => Promise<Report>,
): Promise<Report> {
  let done: { readonly report: Report } | undefined;
  for (let disturbed = 0; ; ) {
    try {
      const hasTables = (await readSchemaVersion(warehouse)) !== undefined;
      const lock = hasTables ? runLock : [];
      return await warehouse.transaction(
        async () => {
          // Before an upgrade is published, the run log has no such column.
          const isCurrent = done !== undefined && (await readSchemaVersion(warehouse)) === currentVersion();
          if (done !== undefined && isCurrent && (await isRecorded(warehouse, attemptId))) return done.report;
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
        throw new InterruptedError('SPK-109', `Stopped. ${error.message}`, {
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
