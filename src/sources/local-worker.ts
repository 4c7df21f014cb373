import { parentPort } from 'node:worker_threads';
import type { Batch } from './local-ahead.ts';
import { type ReadableFile, readWhole } from './local-read.ts';

/** A thread that reads files, a batch at a time, as it is asked. */
parentPort?.on('message', (files: readonly ReadableFile[]) => {
  const pieces = files.map(readIfListed);
  const batch: Batch = {
    bytes: Buffer.concat(pieces.filter((piece) => piece !== undefined)),
    sizes: pieces.map((piece) => piece?.length),
  };
  parentPort?.postMessage(batch);
});

/** Undefined for a file that is not as it was listed: the caller reads it again. */
function readIfListed(file: ReadableFile): Uint8Array | undefined {
  try {
    return readWhole(file);
  } catch {
    return undefined;
  }
}
