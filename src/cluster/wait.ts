import { setTimeout as sleep } from 'node:timers/promises';

/** Time as a parameter, so that tests need none. */
export interface Clock {
  now(): Date;
  /** Resolves after so many milliseconds; rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  async sleep(milliseconds, signal) {
    try {
      await sleep(milliseconds, undefined, signal ? { signal } : {});
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
};

export interface RetryPolicy {
  readonly clock: Clock;
  /** Milliseconds between two tries. */
  readonly every: number;
  /** Milliseconds after which it is given up. */
  readonly limit: number;
  /** Called with the milliseconds waited so far, before each further wait. */
  readonly onWait?: ((waited: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Tries until `attempt` answers something, and returns that; undefined when the retryPolicy is at its end. */
export async function waitFor<Answer>(
  retryPolicy: RetryPolicy,
  attempt: (waited: number) => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const { clock, every, limit, onWait, signal } = retryPolicy;
  const start = clock.now().getTime();
  for (;;) {
    signal?.throwIfAborted();
    const waited = clock.now().getTime() - start;
    const answer = await attempt(waited);
    if (answer !== undefined) return answer;
    if (waited + every > limit) return undefined;
    if (waited > 0) onWait?.(waited);
    await clock.sleep(every, signal);
  }
}

/** Calls again while the error is one that passes with time; the last error is thrown when the retryPolicy is at its end. */
export async function retryWhile<Result>(
  passes: (error: unknown) => boolean,
  retryPolicy: RetryPolicy,
  call: () => Promise<Result>,
): Promise<Result> {
  let last: unknown;
  const done = await waitFor(retryPolicy, async () => {
    try {
      return { result: await call() };
    } catch (error) {
      if (!passes(error)) throw error;
      last = error;
      return undefined;
    }
  });
  if (done === undefined) throw last;
  return done.result;
}
