import { groupBy } from '../group-by.ts';
import type { ListedFile } from '../sources/data-set.ts';
import { fetchAhead } from '../sources/fetch-ahead.ts';
import type { Chunks, Source, SourceFile } from '../sources/source.ts';

/** A file with its bytes as they are stored: a small one in memory, a large one in turn. */
export interface ReadFile {
  readonly found: ListedFile;
  readonly bytes: Uint8Array | Chunks;
}

/** Up to here a file is held in memory. */
const smallFile = 1024 * 1024;
const isSmall = ({ size }: SourceFile) => size <= smallFile;

/**
 * The files with their bytes, in order, as many at a time as are in memory: a promise for each of many small files would take
 * longer than reading it. From a source where waiting takes longest, several are read ahead.
 */
export async function* readFiles(
  files: readonly ListedFile[],
  signal: AbortSignal | undefined,
): AsyncIterable<readonly ReadFile[]> {
  for (const [source, ofSource] of groupBy(files, (found) => found.source)) {
    if (source.readsAtOnce === undefined) yield* readInTurn(source, ofSource, signal);
    else yield* readAhead(source, ofSource, source.readsAtOnce, signal);
  }
}

async function* readInTurn(
  source: Source,
  files: readonly ListedFile[],
  signal: AbortSignal | undefined,
): AsyncIterable<readonly ReadFile[]> {
  const small = files.map(({ file }) => file).filter(isSmall);
  const pieces = source.readSmall?.(small, signal)[Symbol.asyncIterator]();
  let batch: readonly Uint8Array[] = [];
  let taken = 0;
  let read: ReadFile[] = [];
  try {
    for (const found of files) {
      const isPiece = pieces !== undefined && isSmall(found.file);
      if (!isPiece || taken === batch.length) {
        yield read;
        read = [];
      }
      if (!isPiece) {
        yield [{ found, bytes: source.read(found.file, signal) }];
        continue;
      }
      if (taken === batch.length) {
        batch = (await pieces.next()).value;
        taken = 0;
      }
      read.push({ found, bytes: batch[taken++] as Uint8Array });
    }
    yield read;
  } finally {
    await pieces?.return?.();
  }
}

async function* readAhead(
  source: Source,
  files: readonly ListedFile[],
  concurrency: number,
  signal: AbortSignal | undefined,
): AsyncIterable<readonly ReadFile[]> {
  const rest = files[Symbol.iterator]();
  const listed = files.map(({ file }) => file);
  for await (const { file, chunks } of fetchAhead(source, listed, {
    concurrency,
    ...(signal && { signal }),
  })) {
    const next = rest.next();
    if (next.done) return;
    const inMemory = Array.isArray(chunks) && isSmall(file);
    yield [{ found: next.value, bytes: inMemory ? Buffer.concat(chunks) : chunks }];
  }
}
