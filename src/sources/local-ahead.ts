import { type ReadableFile, readWhole } from './local-read.ts';
import { hasThreads, openThread } from './thread.ts';

/**
 * What a thread is asked for: files, field by field, since objects take three times as long to hand over, and texts as one
 * each, separated by NUL. A path that is not UTF-8 is left empty, which no thread can read.
 */
export interface AskedFiles {
  readonly paths: string;
  readonly sizes: readonly number[];
  readonly versions: string;
}

export const separator = '\0';

/** What a thread answers: the bytes of its files, one after the other. */
export interface Batch {
  readonly bytes: Uint8Array;
  /** Undefined for a file that could not be read. */
  readonly sizes: readonly (number | undefined)[];
}

/** As long as it takes to read so many files, a thread takes to start. More than four make no disk faster. */
const filesForAThread = 5_000;
const mostThreads = 4;

/** To read a small file takes 10 us, to ask a thread 100. */
const filesInBatch = 512;
const bytesInBatch = 1024 * 1024;
const batchesAhead = 2;

/**
 * The bytes of small files, each in one piece, in order, a batch at a time. Where they are many, threads read them a little ahead
 * of the code that takes them: they wait for the disk, and nobody waits for them.
 *
 * @throws {TransientError} if a file is no longer the one that was listed
 */
export async function* readSmallFiles(
  files: readonly ReadableFile[],
  signal?: AbortSignal,
): AsyncIterable<readonly Uint8Array[]> {
  const count = hasThreads ? Math.min(mostThreads, Math.floor(files.length / filesForAThread)) : 0;
  if (count > 0) yield* readByThreads(files, count, signal);
  else for (const batch of inBatches(files)) yield batch.map((file) => readWhole(file, signal));
}

async function* readByThreads(
  files: readonly ReadableFile[],
  count: number,
  signal: AbortSignal | undefined,
): AsyncIterable<readonly Uint8Array[]> {
  const batches = [...inBatches(files)];
  const threads = Array.from({ length: count }, () => openReadingThread(signal));
  const threadFor = (batch: number) => threads[batch % count] as ReadingThread;
  const ahead = batchesAhead * count;
  try {
    for (const [batch, wanted] of batches.slice(0, ahead).entries()) threadFor(batch).ask(toAsked(wanted));
    for (const [batch, asked] of batches.entries()) {
      const answer = await threadFor(batch).answer();
      const wanted = batches[batch + ahead];
      if (wanted !== undefined) threadFor(batch).ask(toAsked(wanted));
      yield piecesOf(answer, asked, signal);
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

type ReadingThread = ReturnType<typeof openReadingThread>;

const openReadingThread = (signal: AbortSignal | undefined) =>
  openThread<AskedFiles, Batch>('./local-worker.js', signal);

function* inBatches(files: readonly ReadableFile[]): Iterable<readonly ReadableFile[]> {
  let batch: ReadableFile[] = [];
  let bytes = 0;
  for (const file of files) {
    batch.push(file);
    bytes += file.size;
    if (batch.length < filesInBatch && bytes < bytesInBatch) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

const toAsked = (files: readonly ReadableFile[]): AskedFiles => ({
  paths: files.map(({ localPath }) => (typeof localPath === 'string' ? localPath : '')).join(separator),
  sizes: files.map(({ size }) => size),
  versions: files.map(({ version }) => version).join(separator),
});

/** What a thread could not read is read again here, which reports why. */
function piecesOf(
  { bytes, sizes }: Batch,
  files: readonly ReadableFile[],
  signal: AbortSignal | undefined,
): readonly Uint8Array[] {
  let start = 0;
  return files.map((file, index) => {
    const size = sizes[index];
    if (size === undefined) return readWhole(file, signal);
    start += size;
    return bytes.subarray(start - size, start);
  });
}
