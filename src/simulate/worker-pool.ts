import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { EventBlock } from './event-block.ts';
import { Partition, type PartitionOptions } from './partition.ts';
import type { PartitionRows } from './user-rows.ts';

/** Simulates the partitions of the users side by side. */
export interface WorkerPool extends AsyncDisposable {
  /** The next slice, until `until` (exclusive), of every partition. A block is good until the next but one is asked for. */
  simulate(until: number): Promise<readonly EventBlock[]>;
  /** The users as they are now, of every partition. */
  rows(): Promise<readonly PartitionRows[]>;
}

export type WorkerPoolOptions = Omit<PartitionOptions, 'part' | 'parts'>;

/**
 * One partition runs here, more run in a thread each. Threads need the compiled program: where this one runs from its
 * TypeScript source, as in the tests, the partitions take turns.
 */
export async function openWorkerPool(options: WorkerPoolOptions, workers: number): Promise<WorkerPool> {
  const seats = Array.from({ length: workers }, (_, part) => ({ ...options, part, parts: workers }));
  const compiled = import.meta.url.endsWith('.js');
  return workers > 1 && compiled ? openThreads(seats) : takeTurns(seats);
}

function takeTurns(seats: readonly PartitionOptions[]): WorkerPool {
  const partitions = seats.map((seat) => new Partition(seat));
  return {
    simulate: async (until) => partitions.map((partition) => partition.simulate(until)),
    rows: async () => partitions.map((partition) => partition.rows()),
    [Symbol.asyncDispose]: async () => {},
  };
}

/** What a thread is asked; it answers with a block, or with rows. */
export type Question = { readonly until: number } | 'rows';

async function openThreads(seats: readonly PartitionOptions[]): Promise<WorkerPool> {
  const script = new URL('./partition-worker.js', import.meta.url);
  // Options such as --eval are for the program that starts the threads, not for them.
  const threads = seats.map((seat) => new Worker(script, { workerData: seat, execArgv: [] }));
  const askAll = <Answer>(question: Question): Promise<Answer[]> =>
    Promise.all(threads.map((thread) => ask<Answer>(thread, question)));
  return {
    simulate: (until) => askAll<EventBlock>({ until }),
    rows: () => askAll<PartitionRows>('rows'),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

/** Rejects if the thread fails instead of answering: `once` listens for its errors. */
async function ask<Answer>(thread: Worker, question: Question): Promise<Answer> {
  const answer = once(thread, 'message');
  thread.postMessage(question);
  const [message] = await answer;
  return message as Answer;
}
