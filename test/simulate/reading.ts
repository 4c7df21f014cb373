import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { groupBy } from '../../src/group-by.ts';

export interface LogEvent {
  readonly artist: string | null;
  readonly auth: string;
  readonly itemInSession: number;
  readonly length: number | null;
  readonly level: string;
  readonly method: string;
  readonly page: string;
  readonly registration: number | null;
  readonly sessionId: number;
  readonly song: string | null;
  readonly status: number;
  readonly ts: number;
  readonly userId: string;
}

/** The names of all files below a folder, with slashes, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}

/** One hash over the names and the bytes of all files below a folder, or over what compressed files hold. */
export function digest(folder: string, read: (path: string) => Buffer = readFileSync): string {
  const hash = createHash('sha256');
  for (const name of filesBelow(folder)) hash.update(`${name}\n`).update(read(join(folder, name)));
  return hash.digest('hex');
}

/** The bytes of a file, decompressed if it is compressed. */
export function unpacked(path: string): Buffer {
  const bytes = readFileSync(path);
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

/** The events of all log files below a folder, in the order of the files and of their lines. */
export function readEvents(folder: string): LogEvent[] {
  return filesBelow(join(folder, 'log_data')).flatMap((name) =>
    unpacked(join(folder, 'log_data', name))
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LogEvent),
  );
}

/** The events of each session, in their order. */
export function bySession(events: readonly LogEvent[]): readonly (readonly LogEvent[])[] {
  return [...groupBy(events, ({ sessionId }) => sessionId).values()];
}

export function countBy<T>(
  items: Iterable<T>,
  keyOf: (item: T) => string | number,
): Map<string | number, number> {
  const counts = new Map<string | number, number>();
  for (const item of items) {
    const key = keyOf(item);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
