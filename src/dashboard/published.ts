import { TransientError } from '../errors.ts';
import { takeTurns } from '../take-turns.ts';
import { queryFile } from '../warehouse/query-file.ts';
import type { Row, Warehouse } from '../warehouse/warehouse.ts';
import type { Lease } from './lease.ts';

/** Answers about what the newest run published. */
export interface Published {
  /**
   * An answer about what is published. It is computed once a run and name: nothing that was published changes. While a
   * run holds the warehouse, answers that are known are given from memory.
   */
  answer<T>(name: string, compute: Compute<T>): Promise<T>;
  /** The same for what takes long: computed on a connection of its own, while other questions are answered. */
  answerAside<T>(name: string, compute: Compute<T>): Promise<T>;
}

const rememberedAnswers = 1000;

type Compute<T> = (warehouse: Warehouse, about: Newest & { readonly part: Part }) => Promise<T>;

/** Gives an answer that other ones need, about the same run: from memory if it is known. */
type Part = <T>(name: string, compute: (warehouse: Warehouse) => Promise<T>) => Promise<T>;

/** The newest run, undefined if none was ever published; with the text that identifies it. */
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
  let lastKey: string | undefined;
  /** One question at a time: the engine gives each of them all its cores. */
  const inTurn = takeTurns();
  /** One at a time as well, since each takes one of Node's four threads. */
  const asideInTurn = takeTurns();

  async function answerIn<T>(warehouse: Warehouse, name: string, compute: Compute<T>): Promise<T> {
    const [run] = (await queryFile(warehouse, 'evidence/freshness.sql')).rows;
    const key = `${run?.run_id} ${run?.finished_at}`;
    lastKey = key;
    const part: Part = (partName, computePart) =>
      remembered(`${key} ${partName}`, () => computePart(warehouse));
    return await remembered(`${key} ${name}`, () => compute(warehouse, { run, key, part }));
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
  async function orKnown<T>(name: string, work: (warehouse: Warehouse) => Promise<T>): Promise<T> {
    try {
      return await lease.use(work);
    } catch (error) {
      const place = `${lastKey} ${name}`;
      if (error instanceof TransientError && answers.has(place)) return answers.get(place) as T;
      throw error;
    }
  }

  return {
    answer: (name, compute) => orKnown(name, (warehouse) => inTurn(() => answerIn(warehouse, name, compute))),
    answerAside: (name, compute) =>
      orKnown(name, (warehouse) =>
        asideInTurn(async () => {
          await using connection = await warehouse.another();
          return await answerIn(connection, name, compute);
        }),
      ),
  };
}
