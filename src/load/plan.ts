import type { ListedFile } from '../sources/data-set.ts';
import { currentVersion } from '../warehouse/migrations.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { compareFiles, type RelistedFile } from './compare-files.ts';
import type { Contents } from './contents.ts';
import { deduplicate, mayBeCopies } from './deduplicate.ts';
import type { Sources } from './list.ts';
import { findLost, isWithin, splitHidden } from './lost-files.ts';
import {
  fingerprintLine,
  type LoadedFile,
  locationIn,
  type Manifest,
  readFingerprintLines,
  readManifest,
} from './manifest/manifest.ts';
import { readLastRun } from './manifest/run-log.ts';
import type { Copy } from './report.ts';

/** What a run does, and what `--dry-run` prints: the listed files compared with the load manifest. Made once. */
export interface Plan {
  readonly listed: readonly ListedFile[];
  /** To be loaded: neither their names nor their contents are in the manifest. */
  readonly new: readonly ListedFile[];
  /** To be loaded in place of their rows: with another content than the one that is loaded, or to be read again all the same. */
  readonly changed: readonly RelistedFile[];
  /** With another fingerprint, but the same content: only the manifest changes. */
  readonly sameContent: readonly RelistedFile[];
  /** Loaded under another name that is no longer there: only the manifest changes. */
  readonly renamed: readonly RelistedFile[];
  /** Not loaded: another file with the same content is. */
  readonly copies: readonly Copy[];
  readonly unchanged: number;
  /** Loaded files whose rows are removed, since they are loaded again. */
  readonly replaced: readonly LoadedFile[];
  /** No longer in the source, and their rows go (`--prune`). */
  readonly removed: readonly LoadedFile[];
  /** No longer in the source, and their rows stay. */
  readonly missing: readonly LoadedFile[];
  /** To be read again, but not listed by this run, or not readable: their rows stay as they are. */
  readonly notReadAgain: readonly LoadedFile[];
  /** Still in the source, but hidden by their names, which an older version did not look at: their rows stay. */
  readonly hidden: readonly LoadedFile[];
  /** The manifest and the newest run that it is made from. */
  readonly manifest: Manifest;
}

export interface PlanOptions {
  readonly found: readonly ListedFile[];
  readonly sources: Sources;
  readonly contents: Contents;
  /** Loads everything again. */
  readonly rebuild: boolean;
  readonly prune: boolean;
  readonly allowCopies: boolean;
  /** The version of the tables; undefined where there are none. */
  readonly version: number | undefined;
  readonly now: Date;
}

/** The files that a run loads, in order. */
export function filesToLoad(plan: Plan): readonly ListedFile[] {
  return [...plan.new, ...plan.changed.map(({ found }) => found)];
}

/**
 * Compares the listed files with the load manifest. If everything is loaded already, as most runs find, only names and
 * fingerprints are read: the whole manifest takes several times as long.
 *
 * @param warehouse undefined where there is none yet
 */
export async function planRun(warehouse: Warehouse | undefined, options: PlanOptions): Promise<Plan> {
  const { found, rebuild, version, now } = options;
  if (warehouse === undefined || version === undefined)
    return await planFiles({ files: [], lastRun: undefined }, options);
  if (!rebuild && version === currentVersion() && (await areLoaded(warehouse, options))) {
    const manifest = { files: [], lastRun: await readLastRun(warehouse) };
    return { ...emptyPlan, listed: found, unchanged: found.length, manifest };
  }
  const manifest = await readManifest(warehouse, { version, now });
  return await (rebuild ? planAnew : planFiles)(manifest, options);
}

const emptyPlan = {
  new: [],
  changed: [],
  sameContent: [],
  renamed: [],
  copies: [],
  replaced: [],
  removed: [],
  missing: [],
  notReadAgain: [],
  hidden: [],
};

/**
 * Whether these files are loaded, each with its fingerprint, and no other of their sources. Both sides are in the order of
 * their names; where engine and JavaScript order them otherwise (beyond U+FFFF), "no" only costs the longer way.
 */
async function areLoaded(
  warehouse: Warehouse,
  { found, sources }: Pick<PlanOptions, 'found' | 'sources'>,
): Promise<boolean> {
  const lines = await readFingerprintLines(warehouse);
  if (lines === undefined) return false;
  for (const dataSet of ['songs', 'logs'] as const) {
    const source = sources[dataSet];
    if (source === undefined) continue;
    const loaded: string[] = [];
    for (const line of lines[dataSet]) {
      const location = locationIn(line);
      if (source.covers(location)) loaded.push(line);
      else if (source.hides(location)) return false;
    }
    const listed = found.filter((each) => each.dataSet === dataSet);
    if (loaded.length !== listed.length) return false;
    if (!listed.every(({ file }, index) => loaded[index] === fingerprintLine(file))) return false;
  }
  return true;
}

/** What a run has to do that loads what is new and what changed. */
async function planFiles(manifest: Manifest, options: PlanOptions): Promise<Plan> {
  const { found, sources, contents, prune, allowCopies } = options;
  const compared = await compareFiles(found, manifest, contents);
  const changed = new Set(compared.changed.map(({ loaded }) => loaded));
  const { hidden, others } = await splitHidden(compared.unlisted, sources);
  const gone = others.filter((file) => isWithin(sources, file));
  const candidates = {
    found: [...compared.added, ...compared.changed.map((file) => file.found)],
    loaded: manifest.files.filter((file) => !changed.has(file)),
    leaving: [...gone, ...hidden],
    allowCopies,
  };
  await contents.know(mayBeCopies(candidates));
  const { load, copies, renamed, foundAgain } = deduplicate(candidates, contents.of);
  const isFound = new Set([...foundAgain, ...renamed.map(({ loaded }) => loaded)]);
  const missing = gone.filter((file) => !isFound.has(file));
  const leaves = new Set([...isFound, ...(prune ? missing : [])]);
  const isLoaded = new Set(load);
  return {
    listed: found,
    new: compared.added.filter((each) => isLoaded.has(each)),
    changed: compared.changed.filter((each) => isLoaded.has(each.found)),
    sameContent: compared.sameContent,
    renamed,
    copies,
    unchanged: found.length - compared.added.length - compared.changed.length,
    replaced: [...changed, ...foundAgain],
    removed: prune ? missing : [],
    missing: prune ? [] : missing,
    notReadAgain: [
      ...compared.unlisted.filter((file) => file.readAgain && !leaves.has(file)),
      ...compared.unreadable.map(({ loaded }) => loaded),
    ],
    hidden: hidden.filter((file) => !isFound.has(file)),
    manifest,
  };
}

/** What a run has to do that loads everything again: all loaded rows are removed. */
async function planAnew(manifest: Manifest, options: PlanOptions): Promise<Plan> {
  const { found, sources, contents, prune, allowCopies } = options;
  const { lost, hidden } = await findLost(found, manifest, sources, contents);
  const candidates = { found, loaded: [], leaving: [], allowCopies };
  await contents.know(mayBeCopies(candidates));
  const { load, copies } = deduplicate(candidates, contents.of);
  const removed = prune ? lost.filter((file) => isWithin(sources, file)) : [];
  return {
    ...emptyPlan,
    listed: found,
    new: load,
    copies,
    unchanged: 0,
    removed,
    missing: lost.filter((file) => !removed.includes(file)),
    hidden,
    manifest,
  };
}
