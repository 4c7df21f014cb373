import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesBelow } from '../../src/export/files-below.ts';
import type { ObjectStore } from './copy/copy-objects.ts';

/** A folder as a bucket: every file below it is an object, named by its path with `/`. */
export function folderObjects(folder: string): ObjectStore {
  return {
    list: async (_bucket, prefix) => (await filesBelow(folder)).filter((key) => key.startsWith(prefix)),
    get: (_bucket, key) => readFile(join(folder, key)),
  };
}
