import type { ListedFile } from '../sources/data-set.ts';

/** The most bytes that are kept; files beyond them are read again. */
const mostKept = 64 * 1024 * 1024;

/** Keeps the bytes of small files from plan to staging, in one buffer: an array for each would take twice as much memory. */
export function keepFiles() {
  const places = new Map<ListedFile, number>();
  let store: Buffer<ArrayBuffer> | undefined;
  let end = 0;
  return {
    add(found: ListedFile, bytes: Uint8Array): void {
      if (end + bytes.length > mostKept || bytes.length !== found.file.size) return;
      store ??= Buffer.allocUnsafeSlow(mostKept);
      store.set(bytes, end);
      places.set(found, end);
      end += bytes.length;
    },
    has: (found: ListedFile): boolean => places.has(found),
    get(found: ListedFile): Uint8Array | undefined {
      const place = places.get(found);
      return place === undefined ? undefined : store?.subarray(place, place + found.file.size);
    },
    /** Frees the memory at once: the garbage collector would do so much later. */
    release(): void {
      places.clear();
      if (store !== undefined) structuredClone(store.buffer, { transfer: [store.buffer] });
      store = undefined;
      end = 0;
    },
  };
}
