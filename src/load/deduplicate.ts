import type { ListedFile } from '../sources/data-set.ts';
import type { DataSet } from '../sources/source.ts';
import type { RelistedFile } from './compare-files.ts';
import type { LoadedFile } from './manifest/manifest.ts';
import type { Copy } from './report.ts';

/** What becomes of files that may be loaded already, by their contents. */
export interface Deduplicated {
  /** To be loaded. */
  readonly load: readonly ListedFile[];
  readonly copies: readonly Copy[];
  /** Loaded under other names that are no longer there. */
  readonly renamed: readonly RelistedFile[];
  /** Loaded files to be read again that are found under another name: they are loaded from there, and their rows are replaced. */
  readonly foundAgain: readonly LoadedFile[];
}

export interface DeduplicateOptions {
  /** The files of this run. */
  readonly found: readonly ListedFile[];
  /** The loaded files whose rows stay. */
  readonly loaded: readonly LoadedFile[];
  /** Those of them that are no longer listed: a file with the content of one is the same file, renamed. */
  readonly leaving: readonly LoadedFile[];
  readonly allowCopies: boolean;
}

/** The files that have the size of a loaded one, or of another of them: only these can be copies. */
export function mayBeCopies({
  found,
  loaded,
}: Pick<DeduplicateOptions, 'found' | 'loaded'>): readonly ListedFile[] {
  if (found.length === 0) return [];
  const sizeOf = ({ dataSet, file }: ListedFile) => `${dataSet} ${file.size}`;
  const seen = new Set(loaded.map(({ dataSet, size }) => `${dataSet} ${size}`));
  const shared = new Set(seen);
  for (const each of found) {
    const size = sizeOf(each);
    if (seen.has(size)) shared.add(size);
    seen.add(size);
  }
  return found.filter((each) => shared.has(sizeOf(each)));
}

/** Decides for each file, in order, by its content where that is known; no content is loaded twice. */
export function deduplicate(
  { found, loaded, leaving, allowCopies }: DeduplicateOptions,
  contentOf: (found: ListedFile) => string | undefined,
): Deduplicated {
  const present = byContent<{ readonly location: string }>(found.length === 0 ? [] : loaded);
  const former = byContent(leaving);
  const lastWith = new Map<number, ListedFile>();
  const load: ListedFile[] = [];
  const copies: Copy[] = [];
  const renamed: RelistedFile[] = [];
  const foundAgain: LoadedFile[] = [];
  for (const each of found) {
    const content = contentOf(each);
    if (content === undefined) {
      load.push(each);
      continue;
    }
    const end = endOf(content);
    const alike = lastWith.get(end);
    if (alike !== undefined) present[alike.dataSet].set(contentOf(alike) as string, alike.file);
    const left = former[each.dataSet].get(content);
    const twin = present[each.dataSet].get(content);
    former[each.dataSet].delete(content);
    if (left !== undefined && !left.readAgain) renamed.push({ loaded: left, found: each });
    else if (left !== undefined) {
      foundAgain.push(left);
      load.push(each);
    } else if (twin !== undefined && each.file.size > 0 && !allowCopies) {
      copies.push({ location: each.file.location, of: twin.location });
      continue;
    } else load.push(each);
    lastWith.set(end, each);
  }
  return { load, copies, renamed, foundAgain };
}

/** Files of one content have one end of its hash. It is kept in place of the hash: the texts of 385,252 files take 80 MB. */
function endOf(content: string): number {
  return Number.parseInt(content.slice(-8), 16) | 0;
}

function byContent<File>(
  files: readonly (File & Pick<LoadedFile, 'dataSet' | 'contentHash'>)[],
): Readonly<Record<DataSet, Map<string, File>>> {
  const maps = { logs: new Map<string, File>(), songs: new Map<string, File>() };
  for (const file of files) maps[file.dataSet].set(file.contentHash, file);
  return maps;
}
