import { setImmediate } from 'node:timers/promises';
import { UsageError } from '../errors.ts';
import { contentOf, startContentHash } from '../sources/content-hash.ts';
import type { ListedFile } from '../sources/data-set.ts';
import type { Chunks } from '../sources/source.ts';
import { keepFiles } from './keep-files.ts';
import { keepHashes } from './keep-hashes.ts';
import { type ReadFile, readFiles } from './read-files.ts';

/** The contents of files as far as a run has had to know them, each read once. */
export interface Contents {
  /** Finds out the contents of files: from the listing if it has them, else from their bytes. */
  know(files: readonly ListedFile[]): Promise<void>;
  /** Equal for equal bytes; undefined of a file that nobody had to know. */
  of(found: ListedFile): string | undefined;
  /** Remembers what a file was found to hold. */
  note(found: ListedFile, content: string): void;
  /** Whether the file can be read at all: its first bytes are. */
  canRead(found: ListedFile): Promise<boolean>;
  /** The files with their bytes, in order and in batches. Many of those that {@link know} has read are not read again. */
  read(files: readonly ListedFile[]): AsyncIterable<readonly ReadFile[]>;
}

const filesInBatch = 512;
/** Signals get their turn after so many bytes. */
const bytesWithoutPause = 1024 * 1024;

export function openContents(signal: AbortSignal | undefined): Contents {
  const known = keepHashes();
  const kept = keepFiles();

  const of: Contents['of'] = (found) => found.file.content ?? known.get(found);

  async function know(files: readonly ListedFile[]): Promise<void> {
    let bytesSincePause = 0;
    const unknown = files.filter((found) => of(found) === undefined);
    for await (const batch of readFiles(unknown, signal)) {
      for (const { found, bytes } of batch) {
        const isWhole = bytes instanceof Uint8Array;
        known.set(found, isWhole ? contentOf(bytes) : await hashOf(bytes));
        if (isWhole) kept.add(found, bytes);
        bytesSincePause += found.file.size;
      }
      if (bytesSincePause < bytesWithoutPause) continue;
      bytesSincePause = 0;
      await setImmediate();
    }
  }

  async function canRead({ source, file }: ListedFile): Promise<boolean> {
    try {
      for await (const _ of source.read(file, signal)) break;
      return true;
    } catch (error) {
      if (error instanceof UsageError) return false;
      throw error;
    }
  }

  async function* read(files: readonly ListedFile[]): AsyncGenerator<readonly ReadFile[]> {
    const others = files.filter((found) => !kept.has(found));
    const rest = readFiles(others, signal)[Symbol.asyncIterator]();
    let readAhead: readonly ReadFile[] = [];
    let taken = 0;
    let batch: ReadFile[] = [];
    try {
      for (const found of files) {
        const bytes = kept.get(found);
        if (batch.length >= filesInBatch || (bytes === undefined && taken === readAhead.length)) {
          yield batch;
          batch = [];
        }
        while (bytes === undefined && taken === readAhead.length) {
          readAhead = (await rest.next()).value;
          taken = 0;
        }
        batch.push(bytes === undefined ? (readAhead[taken++] as ReadFile) : { found, bytes });
      }
      yield batch;
      kept.release();
    } finally {
      await rest.return?.();
    }
  }

  return { of, note: known.set, know, canRead, read };
}

async function hashOf(chunks: Chunks): Promise<string> {
  const hash = startContentHash();
  for await (const chunk of chunks) hash.update(chunk);
  return hash.content();
}
