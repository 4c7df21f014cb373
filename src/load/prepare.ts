import { currentVersion } from '../warehouse/migrations.ts';
import { readSchemaVersion, requireNotNewer } from '../warehouse/schema-version.ts';
import { changesOf } from './changes.ts';
import { requireNothingLost } from './lost-files.ts';
import { type FileIds, reserveFileIds } from './manifest/lock.ts';
import { nextFileId } from './manifest/manifest.ts';
import { planOwnTables } from './own-tables/plan-own-tables.ts';
import { filesToLoad, type Plan, planRun } from './plan.ts';
import type { Run } from './run.ts';
import { type PlannedStaging, stage } from './stage.ts';
import { makeTablesAhead } from './tables.ts';

/** All of a run that is done before its transaction. */
export interface Prepared extends AsyncDisposable {
  readonly plan: Plan;
  /** The version of the tables; undefined where there are none. */
  readonly version: number | undefined;
  /** Whether there is anything to publish. */
  readonly isNeeded: boolean;
  readonly ids: FileIds;
  readonly staging: PlannedStaging;
}

/**
 * Plans the run, reserves ids for its files, and stages them as far as the engine can without a transaction. Another run may
 * publish meanwhile.
 */
export async function prepare(run: Run): Promise<Prepared> {
  const { warehouse, found } = run;
  const before = await readSchemaVersion(warehouse);
  if (before !== undefined) requireNotNewer(before, warehouse.location);
  const version = before ?? (await makeTablesAhead(warehouse, found));
  const plan = await planNow(run, version);
  const isNeeded = await isPublishingNeeded(run, plan, version);
  const ids = await idsFor(run, plan, version);
  const staging = await stage(run, plan, ids.first);
  return {
    plan,
    version,
    isNeeded,
    ids,
    staging,
    [Symbol.asyncDispose]: () => staging[Symbol.asyncDispose](),
  };
}

/** What the run has to do as the warehouse is now, with tables of this version. */
export async function planNow(run: Run, version: number | undefined): Promise<Plan> {
  const { warehouse, found, sources, contents, now, options } = run;
  const { rebuild = false, prune = false, allowCopies = false } = options;
  const planned = { found, sources, contents, rebuild, prune, allowCopies, version, now };
  const plan = await planRun(warehouse, planned);
  if (rebuild) requireNothingLost(plan.missing);
  return plan;
}

/** Also refuses tables of users that cannot be built, before anything is read. */
async function isPublishingNeeded(
  { warehouse, options }: Run,
  plan: Plan,
  version: number | undefined,
): Promise<boolean> {
  const lastRunId = plan.manifest.lastRun?.runId;
  const own =
    options.tables && (await planOwnTables(warehouse, options.tables, { lastRunId, version: version ?? 0 }));
  if (version !== currentVersion() || options.rebuild || options.rebuildStar) return true;
  return changesOf(plan, own ?? { isChanged: false }).any;
}

/** Reserves ids where the tables can hold the reservation: otherwise the publishing transaction finds out whether they are taken. */
async function idsFor({ warehouse }: Run, plan: Plan, version: number | undefined): Promise<FileIds> {
  const files = filesToLoad(plan).length;
  if (version === currentVersion() && files > 0) return await reserveFileIds(warehouse, files);
  return { first: nextFileId(plan.manifest), areReserved: false };
}
