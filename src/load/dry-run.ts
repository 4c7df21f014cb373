import { NothingPublishedError } from '../errors.ts';
import { noSources, openSources } from '../sources/open.ts';
import type { SkippedFiles } from '../sources/skipped.ts';
import { connect } from '../warehouse/connect.ts';
import { currentVersion } from '../warehouse/migrations.ts';
import { readSchemaVersion, requireNotNewer } from '../warehouse/schema-version.ts';
import { type Copy, knownContents, readContent } from './contents.ts';
import type { EtlOptions } from './etl.ts';
import { emptyManifest, type LoadedFile, type Manifest, readManifest } from './manifest/manifest.ts';
import type { Upgrade } from './migrate.ts';
import { type FoundFile, findFiles, planFiles } from './plan.ts';
import { isWithin, planRebuild } from './plan-rebuild.ts';
import { skippedNames } from './skipped-names.ts';

/** What a run would do; nothing was written to find it out. */
export interface DryRunReport {
  readonly status: 'dry-run';
  /** The upgrade of the tables that the run would do first. */
  readonly upgrade: Pick<Upgrade, 'from' | 'to'> | null;
  /** Whether the run would refuse: it would load everything anew, and lose the rows of the files that are gone. */
  readonly refused: boolean;
  /** What the run would build anew: everything from the source, the star from staging, or nothing. */
  readonly rebuilt: 'all' | 'star' | null;
  readonly warehouse: string;
  readonly files: Readonly<
    Record<
      | 'seen'
      | 'new'
      | 'changed'
      | 'removed'
      | 'unchanged'
      | 'gone'
      | 'renamed'
      | 'copies'
      | 'not_read_again'
      | 'hidden',
      number
    >
  >;
  /** Files below the locations that are not taken for data. */
  readonly skipped: SkippedFiles;
  /** Bytes that would be read and loaded. */
  readonly bytes: { readonly load: number };
  readonly locations: {
    readonly new: readonly string[];
    readonly changed: readonly string[];
    readonly removed: readonly string[];
    readonly gone: readonly string[];
    readonly not_read_again: readonly string[];
    readonly hidden: readonly string[];
    readonly skipped: readonly string[];
    readonly copies: readonly Copy[];
    readonly renamed: readonly { readonly from: string; readonly to: string }[];
  };
}

/**
 * Lists the files that a run would load, replace and remove. The warehouse is opened for reading alone, and files are read
 * only where nothing but their content tells a copy from a new file.
 *
 * @throws {UsageError} for a source or a warehouse that is not there
 */
export async function dryRun(options: EtlOptions): Promise<DryRunReport> {
  const { signal, prune = false } = options;
  await using sources = options.rebuildStar ? noSources : await openSources(options);
  const found = options.rebuildStar ? [] : await findFiles(sources, signal);
  const skipped = skippedNames([sources.logs, sources.songs]);
  for (const warning of skipped.warnings) options.onWarning?.(warning);
  const { manifest: published, upgrade } = await publishedManifest(options);
  const manifest = options.rebuild ? emptyManifest : published;
  const plan = options.rebuild
    ? await planRebuild(found, published, sources, signal)
    : await planFiles(found, manifest, sources, signal);
  const replaced = plan.changed.map(({ loaded }) => loaded);
  const candidates = [...plan.new, ...plan.changed.map((file) => file.found)];
  const contents = knownContents({
    loaded: manifest.files.filter((file) => !replaced.includes(file)),
    missing: [...plan.missing, ...plan.hidden],
    found: candidates,
    allowCopies: options.allowCopies ?? false,
  });
  const loaded: FoundFile[] = [];
  for (const each of candidates) {
    if (!contents.mayHold(each) || contents.claim(each, await readContent(each, signal))) loaded.push(each);
  }
  const changed = plan.changed.map((file) => file.found).filter((file) => loaded.includes(file));
  const fresh = loaded.filter((file) => !changed.includes(file));
  const stays = (file: LoadedFile) =>
    !contents.replaced.includes(file) && !contents.renamed.some(({ loaded }) => loaded === file);
  const gone = plan.missing.filter(stays);
  const removed = prune ? gone.filter((file) => isWithin(sources, file)) : [];
  const kept = gone.filter((file) => !removed.includes(file));
  const hidden = plan.hidden.filter(stays);
  const notReadAgain = plan.notReadAgain.filter((file) => stays(file) && !removed.includes(file));
  return {
    status: 'dry-run',
    upgrade,
    rebuilt: options.rebuild ? 'all' : options.rebuildStar ? 'star' : null,
    refused: options.rebuild === true && kept.length > 0,
    warehouse: options.warehouse,
    files: {
      seen: found.length,
      new: fresh.length,
      changed: changed.length,
      removed: removed.length,
      unchanged: plan.unchanged,
      gone: kept.length,
      renamed: contents.renamed.length,
      copies: contents.copies.length,
      not_read_again: notReadAgain.length,
      hidden: hidden.length,
    },
    skipped: skipped.counts,
    bytes: { load: loaded.reduce((sum, { file }) => sum + file.size, 0) },
    locations: {
      new: fresh.map(({ file }) => file.location),
      changed: changed.map(({ file }) => file.location),
      removed: removed.map(({ location }) => location),
      gone: kept.map(({ location }) => location),
      not_read_again: notReadAgain.map(({ location }) => location),
      hidden: hidden.map(({ location }) => location),
      skipped: skipped.locations,
      copies: contents.copies,
      renamed: contents.renamed.map(({ loaded, found: to }) => ({
        from: loaded.location,
        to: to.file.location,
      })),
    },
  };
}

/** What is loaded, as the run finds it once it has upgraded the tables. */
async function publishedManifest(
  options: EtlOptions,
): Promise<{ readonly manifest: Manifest; readonly upgrade: DryRunReport['upgrade'] }> {
  try {
    await using warehouse = await connect(options.warehouse, { ...options, readOnly: true });
    const version = await readSchemaVersion(warehouse);
    if (version === undefined) return { manifest: emptyManifest, upgrade: null };
    requireNotNewer(version, options.warehouse);
    const manifest = await readManifest(warehouse, { version, now: options.now });
    const upgrade = version === currentVersion() ? null : { from: version, to: currentVersion() };
    return { manifest, upgrade };
  } catch (error) {
    if (error instanceof NothingPublishedError) return { manifest: emptyManifest, upgrade: null };
    throw error;
  }
}
