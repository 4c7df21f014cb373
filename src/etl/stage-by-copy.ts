import type { Loader, StraightLoader } from '../warehouse/warehouse.ts';
import type { FoundFile } from './plan.ts';
import type { StagedFile, Staging } from './stage.ts';

/**
 * Lets the engine copy files straight from the source, a data set at a time, where it can and that is better than
 * reading them here. Which row came from which file is not known afterwards: the first file stands for all of them.
 *
 * @returns what was copied, and the files that are left to be read here
 */
export async function stageByCopy(
  { straight }: Loader,
  staging: Staging,
): Promise<{ readonly copied: readonly StagedFile[]; readonly rest: readonly FoundFile[] }> {
  if (straight === undefined) return { copied: [], rest: staging.files };
  const copied: StagedFile[] = [];
  const rest: FoundFile[] = [];
  for (const dataSet of ['songs', 'logs'] as const) {
    const files = staging.files.filter((found) => found.dataSet === dataSet);
    const isAnyCase = staging.tables[dataSet].ignoresCase;
    if (files.length === 0 || isAnyCase || !straight.suits(files.map(({ file }) => file)))
      rest.push(...files);
    else
      for (const group of byRegion(files))
        copied.push(...(await copyAll(straight, group, staging.firstFileId + copied.length, staging)));
  }
  return { copied, rest };
}

async function copyAll(
  straight: StraightLoader,
  files: readonly FoundFile[],
  firstFileId: number,
  { tables, contents, listed, jsonPaths, advance }: Staging,
): Promise<readonly StagedFile[]> {
  const wanted = files.filter((found) => contents.claim(found, found.file.content ?? ''));
  const [first] = wanted;
  if (first === undefined) return [];
  const { dataSet, source } = first;
  const isWhole =
    wanted.length === listed.filter((each) => each.dataSet === dataSet).length &&
    wanted.every((each) => each.source === source);
  const { rows, loadedBy } = await straight.copy({
    table: tables[dataSet],
    files: wanted.map(({ file }) => file),
    folder: isWhole ? source.prefix : undefined,
    others: source.otherObject === undefined ? [] : [source.otherObject],
    jsonPaths: jsonPaths[dataSet],
    region: source.region,
    fileId: firstFileId,
  });
  advance(
    wanted.length,
    wanted.reduce((bytes, { file }) => bytes + file.size, 0),
  );
  return wanted.map((found, index) => ({
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
