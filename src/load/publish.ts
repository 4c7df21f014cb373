import { currentVersion } from '../warehouse/migrations.ts';
import { RetryableError } from '../warehouse/retryable-error.ts';
import { readNewestVersion, readSchemaVersion } from '../warehouse/schema-version.ts';
import { buildAndCheck, nothingBuilt } from './build-and-check.ts';
import { changesOf, everything } from './changes.ts';
import { recordFiles, relistFiles, removeFiles, removeRows } from './manifest/files.ts';
import { noteFileIds, readNextFileId } from './manifest/lock.ts';
import { isSameRun, readLastRun, recordChecks, recordRun } from './manifest/run-log.ts';
import { acceptedIn, defaultMaxRejected, requireFewRejected } from './max-rejected.ts';
import { migrate } from './migrate.ts';
import { planOwnTables } from './own-tables/plan-own-tables.ts';
import { warnOfOwnTables } from './own-tables/warn.ts';
import { filesToLoad, type Plan } from './plan.ts';
import { type Prepared, planNow } from './prepare.ts';
import type { UntimedReport, Upgrade } from './report.ts';
import { reportRun } from './report-run.ts';
import type { Run } from './run.ts';
import type { Staged } from './stage.ts';
import { emptyTables, makeTables } from './tables.ts';
import { warnOfNoPlay, warnOfOtherKeys, warnOfOtherMapping, warnOfRejecting } from './warn.ts';

/** Another run has published since this one was planned, and what is prepared does not fit any more. */
export class OutdatedPlanError extends RetryableError {
  constructor() {
    super('SPK-312', 'Another run has published meanwhile, and this one has to be planned again.', {
      details: ['Nothing was published.'],
      hints: ['Try again when no other run loads into this warehouse.'],
    });
  }
}

/**
 * Loads what is prepared, builds the star, checks it and records the run: all within one transaction.
 *
 * @param version of the tables, by which the transaction has locked some
 * @throws {OutdatedPlanError} if another version is found now, or another run has loaded some of what is prepared
 */
export async function publish(
  run: Run,
  prepared: Prepared,
  version: number | undefined,
): Promise<UntimedReport> {
  const { warehouse, options } = run;
  const upgraded = await prepareTables(run, version);
  const lastRun = await readLastRun(warehouse);
  const plan = await confirmPlan(run, prepared, lastRun);
  const lastRunId = lastRun?.runId;
  const own = await planOwnTables(warehouse, options.tables, { lastRunId });
  const isWhole = upgraded !== undefined || options.rebuild || options.rebuildStar;
  const changes = isWhole ? everything : changesOf(plan, own);
  if (!changes.any) return await reportNothingNew(run, plan);

  const runId = (lastRunId ?? 0) + 1;
  const staged = await load(run, prepared, plan);
  await recordFiles(warehouse, staged, { runId, contents: run.contents });
  run.stopwatch.lap('stage');

  const { onProgress = () => {}, onWarning } = options;
  const built = await buildAndCheck(warehouse, {
    changes,
    own,
    ownChecks: options.checks,
    runId,
    firstFileId: prepared.ids.first,
    now: run.now,
    onProgress,
    stopwatch: run.stopwatch,
  });

  onProgress({ step: 'publish' });
  const report = await reportRun(run, { status: 'published', runId, plan, staged, ...built, upgraded });
  for (const warning of warnOfOwnTables(own, options.tables)) onWarning?.(warning);
  for (const warning of await warnOfNoPlay(warehouse, report)) onWarning?.(warning);
  for (const warning of await warnOfOtherKeys(warehouse, staged, prepared.ids.first)) onWarning?.(warning);
  for (const warning of warnOfOtherMapping(lastRun?.mapping, report)) onWarning?.(warning);
  await recordChecks(warehouse, runId, built.checks);
  await recordRun(warehouse, report, run);
  return report;
}

const noKeys = { logs: [], songs: [] } as const;
const nothingStaged: Staged = { files: [], rejecting: [], unknownKeys: noKeys, nearKeys: noKeys };

/** The report of a run that finds all of its files loaded. */
export async function reportNothingNew(run: Run, plan: Plan): Promise<UntimedReport> {
  const { lastRun } = plan.manifest;
  const runId = lastRun?.runId;
  const nothing = { staged: nothingStaged, ...nothingBuilt, upgraded: undefined };
  const report = await reportRun(run, { status: 'up-to-date', runId, plan, ...nothing });
  for (const warning of await warnOfNoPlay(run.warehouse, report)) run.options.onWarning?.(warning);
  for (const warning of warnOfOtherMapping(lastRun?.mapping, report)) run.options.onWarning?.(warning);
  return report;
}

/** Tables of this version, whatever was there. */
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

/**
 * The plan as it was made, or made again without the files that another run has loaded since.
 *
 * @throws {OutdatedPlanError} if what is prepared is not all that has to be loaded now
 */
async function confirmPlan(
  run: Run,
  { plan: planned, ids }: Prepared,
  lastRun: Plan['manifest']['lastRun'],
): Promise<Plan> {
  const isNewest = isSameRun(lastRun, planned.manifest.lastRun);
  const plan = isNewest ? planned : await planNow(run, currentVersion());
  const files = filesToLoad(plan);
  const prepared = new Set(filesToLoad(planned));
  if (files.some((found) => !prepared.has(found))) throw new OutdatedPlanError();
  const mayBeTaken = !ids.areReserved && files.length > 0;
  if (mayBeTaken && (await readNextFileId(run.warehouse)) > ids.first) throw new OutdatedPlanError();
  return plan;
}

/** Removes, renames and stages files as planned; of what is prepared, other files are dropped. */
async function load(run: Run, { plan: planned, ids, staging }: Prepared, plan: Plan): Promise<Staged> {
  const { warehouse, options } = run;
  if (options.rebuild) await emptyTables(warehouse);
  else await removeFiles(warehouse, [...plan.replaced, ...plan.removed]);
  await relistFiles(warehouse, [...plan.sameContent, ...plan.renamed]);
  const files = new Set(filesToLoad(plan));
  if (files.size === 0) return nothingStaged;
  const all = await staging.load();
  await noteFileIds(warehouse, ids.first + filesToLoad(planned).length);
  const dropped = all.files.filter(({ found }) => !files.has(found));
  // Rows of files that one COPY loaded are all the first one's.
  if (dropped.some(({ copyGroupId }) => copyGroupId !== undefined)) throw new OutdatedPlanError();
  await removeRows(warehouse, dropped);
  const staged = {
    ...all,
    files: all.files.filter(({ found }) => files.has(found)),
    rejecting: all.rejecting.filter(({ found }) => files.has(found)),
  };
  requireFewRejected(staged, options.maxRejected ?? defaultMaxRejected, acceptedIn(plan));
  for (const warning of warnOfRejecting(staged.rejecting)) options.onWarning?.(warning);
  return staged;
}
