import { parentPort } from 'node:worker_threads';
import { type AskedFiles, type Batch, separator } from './local-ahead.ts';
import { type ReadableFile, readWhole } from './local-read.ts';

/** A thread that reads files, a batch at a time, as it is asked. */
parentPort?.on('message', ({ paths, sizes, versions: joined }: AskedFiles) => {
  const versions = joined.split(separator);
  const pieces = paths
    .split(separator)
    .map((localPath, index) =>
      readIfListed({ localPath, size: sizes[index] ?? 0, version: versions[index] ?? '' }),
    );
  const batch: Batch = {
    bytes: Buffer.concat(pieces.filter((piece) => piece !== undefined)),
    sizes: pieces.map((piece) => piece?.length),
  };
  parentPort?.postMessage(batch);
});

/** Undefined for a file that is not as it was listed: the caller reads it again, with its name for the error. */
function readIfListed(file: Omit<ReadableFile, 'location'>): Uint8Array | undefined {
  try {
    return readWhole({ ...file, location: '' });
  } catch {
    return undefined;
  }
}
