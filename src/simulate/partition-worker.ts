import { parentPort, workerData } from 'node:worker_threads';
import { Partition, type PartitionOptions } from './partition.ts';
import type { Question } from './worker-pool.ts';

/** A thread of a worker pool: simulates one partition, a slice at a time, on request. */
const partition = new Partition(workerData as PartitionOptions);

parentPort?.on('message', (question: Question) => {
  parentPort?.postMessage(question === 'rows' ? partition.rows() : partition.simulate(question.until));
});
