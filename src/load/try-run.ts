import { type Backoff, defaultBackoff, waitAfter } from '../backoff.ts';
import { InterruptedError, reworded, SparkifyError } from '../errors.ts';
import { currentVersion } from '../warehouse/migrations.ts';
import { RetryableError } from '../warehouse/retryable-error.ts';
import { readSchemaVersion } from '../warehouse/schema-version.ts';
import { OutdatedPlanError } from './confirm-plan.ts';
import type { EtlOptions } from './etl-options.ts';
import { tablesToLock } from './manifest/lock.ts';
import { isRecorded } from './manifest/run-log.ts';
import { type Prepared, prepare } from './prepare.ts';
import { publish, reportNothingNew } from './publish.ts';
import type { UntimedReport } from './report.ts';
import type { Run } from './run.ts';

/** Waits at most 7.5 s in all: a conflict is over by then, a reboot of the engine is not. */
const runBackoff: Pick<Backoff, 'attempts' | 'firstDelay'> = { attempts: 5, firstDelay: 500 };

/**
 * Prepares a run, and publishes it in one transaction. A transaction that was disturbed is tried again: what is prepared serves for
 * all tries, unless another run has published what makes it unfit.
 */
export async function tryRun(run: Run): Promise<UntimedReport> {
  await using tries = startTries(run);
  try {
    return await retried(tries, run.options);
  } catch (error) {
    throw tries.explain(error);
  }
}

/** Tries until the run ends, or is disturbed as often as the retry policy allows. */
async function retried(
  tries: Tries,
  { backoff: asked, signal }: Pick<EtlOptions, 'backoff' | 'signal'>,
): Promise<UntimedReport> {
  const backoff = { ...defaultBackoff, ...runBackoff, ...asked };
  for (let disturbed = 0; ; ) {
    try {
      return await tries.next();
    } catch (error) {
      const { isAvoidable } = await tries.fail(error);
      if (isAvoidable) continue;
      if (!(error instanceof RetryableError)) throw error;
      if (signal?.aborted) throw interrupted(error);
      disturbed++;
      if (disturbed >= backoff.attempts) throw error;
      await waitAfter(disturbed, backoff, signal);
    }
  }
}

/** The tries to publish one run. */
interface Tries extends AsyncDisposable {
  next(): Promise<UntimedReport>;
  /**
   * Drops what is prepared if the error of the last try makes it unfit.
   *
   * @returns whether the next try avoids the error, so that it needs no wait: it stages the files in another way
   */
  fail(error: unknown): Promise<{ readonly isAvoidable: boolean }>;
  /** The error that ends the run, which also says so if it may be published all the same. */
  explain(error: unknown): unknown;
}

/**
 * A connection that was lost at COMMIT leaves open whether the run is published. The next try finds out: it waits for
 * the lock, since the other transaction may still be ending, and looks for its own attempt in the run log.
 */
function startTries(run: Run): Tries {
  const { warehouse, stopwatch } = run;
  let prepared: Prepared | undefined;
  /** What the last try reports, if it came as far as its COMMIT. */
  let report: UntimedReport | undefined;
  /** Why nobody knows yet whether that COMMIT took place. */
  let unknown: RetryableError | undefined;

  async function publishOnce(ready: Prepared, version: number | undefined): Promise<UntimedReport> {
    if (report !== undefined && (await isPublished(run))) return report;
    report = undefined;
    unknown = undefined;
    report = await publish(run, ready, version);
    return report;
  }

  async function drop(): Promise<void> {
    await prepared?.[Symbol.asyncDispose]();
    prepared = undefined;
  }

  return {
    async next() {
      const isPlannedNow = prepared === undefined;
      const ready = prepared ?? (await prepare(run));
      prepared = ready;
      if (!ready.isNeeded) return await reportNothingNew(run, ready.plan);
      const version = isPlannedNow ? ready.version : await readSchemaVersion(warehouse);
      const lock = tablesToLock(version);
      return await stopwatch.during(() => warehouse.transaction(() => publishOnce(ready, version), { lock }));
    },
    async fail(error) {
      const isAvoidable = prepared?.staging.canStageAgain(error) ?? false;
      if (isAvoidable || error instanceof OutdatedPlanError) await drop();
      if (error instanceof RetryableError && error.mayBeCommitted) unknown = error;
      return { isAvoidable };
    },
    explain: (error) => (unknown === undefined ? error : withUnknownEnd(error, unknown)),
    [Symbol.asyncDispose]: drop,
  };
}

/** Whether an earlier try of this run was published. Before an upgrade is, the run log has no such column. */
async function isPublished({ warehouse, attemptId }: Run): Promise<boolean> {
  const isCurrent = (await readSchemaVersion(warehouse)) === currentVersion();
  return isCurrent && (await isRecorded(warehouse, attemptId));
}

/** Adds to an error that an earlier try may be published: no later try could find out. */
function withUnknownEnd(error: unknown, unknown: RetryableError): unknown {
  if (error === unknown || !(error instanceof SparkifyError)) return error;
  if (error instanceof InterruptedError) return interrupted(unknown);
  return reworded(error, { details: unknown.details, hints: [...error.hints, ...unknown.hints] });
}

/** Keeps what the error says of whether the run may be published. */
function interrupted(error: RetryableError): InterruptedError {
  const { details, hints } = error;
  return new InterruptedError('SPK-109', `Stopped. ${error.message}`, { cause: error, details, hints });
}
