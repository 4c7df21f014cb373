import { noSources, openSources } from '../sources/open.ts';
import type { SkippedFiles } from '../sources/skipped.ts';
import { connectIfThere } from '../warehouse/connect.ts';
import { currentVersion } from '../warehouse/migrations.ts';
import { readSchemaVersion, requireNotNewer } from '../warehouse/schema-version.ts';
import { openContents } from './contents.ts';
import { countFiles, locationsIn } from './describe-plan.ts';
import type { EtlOptions } from './etl-options.ts';
import { bytesOf, findFiles } from './list.ts';
import { filesToLoad, type Plan, type PlanOptions, planRun } from './plan.ts';
import type { PlannedFiles, PlannedLocations, Upgrade } from './report.ts';

/** What a run would do; nothing was written to find it out. */
export interface DryRunReport {
  readonly status: 'dry-run';
  /** The upgrade of the tables that the run would do first. */
  readonly upgrade: Pick<Upgrade, 'from' | 'to'> | null;
  /** Whether the run would refuse: it would load everything again, and lose the rows of missing files. */
  readonly refused: boolean;
  /** What the run would rebuild: everything from the source, the star from staging, or nothing. */
  readonly rebuilt: 'all' | 'star' | null;
  readonly warehouse: string;
  readonly files: PlannedFiles;
  /** Files below the locations that are not taken for data. */
  readonly skipped: SkippedFiles;
  /** Bytes that would be read and loaded. */
  readonly bytes: { readonly load: number };
  readonly locations: PlannedLocations & { readonly skipped: readonly string[] };
}

/**
 * Lists the files that a run would load, replace and remove. The warehouse is opened for reading only, and a file is read
 * only where nothing but its content distinguishes a copy from a new file.
 *
 * @throws {UsageError} for a source or a warehouse that is not there
 */
export async function dryRun(options: EtlOptions): Promise<DryRunReport> {
  const { signal, prune = false, rebuild = false, allowCopies = false, now = new Date() } = options;
  await using sources = options.rebuildStar ? noSources : await openSources(options);
  const { found, skipped } = await findFiles(sources, options);
  const contents = openContents(signal);
  const planned = { found, sources, contents, rebuild, prune, allowCopies, now };
  const { plan, version = currentVersion() } = await planPublished(options, planned);
  return {
    status: 'dry-run',
    upgrade: version === currentVersion() ? null : { from: version, to: currentVersion() },
    rebuilt: rebuild ? 'all' : options.rebuildStar ? 'star' : null,
    refused: rebuild && plan.missing.length > 0,
    warehouse: options.warehouse,
    files: countFiles(plan),
    skipped: skipped.counts,
    bytes: { load: bytesOf(filesToLoad(plan)) },
    locations: { ...locationsIn(plan), skipped: skipped.locations },
  };
}

/** The plan of a run on what is published, with the version of the tables: undefined where there are none. */
async function planPublished(
  options: EtlOptions,
  planned: Omit<PlanOptions, 'version'>,
): Promise<{ readonly plan: Plan; readonly version?: number | undefined }> {
  await using warehouse = await connectIfThere(options.warehouse, options);
  const version = warehouse && (await readSchemaVersion(warehouse));
  if (version !== undefined) requireNotNewer(version, options.warehouse);
  return { plan: await planRun(warehouse, { ...planned, version }), version };
}
