import type { ListedFile } from '../sources/data-set.ts';
import type { OpenSources } from '../sources/open.ts';
import type { DataSet } from '../sources/source.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { readContent } from './contents.ts';
import {
  fingerprintLine,
  type LoadedFile,
  locationIn,
  type Manifest,
  readFingerprintLines,
  readManifest,
} from './manifest/manifest.ts';
import { readLastRun } from './manifest/run-log.ts';

/** The places that a run loads from; one of the two may be missing. */
export type Sources = Pick<OpenSources, DataSet>;

/** A file that a run finds. */
export type FoundFile = ListedFile;

/** A loaded file, and the same one as it is listed now. */
export interface RelistedFile {
  readonly found: FoundFile;
  readonly loaded: LoadedFile;
}

/** What a run has to do: the listed files compared with the load manifest. */
export interface Plan {
  readonly listed: readonly FoundFile[];
  /** Not in the manifest by this name; their content may still be (a copy, or a file that was renamed). */
  readonly new: readonly FoundFile[];
  /** With another content than the one that is loaded, or to be read again all the same. */
  readonly changed: readonly RelistedFile[];
  /** With another fingerprint, but the same content: only the manifest changes. */
  readonly sameContent: readonly RelistedFile[];
  readonly unchanged: number;
  /** In the manifest, but no longer in the source. */
  readonly missing: readonly LoadedFile[];
  /** To be read again, but not listed by this run: their rows stay as they are. */
  readonly notReadAgain: readonly LoadedFile[];
  /** Still in the source, but hidden by their names, which an older version did not look at: not missing. */
  readonly hidden: readonly LoadedFile[];
}

const emptyPlan: Plan = {
  listed: [],
  new: [],
  changed: [],
  sameContent: [],
  unchanged: 0,
  missing: [],
  notReadAgain: [],
  hidden: [],
};

/**
 * Lists the files of both data sets, each in the order of its locations.
 *
 * @throws {UsageError} if a location holds no data: a folder that is not mounted looks like one from which all files are gone
 */
export async function findFiles(sources: Sources, signal?: AbortSignal): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  for (const dataSet of ['songs', 'logs'] as const) {
    const files: FoundFile[] = [];
    for await (const each of sources[dataSet]?.list(signal) ?? []) files.push(each);
    files.sort(({ file: a }, { file: b }) =>
      a.location < b.location ? -1 : a.location > b.location ? 1 : 0,
    );
    for (const each of files) found.push(each);
  }
  return found;
}

/**
 * Compares the listed files with the load manifest. If everything is loaded already, as most runs find, only names and
 * fingerprints are read: the whole manifest takes several times as long.
 */
export async function planRun(
  warehouse: Warehouse,
  found: readonly FoundFile[],
  sources: Sources,
  signal?: AbortSignal,
): Promise<{ readonly manifest: Manifest; readonly plan: Plan }> {
  if (await areLoaded(warehouse, found, sources)) {
    const manifest = { files: [], lastRun: await readLastRun(warehouse) };
    return { manifest, plan: { ...emptyPlan, listed: found, unchanged: found.length } };
  }
  const manifest = await readManifest(warehouse);
  return { manifest, plan: await planFiles(found, manifest, sources, signal) };
}

/**
 * Whether these files are loaded, each with its fingerprint, and no other of their sources. Both sides are in the order of
 * their names; where engine and JavaScript order them otherwise (beyond U+FFFF), "no" only costs the longer way.
 */
async function areLoaded(
  warehouse: Warehouse,
  found: readonly FoundFile[],
  sources: Sources,
): Promise<boolean> {
  for (const dataSet of ['songs', 'logs'] as const) {
    const source = sources[dataSet];
    if (source === undefined) continue;
    const lines = await readFingerprintLines(warehouse, dataSet);
    const loaded = lines?.filter((line) => source.covers(locationIn(line)));
    if (lines?.some((line) => source.hides(locationIn(line)))) return false;
    const listed = found.filter((each) => each.dataSet === dataSet);
    if (loaded?.length !== listed.length) return false;
    if (!listed.every(({ file }, index) => loaded[index] === fingerprintLine(file))) return false;
  }
  return true;
}

/** Compares listed files with the load manifest. */
export async function planFiles(
  found: readonly FoundFile[],
  manifest: Manifest,
  sources: Sources,
  signal?: AbortSignal,
): Promise<Plan> {
  const unseen = {
    logs: new Map<string, LoadedFile>(),
    songs: new Map<string, LoadedFile>(),
  };
  for (const file of manifest.files) unseen[file.dataSet].set(file.location, file);
  const added: FoundFile[] = [];
  const changed: RelistedFile[] = [];
  const sameContent: RelistedFile[] = [];
  for (const each of found) {
    const { location } = each.file;
    const loaded = unseen[each.dataSet].get(location);
    unseen[each.dataSet].delete(location);
    if (loaded === undefined) added.push(each);
    else if (loaded.readAgain) changed.push({ found: each, loaded });
    else if (loaded.fingerprint !== each.file.version) {
      const same = loaded.size === each.file.size && loaded.contentHash === (await readContent(each, signal));
      (same ? sameContent : changed).push({ found: each, loaded });
    }
  }
  const unlisted = [...unseen.logs.values(), ...unseen.songs.values()];
  const { hidden, others } = splitHidden(unlisted, sources);
  const missing = others.filter(({ dataSet, location }) => sources[dataSet]?.covers(location) ?? false);
  const unchanged = found.length - added.length - changed.length;
  const notReadAgain = unlisted.filter(({ readAgain }) => readAgain);
  return { listed: found, new: added, changed, sameContent, unchanged, missing, notReadAgain, hidden };
}

/** Tells loaded files that are hidden in the source from others that are not listed. */
export function splitHidden(files: readonly LoadedFile[], sources: Sources) {
  const isHidden = ({ dataSet, location }: LoadedFile) => sources[dataSet]?.hides(location) ?? false;
  return { hidden: files.filter(isHidden), others: files.filter((file) => !isHidden(file)) };
}
