import fc from 'fast-check';
import { type ContentOptions, type FileContent, fileContents } from './generate-files.ts';
import { nameFile, readable } from './name-file.ts';
import type { DataSet, ReferenceFile } from './rows.ts';

/** What happens to the folder between two runs. */
export type Change =
  | { readonly kind: 'add'; readonly file: ReferenceFile }
  | { readonly kind: 'change'; readonly file: ReferenceFile }
  /** Written again with the same bytes. */
  | { readonly kind: 'touch'; readonly file: ReferenceFile }
  | { readonly kind: 'remove'; readonly location: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string };

export interface HistoryRun {
  readonly changes: readonly Change[];
  /** The folder as this run finds it, after its changes. */
  readonly files: readonly ReferenceFile[];
  readonly prune: boolean;
  readonly rebuild: boolean;
  /** Whether the tables are brought back to an older version before the run, which has to upgrade them. */
  readonly olderTables: boolean;
  /** Where the run is killed, as a share of its steps from 0 to 1; `null` is a run that ends well. */
  readonly crashAt: number | null;
}

/** Runs over a folder that changes. The last one ends well and prunes, so its `files` are what the tables must show. */
export interface History {
  readonly runs: readonly HistoryRun[];
  readonly files: readonly ReferenceFile[];
}

export interface HistoryOptions extends ContentOptions {
  /** How many runs there are at most, the last included. */
  readonly maxRuns?: number;
  /** How many changes lie before a run at most. */
  readonly maxChanges?: number;
}

const names = 6;

/**
 * Histories of runs: files are added, changed, touched, removed, renamed, and names used again, between runs with nothing
 * new and runs that are killed. There is always a file of each data set, and no two files ever have the same bytes.
 */
export function histories(options: HistoryOptions = {}): fc.Arbitrary<History> {
  const { maxRuns = 5, maxChanges = 4 } = options;
  const wish = fc.record({
    kind: fc.constantFrom('add', 'add', 'change', 'touch', 'remove', 'rename'),
    dataSet: fc.constantFrom<DataSet>('logs', 'songs'),
    name: fc.nat({ max: names - 1 }),
    other: fc.nat({ max: names - 1 }),
    content: fc.nat({ max: 9 }),
  });
  const run = fc.record({
    wishes: fc.array(wish, { maxLength: maxChanges }),
    prune: fc.boolean(),
    rebuild: fc.integer({ min: 0, max: 9 }).map((number) => number >= 7),
    olderTables: fc.integer({ min: 0, max: 9 }).map((number) => number >= 8),
    crashAt: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 3 }),
  });
  return fc
    .record({
      logs: fileContents('logs', 6, options),
      songs: fileContents('songs', 6, options),
      runs: fc.array(run, { minLength: 1, maxLength: maxRuns }),
    })
    .map(({ logs, songs, runs }) => play({ logs, songs }, runs));
}

interface Wish {
  readonly kind: Change['kind'];
  readonly dataSet: DataSet;
  readonly name: number;
  readonly other: number;
  readonly content: number;
}

type Contents = Readonly<Record<DataSet, readonly FileContent[]>>;
type WishedRun = Pick<HistoryRun, 'prune' | 'rebuild' | 'olderTables' | 'crashAt'> & {
  readonly wishes: readonly Wish[];
};

function play(contents: Contents, wished: readonly WishedRun[]): History {
  const folder = new Map<string, ReferenceFile>();
  const first = (['logs', 'songs'] as const).flatMap((dataSet) =>
    contents[dataSet]
      .slice(0, 1)
      .map((content): Change => ({ kind: 'add', file: nameFile(dataSet, 0, content) })),
  );
  for (const change of first) apply(folder, change);
  const runs = wished.map(({ wishes, prune, rebuild, olderTables, crashAt }, index): HistoryRun => {
    const changes = index === 0 ? [...first] : [];
    for (const wish of wishes) {
      const change = grant(folder, contents, wish);
      if (change === undefined) continue;
      apply(folder, change);
      changes.push(change);
    }
    const isLast = index === wished.length - 1;
    const ending = isLast ? { prune: true, crashAt: null } : { prune, crashAt };
    return { changes, files: [...folder.values()], rebuild, olderTables, ...ending };
  });
  return { runs, files: [...folder.values()] };
}

/** The change that a drawn step makes in the folder as it is, if any. */
function grant(
  folder: ReadonlyMap<string, ReferenceFile>,
  contents: Contents,
  { kind, dataSet, name, other, content }: Wish,
): Change | undefined {
  const present = [...folder.values()].filter((file) => file.dataSet === dataSet);
  const chosen = present[name % present.length];
  const fresh = contents[dataSet][content % contents[dataSet].length];
  if (chosen === undefined || fresh === undefined) return undefined;
  const { location, bytes } = chosen;
  switch (kind) {
    case 'add': {
      const file = nameFile(dataSet, name, fresh);
      const isNew = !folder.has(file.location) && !present.some((known) => sameBytes(known, file));
      return isNew ? { kind, file } : undefined;
    }
    case 'change': {
      const file = readable({ location, dataSet, bytes: fresh.bytes });
      return !present.some((known) => sameBytes(known, file)) ? { kind, file } : undefined;
    }
    case 'touch':
      return { kind, file: chosen };
    case 'remove':
      return present.length > 1 ? { kind, location } : undefined;
    case 'rename': {
      const extension = location.slice(location.indexOf('.'));
      const to = nameFile(dataSet, other, { bytes, extension: extension.slice(1) }).location;
      return folder.has(to) ? undefined : { kind, from: location, to };
    }
  }
}

function apply(folder: Map<string, ReferenceFile>, change: Change): void {
  switch (change.kind) {
    case 'remove':
      folder.delete(change.location);
      return;
    case 'rename': {
      const file = folder.get(change.from);
      folder.delete(change.from);
      if (file !== undefined) folder.set(change.to, readable({ ...file, location: change.to }));
      return;
    }
    default:
      folder.set(change.file.location, change.file);
  }
}

function sameBytes(a: ReferenceFile, b: ReferenceFile): boolean {
  return Buffer.compare(a.bytes, b.bytes) === 0;
}
