import type { StagingTable } from './columns.ts';
import { comparable } from './what-it-is.ts';

/** A key that feeds a column, and the one that a record has in its place. */
export interface NearKey {
  readonly column: string;
  readonly expected: string;
  readonly found: string;
}

/** What services call a value that the usual key has another name for, such as newer eventsim. */
const otherNames = new Map<string, readonly string[]>(
  Object.entries({
    length: ['duration', 'songlength', 'songduration'],
    location: ['city'],
    song: ['songtitle', 'track', 'title'],
    artist: ['artistname'],
    ts: ['timestamp', 'eventts', 'time'],
    userId: ['user', 'uid'],
    sessionId: ['session'],
    itemInSession: ['item', 'sequence'],
    userAgent: ['agent'],
    registration: ['registered', 'registeredat'],
  }),
);

/** Keys that a record lacks, each with the key in it that means the same: in another case, or by another name. */
export function nearKeys(
  object: Readonly<Record<string, unknown>>,
  { columns }: StagingTable,
): readonly NearKey[] {
  const present = Object.keys(object);
  const taken = new Set(columns.map(({ path }) => String(path[0])));
  const free = new Map(present.filter((key) => !taken.has(key)).map((key) => [comparable(key), key]));
  return columns.flatMap(({ name: column, path }) => {
    const expected = String(path[0]);
    if (path.length !== 1 || Object.hasOwn(object, expected)) return [];
    const found = [comparable(expected), ...(otherNames.get(expected) ?? [])]
      .map((other) => free.get(other))
      .find((key) => key !== undefined);
    return found === undefined ? [] : [{ column, expected, found }];
  });
}
