import type { DataSet } from '../sources/source.ts';
import type { BookedFile } from './books.ts';
import { contentOf } from './scan.ts';
import type { FoundFile } from './subtract.ts';

/** A file with the content of another one, which is loaded. */
export interface Copy {
  readonly location: string;
  readonly of: string;
}

/** A loaded file that is now found under another name. */
export interface RenamedFile {
  readonly booked: BookedFile;
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
}

interface ContentsOptions {
  /** The loaded files whose rows stay. */
  readonly booked: readonly BookedFile[];
  /** Those of them that are no longer in the source. */
  readonly gone: readonly BookedFile[];
  /** The files of this run. */
  readonly found: readonly FoundFile[];
  readonly allowCopies: boolean;
}

export function knownContents({ booked: all, gone, found, allowCopies }: ContentsOptions): Contents {
  const booked = found.length === 0 ? [] : all; // nobody will ask
  const loaded = new Map(booked.map((file) => [keyOf(file.dataSet, file.content), file.location]));
  const leaving = new Map(gone.map((file) => [keyOf(file.dataSet, file.content), file]));
  const sharedSizes = repeated([
    ...booked,
    ...found.map(({ dataSet, file: { size } }) => ({ dataSet, size })),
  ]);
  const copies: Copy[] = [];
  const renamed: RenamedFile[] = [];
  return {
    copies,
    renamed,
    mayHold: ({ dataSet, file }) => sharedSizes.has(keyOf(dataSet, file.size)),
    claim(each, content) {
      const key = keyOf(each.dataSet, content);
      const { size, location } = each.file;
      const former = leaving.get(key);
      const twin = loaded.get(key);
      if (former !== undefined) {
        renamed.push({ booked: former, found: each });
        leaving.delete(key);
        loaded.set(key, location);
        return false;
      }
      if (twin !== undefined && size > 0 && !allowCopies) {
        copies.push({ location, of: twin });
        return false;
      }
      loaded.set(key, location);
      return true;
    },
  };
}

function keyOf(dataSet: DataSet, value: string | number): string {
  return `${dataSet} ${value}`;
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
  return file.content ?? (await contentOf(source.read(file, signal)));
}
