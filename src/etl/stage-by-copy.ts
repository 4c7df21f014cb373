import { folderPrefix } from '../sources/s3-location.ts';
import { isDataFile } from '../sources/source.ts';
import type { Loader, StraightLoader } from '../warehouse/warehouse.ts';
import type { StagedFile, Staging } from './stage.ts';
import type { FoundFile } from './subtract.ts';

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
    if (files.length > 0 && straight.suits(files.map(({ file }) => file))) {
      copied.push(...(await copyAll(straight, files, staging.firstFileId + copied.length, staging)));
    } else rest.push(...files);
  }
  return { copied, rest };
}

async function copyAll(
  straight: StraightLoader,
  files: readonly FoundFile[],
  firstFileId: number,
  { tables, contents, listed, jsonPathsLocation, advance }: Staging,
): Promise<readonly StagedFile[]> {
  const wanted = files.filter((found) => contents.claim(found, found.file.content ?? ''));
  const [first] = wanted;
  if (first === undefined) return [];
  const { dataSet, source } = first;
  const { rows, loadedBy } = await straight.copy({
    table: tables[dataSet],
    files: wanted.map(({ file }) => file),
    folder:
      wanted.length === listed.filter((each) => each.dataSet === dataSet).length
        ? folderOf(source.location)
        : undefined,
    others: source.passedOver ?? [],
    jsonPaths: jsonPathsLocation,
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
    copiedWith: firstFileId,
    loadedBy,
    ...counts(index === 0 ? rows : 0),
  }));
}

function folderOf(location: string): string | undefined {
  return isDataFile(location) ? undefined : folderPrefix(location);
}

const counts = (rows: number) => ({ lines: rows, staged: rows, rejected: 0, blank: 0 });
