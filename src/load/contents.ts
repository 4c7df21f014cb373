import type { DataSet } from '../sources/source.ts';
import { startContentHash } from './content-hash.ts';
import type { LoadedFile } from './manifest/manifest.ts';
import type { FoundFile } from './plan.ts';

/** A file with the content of another one, which is loaded. */
export interface Copy {
  readonly location: string;
  readonly of: string;
}

/** A loaded file that is now found under another name. */
export interface RenamedFile {
  readonly loaded: LoadedFile;
  readonly found: FoundFile;
}

/** Which contents are loaded, whatever the names of the files: so that none is loaded twice. */
export interface Contents {
  /** Whether a file may be a copy, by its size; of no other the content need be known before it is read. */
  mayHold(found: FoundFile): boolean;
  /** Takes a content for a file that is about to be loaded; false if it is a copy, or a loaded file by a new name. */
  claim(found: FoundFile, content: string): boolean;
  readonly copies: readonly Copy[];
  readonly renamed: readonly RenamedFile[];
  /** Loaded files to be read again that were found by another name, and read by that: their rows go. */
  readonly replaced: readonly LoadedFile[];
}

interface ContentsOptions {
  /** The loaded files whose rows stay. */
  readonly loaded: readonly LoadedFile[];
  /** Those of them that are no longer listed: a file with the content of one takes it over. */
  readonly missing: readonly LoadedFile[];
  /** The files of this run. */
  readonly found: readonly FoundFile[];
  readonly allowCopies: boolean;
}

export function knownContents({ loaded: all, missing, found, allowCopies }: ContentsOptions): Contents {
  const files = found.length === 0 ? [] : all; // nobody will ask
  const loaded = byContent<{ readonly location: string }>(files);
  const leaving = byContent(missing);
  const sharedSizes = repeated([
    ...files,
    ...found.map(({ dataSet, file: { size } }) => ({ dataSet, size })),
  ]);
  const copies: Copy[] = [];
  const renamed: RenamedFile[] = [];
  const replaced: LoadedFile[] = [];
  return {
    copies,
    renamed,
    replaced,
    mayHold: ({ dataSet, file }) => sharedSizes.has(keyOf(dataSet, file.size)),
    claim(each, content) {
      const loadedHere = loaded[each.dataSet];
      const leavingHere = leaving[each.dataSet];
      const former = leavingHere.get(content);
      const twin = loadedHere.get(content);
      if (former !== undefined) {
        if (former.readAgain) replaced.push(former);
        else renamed.push({ loaded: former, found: each });
        leavingHere.delete(content);
      } else if (twin !== undefined && each.file.size > 0 && !allowCopies) {
        copies.push({ location: each.file.location, of: twin.location });
        return false;
      }
      loadedHere.set(content, each.file);
      return former === undefined || former.readAgain === true;
    },
  };
}

function byContent<File>(
  files: readonly (File & Pick<LoadedFile, 'dataSet' | 'contentHash'>)[],
): Readonly<Record<DataSet, Map<string, File>>> {
  const maps = { logs: new Map<string, File>(), songs: new Map<string, File>() };
  for (const file of files) maps[file.dataSet].set(file.contentHash, file);
  return maps;
}

function keyOf(dataSet: DataSet, size: number): string {
  return `${dataSet} ${size}`;
}

function repeated(
  files: readonly { readonly dataSet: DataSet; readonly size: number }[],
): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { dataSet, size } of files) {
    const key = keyOf(dataSet, size);
    if (seen.has(key)) twice.add(key);
    seen.add(key);
  }
  return twice;
}

/** The content of a file: as the source tells it, or from its bytes. */
export async function readContent({ source, file }: FoundFile, signal?: AbortSignal): Promise<string> {
  if (file.content !== undefined) return file.content;
  const hash = startContentHash();
  for await (const chunk of source.read(file, signal)) hash.update(chunk);
  return hash.content();
}
