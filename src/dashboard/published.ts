import { TransientError } from '../errors.ts';
import { takeTurns } from '../take-turns.ts';
import { queryFile } from '../warehouse/query-file.ts';
import type { Row, Warehouse } from '../warehouse/warehouse.ts';
import type { Lease } from './lease.ts';

/** What the newest run published, and answers about it. */
export interface Published {
  /** The newest run, or undefined if none was ever published; with the text that identifies it. */
  newestRun(): Promise<Newest>;
  /**
   * An answer about what is published. It is computed once a run and name: nothing that was published changes. While a
   * run holds the warehouse, answers that are known are given from memory.
   */
  answer<T>(name: string, compute: Compute<T>): Promise<T>;
  /** The same for what takes long: computed on a connection of its own, while other questions are answered. */
  answerAside<T>(name: string, compute: Compute<T>): Promise<T>;
}

const rememberedAnswers = 1000;

/** An answer may need others about the same run: `part` gives them, from memory if they are known. */
type Compute<T> = (warehouse: Warehouse, part: Part) => Promise<T>;

export type Part = <T>(name: string, compute: (warehouse: Warehouse) => Promise<T>) => Promise<T>;

interface Newest {
  readonly run: Row | undefined;
  readonly key: string;
}

/**
 * Remembers each answer with the run it is about. Where a run is published while an answer is computed, which a server
 * allows, that answer belongs to the run before and is never given for the new one.
 */
export function publishedIn(lease: Lease): Published {
  const answers = new Map<string, unknown>();
  let lastKnown: Newest | undefined;

  async function readNewest(warehouse: Warehouse): Promise<Newest> {
    const { rows } = await queryFile(warehouse, 'evidence/freshness.sql');
    const [run] = rows;
    lastKnown = { run, key: `${run?.run_id} ${run?.finished_at}` };
    return lastKnown;
  }

  /** One question at a time: the engine gives each of them all its cores. */
  const inTurn = takeTurns();
  /** One at a time as well, since each takes one of Node's four threads. */
  const asideInTurn = takeTurns();

  async function answerIn<T>(warehouse: Warehouse, name: string, compute: Compute<T>): Promise<T> {
    const newest = await readNewest(warehouse);
    const part: Part = (partName, computePart) =>
      remembered(placeOf(newest, partName), () => computePart(warehouse));
    return await remembered(placeOf(newest, name), () => compute(warehouse, part));
  }

  async function remembered<T>(place: string, compute: () => Promise<T>): Promise<T> {
    if (answers.has(place)) return answers.get(place) as T;
    const answer = await compute();
    const [oldest] = answers.keys();
    if (answers.size >= rememberedAnswers && oldest !== undefined) answers.delete(oldest);
    answers.set(place, answer);
    return answer;
  }

  /** While a run holds the warehouse, what is known will do. */
  async function orKnown<T>(name: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const place = lastKnown && placeOf(lastKnown, name);
      if (error instanceof TransientError && place !== undefined && answers.has(place))
        return answers.get(place) as T;
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
      orKnown(name, () => lease.use((warehouse) => inTurn(() => answerIn(warehouse, name, compute)))),
    answerAside: (name, compute) =>
      orKnown(name, () =>
        lease.use(async (warehouse) => {
          return await asideInTurn(async () => {
            await using connection = await warehouse.another();
            return await answerIn(connection, name, compute);
          });
        }),
      ),
  };
}

const placeOf = ({ key }: Newest, name: string) => `${key} ${name}`;
