import { readNewestVersion, readSchemaVersion } from '../warehouse/schema-version.ts';
import { buildAndCheck, nothingBuilt } from './build-and-check.ts';
import { changesOf, everything } from './changes.ts';
import { collectGarbage } from './collect-garbage.ts';
import { confirmPlan, OutdatedPlanError } from './confirm-plan.ts';
import { loadPrepared } from './load-prepared.ts';
import { describeLoaded, type Loaded, nothingLoaded } from './loaded.ts';
import { recordFiles } from './manifest/files.ts';
import { readLastRun, recordChecks, recordRun } from './manifest/run-log.ts';
import { migrate } from './migrate.ts';
import { planOwnTables } from './own-tables/plan-own-tables.ts';
import { warnOfOwnTables } from './own-tables/warn.ts';
import type { Plan } from './plan.ts';
import type { Prepared } from './prepare.ts';
import type { UntimedReport, Upgrade } from './report.ts';
import { reportRun } from './report-run.ts';
import type { Run } from './run.ts';
import { makeTables } from './tables.ts';
import { warnOfNoPlay, warnOfOtherKeys, warnOfOtherMapping, warnOfRejecting } from './warn.ts';

/**
 * Loads what is prepared, builds the star, checks it and records the run: all within one transaction.
 *
 * @param version of the tables, by which the transaction has locked some
 * @throws {OutdatedPlanError} if another version is found now, or another run has loaded some of what is prepared
 * @throws {RejectedError} if more is rejected than allowed
 * @throws {DataError} if a check fails
 */
export async function publish(
  run: Run,
  prepared: Prepared,
  version: number | undefined,
): Promise<UntimedReport> {
  const { warehouse, options, stopwatch } = run;
  const firstFileId = prepared.ids.first;
  const upgraded = await prepareTables(run, version);
  const lastRun = await readLastRun(warehouse);
  const plan = await confirmPlan(run, prepared, lastRun);
  const own = await planOwnTables(warehouse, options.tables, { lastRunId: lastRun?.runId });
  const isWhole = upgraded !== undefined || options.rebuild || options.rebuildStar;
  const changes = isWhole ? everything : changesOf(plan, own);
  if (!changes.any) return await reportNothingNew(run, plan);

  const runId = (lastRun?.runId ?? 0) + 1;
  const loaded = await loadAndRecord(run, prepared, { plan, runId });
  await collectGarbage(loaded.files);
  stopwatch.lap('stage');

  const built = await buildAndCheck(run, { changes, own, runId, firstFileId });

  options.onProgress?.({ step: 'publish' });
  const report = await reportRun(run, { status: 'published', runId, plan, loaded, ...built, upgraded });
  warn(run, warnOfOwnTables(own, options.tables));
  warn(run, await warnOfNoPlay(warehouse, report));
  warn(run, warnOfOtherMapping(lastRun?.mapping, report));
  await recordChecks(warehouse, runId, built.checks);
  await recordRun(warehouse, report, run);
  return report;
}

/** Loads files and records them; the files are garbage when this returns. */
async function loadAndRecord(
  run: Run,
  prepared: Prepared,
  { plan, runId }: { readonly plan: Plan; readonly runId: number },
): Promise<Loaded> {
  const { warehouse, contents } = run;
  const staged = await loadPrepared(run, prepared, plan);
  warn(run, warnOfRejecting(staged.rejecting));
  await recordFiles(warehouse, staged, { runId, contents });
  warn(run, await warnOfOtherKeys(warehouse, staged, prepared.ids.first));
  return describeLoaded(staged);
}

/** The report of a run that finds all of its files loaded. */
export async function reportNothingNew(run: Run, plan: Plan): Promise<UntimedReport> {
  const { lastRun } = plan.manifest;
  const nothing = { loaded: nothingLoaded, ...nothingBuilt, upgraded: undefined };
  const report = await reportRun(run, { status: 'up-to-date', runId: lastRun?.runId, plan, ...nothing });
  warn(run, await warnOfNoPlay(run.warehouse, report));
  warn(run, warnOfOtherMapping(lastRun?.mapping, report));
  return report;
}

function warn({ options: { onWarning } }: Run, sentences: readonly string[]): void {
  for (const sentence of sentences) onWarning?.(sentence);
}

/**
 * Makes missing tables, and upgrades those of an older version.
 *
 * @throws {OutdatedPlanError} if the tables are of another version now
 */
async function prepareTables(
  { warehouse, now }: Run,
  version: number | undefined,
): Promise<Upgrade | undefined> {
  const found = version ? await readNewestVersion(warehouse) : await readSchemaVersion(warehouse);
  if (found !== version) throw new OutdatedPlanError();
  if (version !== undefined) return await migrate(warehouse, version, now);
  await makeTables(warehouse);
  await warehouse.describeTables();
  return undefined;
}
