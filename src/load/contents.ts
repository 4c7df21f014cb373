import { setImmediate } from 'node:timers/promises';
import { UsageError } from '../errors.ts';
import { contentOf, startContentHash } from '../sources/content-hash.ts';
import type { Chunks } from '../sources/source.ts';
import type { FoundFile } from './list.ts';
import { type ReadFile, readFiles } from './read-files.ts';

/** The contents of files as far as a run has had to know them, each read once. */
export interface Contents {
  /** Finds out the contents of files: from the listing if it has them, else from their bytes. */
  know(files: readonly FoundFile[]): Promise<void>;
  /** Equal for equal bytes; undefined of a file that nobody had to know. */
  of(found: FoundFile): string | undefined;
  /** Whether the file can be read at all: its first bytes are. */
  canRead(found: FoundFile): Promise<boolean>;
  /** The files with their bytes, in order; small ones that were read already are read no more. */
  read(files: readonly FoundFile[]): AsyncIterable<ReadFile>;
}

/** So many bytes of small files are kept from plan to staging; what is beyond them is read again. */
const mostKept = 64 * 1024 * 1024;
/** Signals get their turn after so many bytes. */
const bytesInOneGo = 1024 * 1024;

export function openContents(signal: AbortSignal | undefined): Contents {
  const known = new Map<FoundFile, string>();
  const kept = new Map<FoundFile, Uint8Array>();
  let keptBytes = 0;

  const of: Contents['of'] = (found) => found.file.content ?? known.get(found);

  function keep(found: FoundFile, bytes: Uint8Array): void {
    if (keptBytes + bytes.length > mostKept) return;
    keptBytes += bytes.length;
    kept.set(found, bytes);
  }

  return {
    of,
    async know(files) {
      let bytesInThisGo = 0;
      const unknown = files.filter((found) => of(found) === undefined);
      for await (const { found, bytes } of readFiles(unknown, signal)) {
        const isWhole = bytes instanceof Uint8Array;
        known.set(found, isWhole ? contentOf(bytes) : await hashOf(bytes));
        if (isWhole) keep(found, bytes);
        bytesInThisGo += found.file.size;
        if (bytesInThisGo < bytesInOneGo) continue;
        bytesInThisGo = 0;
        await setImmediate();
      }
    },
    async canRead({ source, file }) {
      try {
        for await (const _ of source.read(file, signal)) break;
        return true;
      } catch (error) {
        if (error instanceof UsageError) return false;
        throw error;
      }
    },
    async *read(files) {
      const rest = readFiles(
        files.filter((found) => !kept.has(found)),
        signal,
      )[Symbol.asyncIterator]();
      try {
        for (const found of files) {
          const bytes = kept.get(found);
          if (bytes !== undefined) {
            kept.delete(found);
            yield { found, bytes };
            continue;
          }
          const next = await rest.next();
          if (next.done) return;
          yield next.value;
        }
      } finally {
        await rest.return?.();
      }
    },
  };
}

async function hashOf(chunks: Chunks): Promise<string> {
  const hash = startContentHash();
  for await (const chunk of chunks) hash.update(chunk);
  return hash.content();
}
