import type { ListedFile } from '../sources/data-set.ts';
import type { OpenSources } from '../sources/open.ts';
import { packFiles } from '../sources/pack-files.ts';
import type { DataSet } from '../sources/source.ts';
import { collectGarbage, manyFiles } from './collect-garbage.ts';
import { type SkippedNames, skippedNames } from './skipped-names.ts';
import { sum } from './sum.ts';

/** The places that a run loads from; one of the two may be missing. */
export type Sources = Pick<OpenSources, DataSet>;

/** The bytes of files as they are stored. */
export function bytesOf(files: readonly ListedFile[]): number {
  return sum(files, ({ file }) => file.size);
}

interface ListOptions {
  readonly signal?: AbortSignal;
  /** Called with a sentence about skipped files that may be data. */
  readonly onWarning?: (sentence: string) => void;
}

/** Lists the files of a run, and the names that are not taken for data. */
export async function findFiles(
  sources: Sources,
  { signal, onWarning }: ListOptions,
): Promise<{ readonly found: readonly ListedFile[]; readonly skipped: SkippedNames }> {
  const found = await listFiles(sources, signal);
  const skipped = skippedNames([sources.logs, sources.songs]);
  for (const warning of skipped.warnings) onWarning?.(warning);
  return { found, skipped };
}

/**
 * Lists the files of both data sets, songs first, each in the order of its locations.
 *
 * @throws {UsageError} if a location holds no data: a folder that is not mounted looks like one from which all files are gone
 */
export async function listFiles(sources: Sources, signal?: AbortSignal): Promise<readonly ListedFile[]> {
  const found: ListedFile[] = [];
  for (const dataSet of ['songs', 'logs'] as const) {
    const files: ListedFile[] = [];
    for await (const each of sources[dataSet]?.list(signal) ?? []) files.push(each);
    files.sort(({ file: a }, { file: b }) =>
      a.location < b.location ? -1 : a.location > b.location ? 1 : 0,
    );
    for (const each of files.length < manyFiles ? files : packFiles(files)) found.push(each);
  }
  await collectGarbage(found.length);
  return found;
}
