import type { ListedFile } from '../sources/data-set.ts';
import type { Contents } from './contents.ts';
import type { LoadedFile, Manifest } from './manifest/manifest.ts';

/** A loaded file, and the same one as it is listed now. */
export interface RelistedFile {
  readonly found: ListedFile;
  readonly loaded: LoadedFile;
}

interface Compared {
  /** Not in the manifest under this name. */
  readonly added: readonly ListedFile[];
  readonly changed: readonly RelistedFile[];
  /** Marked to be read again, but not readable now. */
  readonly unreadable: readonly RelistedFile[];
  readonly sameContent: readonly RelistedFile[];
  /** In the manifest, but not listed. */
  readonly unlisted: readonly LoadedFile[];
}

/** Compares listed files with the load manifest by name and fingerprint, and by content where only that decides. */
export async function compareFiles(
  found: readonly ListedFile[],
  manifest: Manifest,
  contents: Contents,
): Promise<Compared> {
  const unlisted = {
    logs: new Map<string, LoadedFile>(),
    songs: new Map<string, LoadedFile>(),
  };
  for (const file of manifest.files) unlisted[file.dataSet].set(file.location, file);
  const added: ListedFile[] = [];
  const differing: RelistedFile[] = [];
  for (const each of found) {
    const { location } = each.file;
    const loaded = unlisted[each.dataSet].get(location);
    unlisted[each.dataSet].delete(location);
    if (loaded === undefined) added.push(each);
    else if (loaded.readAgain || loaded.fingerprint !== each.file.version)
      differing.push({ found: each, loaded });
  }
  const mayBeSame = ({ found: { file }, loaded }: RelistedFile) =>
    !loaded.readAgain && loaded.size === file.size;
  await contents.know(differing.filter(mayBeSame).map((each) => each.found));
  const isSame = (each: RelistedFile) =>
    mayBeSame(each) && each.loaded.contentHash === contents.of(each.found);
  const unreadable: RelistedFile[] = [];
  for (const each of differing) {
    const { found, loaded } = each;
    const isMarked = loaded.readAgain && loaded.fingerprint === found.file.version;
    if (isMarked && !(await contents.canRead(found))) unreadable.push(each);
  }
  return {
    added,
    changed: differing.filter((each) => !isSame(each) && !unreadable.includes(each)),
    unreadable,
    sameContent: differing.filter(isSame),
    unlisted: [...unlisted.logs.values(), ...unlisted.songs.values()],
  };
}
