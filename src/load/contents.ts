import { setImmediate } from 'node:timers/promises';
import { UsageError } from '../errors.ts';
import { contentOf, hashName, hashSize, startContentHash } from '../sources/content-hash.ts';
import type { Chunks } from '../sources/source.ts';
import type { FoundFile } from './list.ts';
import { type ReadFile, readFiles } from './read-files.ts';

/** The contents of files as far as a run has had to know them, each read once. */
export interface Contents {
  /** Finds out the contents of files: from the listing if it has them, else from their bytes. */
  know(files: readonly FoundFile[]): Promise<void>;
  /** Equal for equal bytes; undefined of a file that nobody had to know. */
  of(found: FoundFile): string | undefined;
  /** Remembers what a file was found to hold. */
  note(found: FoundFile, content: string): void;
  /** Whether the file can be read at all: its first bytes are. */
  canRead(found: FoundFile): Promise<boolean>;
  /** The files with their bytes, in order, as many at a time as are in memory; of those that were read already many are read no more. */
  read(files: readonly FoundFile[]): AsyncIterable<readonly ReadFile[]>;
}

/** So many bytes of small files are kept from plan to staging; what is beyond them is read again. */
const mostKept = 64 * 1024 * 1024;
/** Files are handed out so many at a time. */
const filesAtOnce = 512;
/** Signals get their turn after so many bytes. */
const bytesInOneGo = 1024 * 1024;

export function openContents(signal: AbortSignal | undefined): Contents {
  const known = keepHashes();
  const kept = keepFiles();

  const of: Contents['of'] = (found) => found.file.content ?? known.get(found);

  return {
    of,
    note: known.set,
    async know(files) {
      let bytesInThisGo = 0;
      const unknown = files.filter((found) => of(found) === undefined);
      for await (const batch of readFiles(unknown, signal)) {
        for (const { found, bytes } of batch) {
          const isWhole = bytes instanceof Uint8Array;
          known.set(found, isWhole ? contentOf(bytes) : await hashOf(bytes));
          if (isWhole) kept.add(found, bytes);
          bytesInThisGo += found.file.size;
        }
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
      const others = files.filter((found) => !kept.has(found));
      const rest = readFiles(others, signal)[Symbol.asyncIterator]();
      let read: readonly ReadFile[] = [];
      let taken = 0;
      let batch: ReadFile[] = [];
      try {
        for (const found of files) {
          const bytes = kept.get(found);
          if (batch.length >= filesAtOnce || (bytes === undefined && taken === read.length)) {
            yield batch;
            batch = [];
          }
          while (bytes === undefined && taken === read.length) {
            read = (await rest.next()).value;
            taken = 0;
          }
          batch.push(bytes === undefined ? (read[taken++] as ReadFile) : { found, bytes });
        }
        yield batch;
        kept.release();
      } finally {
        await rest.return?.();
      }
    },
  };
}

/** The contents of files by their hashes, 32 bytes each: as texts, they would take three times as much. */
function keepHashes() {
  const places = new Map<FoundFile, number>();
  let hashes = Buffer.alloc(1024 * hashSize);
  return {
    set(found: FoundFile, content: string): void {
      const place = places.get(found) ?? places.size * hashSize;
      if (place === hashes.length) hashes = Buffer.concat([hashes, Buffer.alloc(place)]);
      hashes.write(content.slice(hashName.length), place, 'hex');
      places.set(found, place);
    },
    get(found: FoundFile): string | undefined {
      const place = places.get(found);
      return place === undefined ? undefined : hashName + hashes.toString('hex', place, place + hashSize);
    },
  };
}

/** Small files one after the other in one piece of memory: as an array each, they would take twice as much. */
function keepFiles() {
  const places = new Map<FoundFile, number>();
  let store: Buffer<ArrayBuffer> | undefined;
  let end = 0;
  return {
    add(found: FoundFile, bytes: Uint8Array): void {
      if (end + bytes.length > mostKept || bytes.length !== found.file.size) return;
      store ??= Buffer.allocUnsafeSlow(mostKept);
      store.set(bytes, end);
      places.set(found, end);
      end += bytes.length;
    },
    has: (found: FoundFile): boolean => places.has(found),
    get(found: FoundFile): Uint8Array | undefined {
      const place = places.get(found);
      return place === undefined ? undefined : store?.subarray(place, place + found.file.size);
    },
    /** Gives the memory back at once, which the garbage collector would look at much later. */
    release(): void {
      places.clear();
      if (store !== undefined) structuredClone(store.buffer, { transfer: [store.buffer] });
      store = undefined;
      end = 0;
    },
  };
}

async function hashOf(chunks: Chunks): Promise<string> {
  const hash = startContentHash();
  for await (const chunk of chunks) hash.update(chunk);
  return hash.content();
}
