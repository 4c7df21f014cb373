import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder, and those above it. In a file system such as `/proc`, where a folder exists and takes no new one,
 * `mkdir` of Node.js 20 with `recursive` tries for ever.
 *
 * @returns the topmost folder that was made, if any was
 */
export function makeFolder(path: string, mode?: number): string | undefined {
  const parent = dirname(path);
  const top = existsSync(parent) || parent === path ? undefined : makeFolder(parent, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) return top;
    // `mkdir` says EEXIST, as of the folder that should be made.
    throw found === undefined ? error : Object.assign(new Error(`${path} is a file`), { code: 'ENOTDIR' });
  }
  return top ?? path;
}
