import { TransientError } from '../errors.ts';
import { withdrawn } from './limited.ts';

export interface QueueLimits {
  /** How many run at the same time. */
  readonly running: number;
  /** How many may wait for their turn. */
  readonly waiting: number;
}

/** Runs work when its turn comes; an abort while it waits takes it out. */
export type Queue = <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>;

/**
 * Limits how much runs at once. Each statement of DuckDB occupies a thread of Node's pool, which has four: where
 * statements take them all, nothing else of the server is answered.
 */
export function queueOf(limits: QueueLimits): Queue {
  let running = 0;
  const waiting: (() => void)[] = [];

  function turn(signal: AbortSignal): Promise<void> {
    if (running < limits.running) {
      running++;
      return Promise.resolve();
    }
    if (waiting.length >= limits.waiting) return Promise.reject(queueFull(limits));
    return new Promise((resolve, reject) => {
      const start = () => {
        signal.removeEventListener('abort', leave);
        resolve(); // the place of the one that ended is this one's
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(start), 1);
        reject(withdrawn());
      };
      waiting.push(start);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  function end(): void {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }

  return async (work, signal) => {
    await turn(signal);
    try {
      return await work();
    } finally {
      end();
    }
  };
}

function queueFull({ running, waiting }: QueueLimits): TransientError {
  return new TransientError(
    'SPK-710',
    `${running} statements of the SQL page are running and ${waiting} are waiting, which is the limit.`,
    { hints: ['Try again in a few seconds.'] },
  );
}
