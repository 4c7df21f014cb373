import { hashName, hashSize } from '../sources/content-hash.ts';
import type { ListedFile } from '../sources/data-set.ts';

/** Keeps the hashes of files in one buffer, 32 bytes each: as texts, they would take three times as much memory. */
export function keepHashes() {
  const places = new Map<ListedFile, number>();
  let hashes = Buffer.alloc(1024 * hashSize);
  return {
    set(found: ListedFile, content: string): void {
      const place = places.get(found) ?? places.size * hashSize;
      if (place === hashes.length) hashes = Buffer.concat([hashes, Buffer.alloc(place)]);
      hashes.write(content.slice(hashName.length), place, 'hex');
      places.set(found, place);
    },
    get(found: ListedFile): string | undefined {
      const place = places.get(found);
      return place === undefined ? undefined : hashName + hashes.toString('hex', place, place + hashSize);
    },
  };
}
