import type { Clock } from '../clock.ts';

/** How long something is tried again, and how often. */
export interface RetryPolicy {
  readonly clock: Clock;
  /** Milliseconds between two tries. */
  readonly every: number;
  /** Milliseconds after which nothing is tried again. */
  readonly limit: number;
  /** Called with the milliseconds waited so far, before each further wait. */
  readonly onWait?: ((waited: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Tries until `attempt` answers something, and returns that; undefined when the time is up. */
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

/** Calls again while the error is one that passes with time; throws the last error when the time is up. */
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
