import { type Backoff, waitAfter } from '../backoff.ts';
import { untilAborted } from '../stopped.ts';
import type { S3Client } from './client.ts';
import { correctionOf, isWorthAnotherTry, toFailure } from './errors.ts';
import { explain } from './explain.ts';

/** What is being tried. */
export interface Trial {
  readonly client: S3Client;
  /** The object or folder, `s3://bucket/key`. */
  readonly location: string;
  readonly signRequests: boolean;
  readonly writes?: boolean;
  readonly backoff: Backoff;
  readonly signal?: AbortSignal | undefined;
}

/** Does a task until it succeeds, or throws the error for the user. */
export async function persist<Result>(task: () => Promise<Result>, trial: Trial): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await untilAborted(task(), trial.signal);
    } catch (error) {
      await recover(error, attempt, trial);
    }
  }
}

/**
 * Returns when it is time for the next try. Throws a {@link UsageError} where none would help, a {@link TransientError}
 * where none is left, the signal's reason if it was aborted, and every error that S3 has nothing to do with as it is.
 */
export async function recover(error: unknown, attempt: number, trial: Trial): Promise<void> {
  const { client, location, signRequests, writes, backoff, signal } = trial;
  signal?.throwIfAborted();
  const failure = toFailure(error);
  if (failure === undefined) throw error;
  const { place } = client;
  const correction = correctionOf(failure);
  if (attempt >= backoff.attempts || !(correction || isWorthAnotherTry(failure))) {
    throw explain(failure, { location, signRequests, place, writes }, attempt);
  }
  if (correction) await client.correct(correction);
  if (!correction || attempt > 1) await waitAfter(attempt, backoff, signal);
}
