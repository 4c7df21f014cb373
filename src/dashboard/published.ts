import { TransientError } from '../errors.ts';
import { queryFile } from '../warehouse/query-file.ts';
import type { Row, Warehouse } from '../warehouse/warehouse.ts';
import type { Lease } from './lease.ts';

/** What the newest run published, and answers about it. */
export interface Published {
  /** The newest run, or undefined if none was ever published; with the text that tells it from every other one. */
  newestRun(): Promise<{ readonly run: Row | undefined; readonly key: string }>;
  /**
   * An answer about what is published. It is computed once a run and name: nothing that was published changes. While a
   * run holds the warehouse, answers that are known are given from memory.
   */
  answer<T>(name: string, compute: (warehouse: Warehouse) => Promise<T>): Promise<T>;
  /** The same for what takes long: computed on a connection of its own, while other questions are answered. */
  answerAside<T>(name: string, compute: (warehouse: Warehouse) => Promise<T>): Promise<T>;
}

const rememberedAnswers = 1000;

/** Remembers answers until the next run is published. */
export function publishedIn(lease: Lease): Published {
  const answers = new Map<string, unknown>();
  let lastKnown: { readonly run: Row | undefined; readonly key: string } | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  async function readNewest(warehouse: Warehouse) {
    const { rows } = await queryFile(warehouse, 'both/evidence/freshness.sql');
    const [run] = rows;
    const key = `${run?.run_id} ${run?.finished_at}`;
    if (key !== lastKnown?.key) answers.clear();
    lastKnown = { run, key };
    return lastKnown;
  }

  /** One question at a time: the engine gives each of them all its cores. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work, work);
    turn = result.catch(() => undefined);
    return result;
  }

  function remember(name: string, answer: unknown): void {
    const [oldest] = answers.keys();
    if (answers.size >= rememberedAnswers && oldest !== undefined) answers.delete(oldest);
    answers.set(name, answer);
  }

  /** While a run holds the warehouse, what is known will do. */
  async function orKnown<T>(name: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof TransientError && answers.has(name)) return answers.get(name) as T;
      throw error;
    }
  }

  return {
    async newestRun() {
      try {
        return await lease.use((warehouse) => inTurn(() => readNewest(warehouse)));
      } catch (error) {
        if (error instanceof TransientError && lastKnown !== undefined) return lastKnown;
        throw error;
      }
    },
    answer: (name, compute) =>
      orKnown(name, () =>
        lease.use((warehouse) =>
          inTurn(async () => {
            await readNewest(warehouse);
            if (!answers.has(name)) remember(name, await compute(warehouse));
            return answers.get(name) as Awaited<ReturnType<typeof compute>>;
          }),
        ),
      ),
    answerAside: (name, compute) =>
      orKnown(name, () =>
        lease.use(async (warehouse) => {
          await using connection = await warehouse.another();
          await readNewest(connection);
          if (!answers.has(name)) remember(name, await compute(connection));
          return answers.get(name) as Awaited<ReturnType<typeof compute>>;
        }),
      ),
  };
}
