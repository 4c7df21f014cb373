import { type Backoff, defaultBackoff, waitAfter } from '../backoff.ts';
import { InterruptedError, reworded, SparkifyError } from '../errors.ts';
import { currentVersion } from '../warehouse/migrations.ts';
import { RetryableError } from '../warehouse/retryable-error.ts';
import { readSchemaVersion } from '../warehouse/schema-version.ts';
import { tablesToLock } from './manifest/lock.ts';
import { isRecorded } from './manifest/run-log.ts';
import { type Prepared, prepare } from './prepare.ts';
import { OutdatedPlanError, publish, reportNothingNew } from './publish.ts';
import type { UntimedReport } from './report.ts';
import type { Run } from './run.ts';

/** Five tries within 30 s of waiting at most: a conflict is over by then, a reboot of the engine is not. */
const runBackoff: Pick<Backoff, 'attempts' | 'firstDelay' | 'longestDelay'> = {
  attempts: 5,
  firstDelay: 500,
  longestDelay: 15_000,
};

/**
 * Prepares a run, and publishes it in one transaction; where that was disturbed by what passes, the transaction is tried again.
 * What is prepared serves for all tries, unless another run has published what makes it unfit.
 *
 * A connection that was lost at COMMIT leaves open whether the run is published. The next try finds out: it waits for
 * the lock, since the other transaction may still be ending, and looks for its own attempt in the run log.
 */
export async function tryRun(run: Run): Promise<UntimedReport> {
  const { backoff: asked, signal } = run.options;
  const backoff = { ...defaultBackoff, ...runBackoff, ...asked };
  let prepared: Prepared | undefined;
  let done: UntimedReport | undefined;
  /** What keeps it open whether an earlier try is published. */
  let unknown: RetryableError | undefined;

  async function tryOnce(): Promise<UntimedReport> {
    const isFirstTry = prepared === undefined;
    const known = prepared ?? (await prepare(run));
    prepared = known;
    if (!known.isNeeded) return await reportNothingNew(run, known.plan);
    const version = isFirstTry ? known.version : await readSchemaVersion(run.warehouse);
    return await run.stopwatch.during(() =>
      run.warehouse.transaction(
        async () => {
          if (done !== undefined && (await isPublished(run))) return done;
          done = undefined;
          unknown = undefined;
          done = await publish(run, known, version);
          return done;
        },
        { lock: tablesToLock(version) },
      ),
    );
  }

  try {
    for (let disturbed = 0; ; ) {
      try {
        return await tryOnce();
      } catch (error) {
        const isRefused = prepared?.staging.canStageAgain(error) ?? false;
        if (isRefused || error instanceof OutdatedPlanError) {
          await prepared?.[Symbol.asyncDispose]();
          prepared = undefined;
        }
        if (isRefused) continue;
        if (error instanceof RetryableError && error.mayBeCommitted) unknown = error;
        if (error instanceof RetryableError && signal?.aborted) throw interrupted(error);
        if (!(error instanceof RetryableError) || ++disturbed >= backoff.attempts) throw error;
        await waitAfter(disturbed, backoff, signal);
      }
    }
  } catch (error) {
    throw unknown === undefined ? error : withUnknownEnd(error, unknown);
  } finally {
    await prepared?.[Symbol.asyncDispose]();
  }
}

/** Whether an earlier try of this run was published. Before an upgrade is, the run log has no such column. */
async function isPublished({ warehouse, attemptId }: Run): Promise<boolean> {
  const isCurrent = (await readSchemaVersion(warehouse)) === currentVersion();
  return isCurrent && (await isRecorded(warehouse, attemptId));
}

/** No later try could find out whether the run is published, and only the run log can say it. */
function withUnknownEnd(error: unknown, unknown: RetryableError): unknown {
  if (error === unknown || !(error instanceof SparkifyError)) return error;
  if (error instanceof InterruptedError) return interrupted(unknown);
  return reworded(error, { details: unknown.details, hints: [...error.hints, ...unknown.hints] });
}

/** It says whether the run may be published none the less. */
function interrupted(error: RetryableError): InterruptedError {
  const { details, hints } = error;
  return new InterruptedError('SPK-109', `Stopped. ${error.message}`, { cause: error, details, hints });
}
