export type Lap = 'list' | 'stage' | 'star' | 'check' | 'publish';

/** Measures the steps of a run, one after the other. */
export interface Stopwatch {
  /** Ends a step; the time since the step before is its own. */
  lap(name: Lap): void;
  /** Measures how long the transaction takes; of several tries, the last one. */
  during<T>(transaction: () => Promise<T>): Promise<T>;
  /** Seconds since the transaction began. */
  inTransaction(): number;
  /** Seconds of each step, of the transaction and of all, to the millisecond. */
  seconds(): Readonly<Record<Lap | 'transaction' | 'total', number>>;
}

export function startStopwatch(): Stopwatch {
  const startedAt = performance.now();
  let lastAt = startedAt;
  let transactionAt = startedAt;
  let transaction = 0;
  const inTransaction = () => inSeconds(performance.now() - transactionAt);
  const laps: Record<Lap, number> = { list: 0, stage: 0, star: 0, check: 0, publish: 0 };
  return {
    lap(name) {
      const now = performance.now();
      laps[name] = inSeconds(now - lastAt);
      lastAt = now;
    },
    async during(work) {
      transactionAt = performance.now();
      try {
        return await work();
      } finally {
        transaction = inTransaction();
      }
    },
    inTransaction,
    seconds: () => ({ ...laps, transaction, total: inSeconds(performance.now() - startedAt) }),
  };
}

function inSeconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1000;
}
