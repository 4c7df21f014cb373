import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Who of this process has a file open: one who writes, or any number of those who read. */
interface Holders {
  writer: boolean;
  readers: number;
}

const held = new Map<string, Holders>();

/**
 * Takes a database file for this process: to write it alone, or to read it along with other readers. DuckDB's own lock
 * holds between processes only (fcntl); within one, two instances of it would write over each other.
 *
 * @param path from `realPath`
 * @returns how to give it back; undefined if it is taken
 */
export function takeFile(path: string, readOnly: boolean): (() => void) | undefined {
  const holders = held.get(path) ?? { writer: false, readers: 0 };
  if (holders.writer || (!readOnly && holders.readers > 0)) return undefined;
  held.set(path, holders);
  if (readOnly) holders.readers++;
  else holders.writer = true;
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    if (readOnly) holders.readers--;
    else holders.writer = false;
    if (holders.readers === 0) held.delete(path);
  };
}

/** The one path of a file that several lead to; of one that is still to be made, by its folder. */
export function realPath(location: string): string {
  const path = resolve(location);
  for (const known of [path, dirname(path)]) {
    try {
      const real = realpathSync(known);
      return known === path ? real : join(real, basename(path));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    }
  }
  return path;
}
