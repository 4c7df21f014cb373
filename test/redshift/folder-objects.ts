import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ObjectStore } from './copy/copy-objects.ts';

/** A folder as a bucket: every file below it is an object, named by its path with `/`. */
export function folderObjects(folder: string): ObjectStore {
  return {
    async list(_bucket, prefix) {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const keys = entries
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
      return keys.filter((key) => key.startsWith(prefix));
    },
    get: (_bucket, key) => readFile(join(folder, key)),
  };
}
