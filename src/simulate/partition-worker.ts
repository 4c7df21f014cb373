import { parentPort, workerData } from 'node:worker_threads';
import type { Question } from './crew.ts';
import { Partition, type PartitionOptions } from './partition.ts';

/** A thread of a crew: simulates one partition, a slice at a time, as it is asked. */
const partition = new Partition(workerData as PartitionOptions);

parentPort?.on('message', (question: Question) => {
  parentPort?.postMessage(question === 'rows' ? partition.rows() : partition.simulate(question.until));
});
