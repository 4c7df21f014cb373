import { setTimeout as sleep } from 'node:timers/promises';
import { onAbort } from './on-abort.ts';

/** Time as a parameter, so that tests need none. */
export interface Clock {
  now(): Date;
  /** Resolves after so many milliseconds; rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  async sleep(milliseconds, signal) {
    signal?.throwIfAborted();
    const woken = new AbortController();
    using _ = onAbort(signal, () => woken.abort());
    try {
      await sleep(milliseconds, undefined, { signal: woken.signal });
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
};
