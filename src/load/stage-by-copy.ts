import { firstShape } from '../formats/first-shape.ts';
import type { Loader, StraightLoader } from '../warehouse/warehouse.ts';
import type { FoundFile } from './list.ts';
import type { StagedFile, Staging } from './stage.ts';

/**
 * Lets the engine copy files straight from the source, a data set at a time, where it can and that is better than
 * reading them here. Which row came from which file is not known afterwards: the first file represents all of them.
 *
 * @returns what was copied, and the files that are left to be read here
 */
export async function stageByCopy(
  { straight }: Loader,
  staging: Staging,
): Promise<{ readonly copied: readonly StagedFile[]; readonly rest: readonly FoundFile[] }> {
  if (straight === undefined) return { copied: [], rest: staging.files };
  const copied: StagedFile[] = [];
  const isRefused = ({ file }: FoundFile) => staging.filesToValidate.includes(file.location);
  const rest = staging.files.filter(isRefused);
  for (const dataSet of ['songs', 'logs'] as const) {
    const files = staging.files.filter((found) => found.dataSet === dataSet && !isRefused(found));
    const isAnyCase = staging.tables[dataSet].ignoresCase;
    if (files.length === 0 || isAnyCase || !straight.suits(files.map(({ file }) => file)))
      rest.push(...files);
    else {
      const { plain, gzipped, others } = await lookAt(files, staging.signal);
      rest.push(...others);
      for (const group of byRegion(plain)) {
        const firstFileId = staging.firstFileId + copied.length;
        const { staged, unfit } = await copyFit(straight, group, { gzipped, firstFileId, staging });
        copied.push(...staged);
        rest.push(...unfit);
      }
    }
  }
  return { copied, rest };
}

const lookedAtOnce = 16;

/**
 * Looks at the first bytes of each file: of an array COPY would make one row, and only the bytes show what is compressed.
 * Files that are not newline-delimited are for the validating parser.
 */
async function lookAt(files: readonly FoundFile[], signal: AbortSignal | undefined) {
  const plain: FoundFile[] = [];
  const others: FoundFile[] = [];
  const gzipped = new Set<string>();
  for (let at = 0; at < files.length; at += lookedAtOnce) {
    const some = files.slice(at, at + lookedAtOnce);
    const shapes = await Promise.all(some.map(({ source, file }) => firstShape(source.read(file, signal))));
    for (const [index, found] of some.entries()) {
      (shapes[index]?.isNewlineDelimited ? plain : others).push(found);
      if (shapes[index]?.isGzip) gzipped.add(found.file.location);
    }
  }
  return { plain, gzipped, others };
}

interface Copying {
  readonly gzipped: ReadonlySet<string>;
  readonly firstFileId: number;
  readonly staging: Staging;
}

interface Copied {
  readonly staged: readonly StagedFile[];
  /** Files in which the engine takes records that lack what every record needs. */
  readonly unfit: readonly FoundFile[];
}

/**
 * Copies files together. Where the engine took a record that is to be rejected, whose file no row names, each half is copied
 * by itself, until the files with such records are known: few COPYs where few files have them.
 */
async function copyFit(
  straight: StraightLoader,
  files: readonly FoundFile[],
  copying: Copying,
): Promise<Copied> {
  const staged = await copyAll(straight, files, copying);
  if (staged !== undefined) return { staged, unfit: [] };
  if (files.length === 1) return { staged: [], unfit: files };
  const middle = Math.ceil(files.length / 2);
  const one = await copyFit(straight, files.slice(0, middle), copying);
  const firstFileId = copying.firstFileId + one.staged.length;
  const other = await copyFit(straight, files.slice(middle), { ...copying, firstFileId });
  return { staged: [...one.staged, ...other.staged], unfit: [...one.unfit, ...other.unfit] };
}

/** Undefined where nothing was staged, since a record is to be rejected. */
async function copyAll(
  straight: StraightLoader,
  files: readonly FoundFile[],
  { gzipped, firstFileId, staging }: Copying,
): Promise<readonly StagedFile[] | undefined> {
  const { tables, listed, jsonPaths, advance, clock } = staging;
  const [first] = files;
  if (first === undefined) return [];
  const { dataSet, source } = first;
  const isWhole =
    files.length === listed.filter((each) => each.dataSet === dataSet).length &&
    files.every((each) => each.source === source);
  const { rows, loadedBy, unfit } = await straight.copy({
    table: tables[dataSet],
    files: files.map(({ file }) => file),
    gzipped,
    clock,
    folder: isWhole ? source.prefix : undefined,
    others: source.otherObject === undefined ? [] : [source.otherObject],
    jsonPaths: jsonPaths[dataSet],
    region: source.region,
    fileId: firstFileId,
  });
  if (unfit > 0) return undefined;
  advance(
    files.length,
    files.reduce((bytes, { file }) => bytes + file.size, 0),
  );
  return files.map((found, index) => ({
    found,
    fileId: firstFileId + index,
    content: found.file.content ?? '',
    copyGroupId: firstFileId,
    loadedBy,
    ...counts(index === 0 ? rows : 0),
  }));
}

/** A COPY names one region; the buckets of several locations may be in several. */
function byRegion(files: readonly FoundFile[]): Iterable<readonly FoundFile[]> {
  const groups = new Map<string | undefined, FoundFile[]>();
  for (const found of files) {
    const group = groups.get(found.source.region);
    if (group === undefined) groups.set(found.source.region, [found]);
    else group.push(found);
  }
  return groups.values();
}

/** Nobody looks at each byte of a file that COPY reads. */
const counts = (rows: number) => ({
  ...{ records: rows, staged: rows, rejected: 0, ahead: 0, lines: rows, blank: 0 },
  ...{ bytes: 0, stagedBytes: 0, rejectedBytes: 0, betweenBytes: 0 },
});
