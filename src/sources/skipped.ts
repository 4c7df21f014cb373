import { dataEndings } from './data-file.ts';
import type { SkippedName } from './source.ts';

/** What a listing did not take for data. The names are a contract: `etl --json` prints it as it is. */
export interface SkippedFiles {
  /** All of them; a hidden folder counts once, whatever is in it. */
  readonly files: number;
  /** Those with a hidden name. */
  readonly hidden: number;
  /** The others by their ending in lower case; `no ending` and `other endings` are kinds too. */
  readonly by_ending: Readonly<Record<string, number>>;
}

export interface SkippedTally {
  add(skipped: SkippedName): void;
  counts(): SkippedFiles;
  /** The first of them, at most {@link mostLocations}. */
  readonly locations: readonly string[];
}

const mostLocations = 100;

/** A name is data: a folder could hold a different ending for each file. */
const mostEndings = 20;

export function tallySkipped(): SkippedTally {
  const endings = new Map<string, number>();
  const locations: string[] = [];
  let hidden = 0;
  let last: string | undefined;
  let files = 0;
  return {
    locations,
    add({ location, isHidden }) {
      if (location === last) return; // of a hidden folder, a bucket lists each object
      last = location;
      files++;
      if (locations.length < mostLocations) locations.push(location);
      if (isHidden) return void hidden++;
      const ending = endingOf(location);
      const kind = endings.has(ending) || endings.size < mostEndings ? ending : otherEndings;
      endings.set(kind, (endings.get(kind) ?? 0) + 1);
    },
    counts: () => ({
      files,
      hidden,
      by_ending: Object.fromEntries([...endings].sort(([a], [b]) => (a < b ? -1 : 1))),
    }),
  };
}

const noEnding = 'no ending';
const otherEndings = 'other endings';

const packedName = /(?:\.[a-z][a-z0-9]{0,11})?\.(?:bz2|zst|zip|xz|lz4|7z|tar|tgz|snappy|br|z|gz)$/i;
/** Whether a name ends as archives and compressed files do. */
export const isPacked = (name: string): boolean => packedName.test(name);

/** What is gzip is read by its content; an archive in it is not. */
const isReadable = /(?<!\.tar)\.gz$/;
const tableName = /\.(?:csv|tsv|parquet|orc|avro|xlsx|arrow|feather)(?:\.gz)?$/i;
const anyEnding = /\.[a-z][a-z0-9]{0,11}$/i;

/** `.csv`, `.json.zst`; in lower case, since `.CSV` is the same. */
export function endingOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (!name.includes('.')) return noEnding;
  const [ending = otherEndings] = packedName.exec(name) ?? anyEnding.exec(name) ?? [];
  return ending.toLowerCase();
}

/** Counts of both, as if one listing had met them. */
export function addSkipped(first: SkippedFiles, second: SkippedFiles): SkippedFiles {
  const endings = { ...first.by_ending };
  for (const [ending, files] of Object.entries(second.by_ending))
    endings[ending] = (endings[ending] ?? 0) + files;
  return { files: first.files + second.files, hidden: first.hidden + second.hidden, by_ending: endings };
}

export const nothingSkipped: SkippedFiles = { files: 0, hidden: 0, by_ending: {} };

/** `2 .csv, 1 .txt, 3 hidden`; empty if nothing was skipped. */
export function describeSkipped({ hidden, by_ending }: SkippedFiles): string {
  const kinds = Object.entries(by_ending).map(([ending, files]) => `${files} ${words[ending] ?? ending}`);
  return [...kinds, ...(hidden === 0 ? [] : [`${hidden} hidden`])].join(', ');
}

const words: Readonly<Record<string, string>> = {
  [noEnding]: 'without an ending',
  [otherEndings]: 'with other endings',
};

/** What to do with skipped files that may hold records, a sentence each. */
export function adviceOnSkipped({
  dataSet,
  skipped,
  skippedLocations,
  listed = [],
}: SkippedOfDataSet): readonly string[] {
  const endings = Object.keys(skipped.by_ending);
  const tabular = endings.filter((ending) => tableName.test(ending));
  const packed = endings.filter(
    (ending) => isPacked(ending) && !isReadable.test(ending) && !tabular.includes(ending),
  );
  const [other] = endings.filter((ending) => !packed.includes(ending) && !tabular.includes(ending));
  return [
    ...(packed.length > 0
      ? [`Unpack ${packed.join(', ')} files, or compress their content as .json.gz.`]
      : []),
    ...(tabular.length > 0
      ? [
          `Convert ${tabular.join(', ')} files to JSON, for example in DuckDB: copy (from 'FILE') to 'FILE.json'`,
        ]
      : []),
    ...(other !== undefined
      ? [
          `If they hold JSON records, name them by a pattern: ${[...listed, `--${dataSet} '${patternOf(skippedLocations, other)}'`].join(' ')}`,
        ]
      : []),
  ];
}

/** A pattern for the files of one ending. */
function patternOf(locations: readonly string[], ending: string): string {
  const files = locations.filter((location) => !location.endsWith('/') && endingOf(location) === ending);
  const folders = new Set(files.map((location) => location.slice(0, location.lastIndexOf('/') + 1)));
  const [first = ''] = folders;
  const name = ending.startsWith('.') ? `*${ending}` : '*';
  return folders.size === 1 ? first + name : `${commonFolder([...folders])}**/${name}`;
}

function commonFolder(folders: readonly string[]): string {
  const [first = [], ...others] = folders.map((folder) => folder.split('/'));
  const depth = first.findIndex((name, at) => others.some((each) => each[at] !== name));
  return first
    .slice(0, depth)
    .map((name) => `${name}/`)
    .join('');
}

interface SkippedOfDataSet {
  readonly dataSet: 'logs' | 'songs';
  readonly skipped: SkippedFiles;
  readonly skippedLocations: readonly string[];
  /** Flags of what is loaded: a flag for the skipped files alone would replace it. */
  readonly listed?: readonly string[];
}

/** What was skipped though it may be data, and what to do; undefined if all of it was hidden. */
export function warnOfSkipped(ofDataSet: SkippedOfDataSet): string | undefined {
  const { dataSet, skipped } = ofDataSet;
  const files = skipped.files - skipped.hidden;
  if (files === 0) return undefined;
  const [counted, are] = files === 1 ? ['1 file', 'is'] : [`${files} files`, 'are'];
  const kinds = describeSkipped({ ...skipped, hidden: 0 });
  const advice = adviceOnSkipped(ofDataSet);
  return [`${counted} of the ${dataSet} ${are} skipped: ${kinds}.`, dataEndings, ...advice].join(' ');
}
