import { systemClock } from './clock.ts';

/** How often something is tried again, and how long it waits before. */
export interface Backoff {
  /** Tries in all. */
  readonly attempts: number;
  /** Milliseconds that the first wait takes at most; each next one may take twice as long. */
  readonly firstDelay: number;
  /** Milliseconds that no wait exceeds. */
  readonly longestDelay: number;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** Eight tries within some 11 seconds of waiting at most, 6 on average. */
export const defaultBackoff: Backoff = {
  attempts: 8,
  firstDelay: 100,
  longestDelay: 5000,
  random: Math.random,
  sleep: systemClock.sleep,
};

/**
 * Waits before try number `attempt` + 1: exponential backoff with full jitter, which spreads competing clients best.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export async function waitAfter(attempt: number, backoff: Backoff, signal?: AbortSignal): Promise<void> {
  const most = Math.min(backoff.longestDelay, backoff.firstDelay * 2 ** (attempt - 1));
  await backoff.sleep(backoff.random() * most, signal);
}
