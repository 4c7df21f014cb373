import { randomUUID } from 'node:crypto';
import { defaultBackoff } from '../backoff.ts';
import { clockOf } from '../formats/clock.ts';
import { stagingEvents, stagingSongs } from '../formats/columns.ts';
import { notePublished } from '../publication.ts';
import { noSources, type OpenSources, openSources } from '../sources/open.ts';
import { orStopped } from '../stopped.ts';
import { packageVersion } from '../version.ts';
import { connect } from '../warehouse/connect.ts';
import { currentVersion } from '../warehouse/migrations.ts';
import { readSchemaVersion } from '../warehouse/schema-version.ts';
import type { LoadableWarehouse } from '../warehouse/warehouse.ts';
import { buildAndCheck, nothingBuilt } from './build-and-check.ts';
import { changesOf, everything } from './changes.ts';
import { type Contents, openContents } from './contents.ts';
import type { EtlOptions } from './etl-options.ts';
import { type FilesToValidate, filesToValidate as openFilesToValidate } from './files-to-validate.ts';
import { inOneTransaction, runBackoff } from './in-one-transaction.ts';
import { type FoundFile, listFiles } from './list.ts';
import { requireNothingLost } from './lost-files.ts';
import { recordFiles, relistFiles, removeFiles } from './manifest/files.ts';
import { type FileEntry, nextIds } from './manifest/manifest.ts';
import { recordChecks, recordRun } from './manifest/run-log.ts';
import { acceptedIn, defaultMaxRejected, requireFewRejected } from './max-rejected.ts';
import { migrate, type Upgrade } from './migrate.ts';
import { planOwnTables } from './own-tables/plan-own-tables.ts';
import { warnOfOwnTables } from './own-tables/warn.ts';
import { filesToLoad, type Plan, planRun } from './plan.ts';
import type { EtlReport } from './report.ts';
import { reportRun, type UntimedReport, warnOfEmpty } from './report-run.ts';
import { describeSources, type SkippedNames, skippedNames } from './skipped-names.ts';
import { type StagedFile, stage } from './stage.ts';
import { type Stopwatch, startStopwatch } from './stopwatch.ts';
import { emptyTables, makeTables, makeTablesAhead, requireTables } from './tables.ts';
import { warnOfNoPlay, warnOfRejecting } from './warn.ts';

/**
 * Loads what is new into the warehouse: stages it, builds the star, checks it, and publishes all of it in one
 * transaction, or nothing.
 *
 * @throws {UsageError} for a source or a warehouse that is not there
 * @throws {RejectedError} if more records are bad than `maxRejected` allows
 * @throws {DataError} if a check fails
 * @throws {TransientError} if another process holds the warehouse, a file changes while it is read, a disk is full, or
 * the network fails
 * @throws {InterruptedError} if `signal` aborts before anything is published
 */
export async function etl(options: EtlOptions): Promise<EtlReport> {
  return await orStopped(load(options), options.signal);
}

async function load(options: EtlOptions): Promise<EtlReport> {
  const stopwatch = startStopwatch();
  options.onProgress?.({ step: 'list' });
  if (options.rebuildStar) await requireTables(options.warehouse, options);
  await using sources = options.rebuildStar ? noSources : await openSources(options);
  const found = options.rebuildStar ? [] : await listFiles(sources, options.signal);
  const skipped = skippedNames([sources.logs, sources.songs]);
  for (const warning of skipped.warnings) options.onWarning?.(warning);
  stopwatch.lap('list');

  await using warehouse = await connect(options.warehouse, options);
  const report = await loadInto(warehouse, { options, sources, found, skipped, stopwatch });
  const emptyFiles = warnOfEmpty(report);
  if (emptyFiles !== undefined) options.onWarning?.(emptyFiles);
  return { ...report, seconds: stopwatch.seconds() };
}

/** A run into a warehouse that is open, from files that are listed. */
export async function loadInto(
  warehouse: LoadableWarehouse,
  given: Omit<Run, 'warehouse' | 'attemptId' | 'now' | 'filesToValidate'>,
): Promise<UntimedReport> {
  const { options, stopwatch } = given;
  const attemptId = randomUUID();
  const now = options.now ?? new Date();
  const patience = {
    attemptId,
    backoff: { ...defaultBackoff, ...runBackoff, ...options.backoff },
    signal: options.signal,
  };
  await makeTablesAhead(warehouse, given.found);
  const filesToValidate = openFilesToValidate(warehouse);
  const run = { ...given, warehouse, attemptId, now, filesToValidate };
  const report = await goingOn(filesToValidate, () =>
    inOneTransaction(warehouse, patience, () => loadWhatIsNew(run)),
  );
  if (report.status === 'published') {
    notePublished();
    await warehouse.loader.afterRun();
  }
  stopwatch.lap('publish');
  return report;
}

interface Run {
  readonly options: EtlOptions;
  readonly sources: OpenSources;
  readonly found: readonly FoundFile[];
  readonly skipped: SkippedNames;
  readonly warehouse: LoadableWarehouse;
  readonly filesToValidate: FilesToValidate;
  readonly stopwatch: Stopwatch;
  /** Unique for this attempt to publish, in the run log. */
  readonly attemptId: string;
  /** When the run began, the same in each try: a `ts` more than a day later is rejected. */
  readonly now: Date;
}

/** A record that the engine refuses by itself is rejected here, by another try in which its file is read here. */
async function goingOn<Result>(refused: FilesToValidate, attempt: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!refused.add(error)) throw error;
    }
  }
}

/** One try, within a transaction. */
async function loadWhatIsNew(given: Run): Promise<UntimedReport> {
  const { options, sources, warehouse, stopwatch, attemptId } = given;
  const { onProgress = () => {}, signal } = options;
  const { jsonPaths } = sources;
  const startedAt = new Date();

  const upgraded = await prepareTables(warehouse, given.now);
  const contents = openContents(signal);
  const plan = await planOf(given, contents);
  const own = await planOwnTables(warehouse, options.tables, plan.manifest.lastRun?.runId);
  const ids = nextIds(plan.manifest);
  if (options.rebuild) await emptyTables(warehouse);
  else await removeFiles(warehouse, [...plan.replaced, ...plan.removed]);
  const staged = await stage(warehouse, {
    files: filesToLoad(plan),
    filesToValidate: given.filesToValidate,
    listed: plan.listed,
    jsonPaths: { logs: jsonPaths.logs?.location, songs: jsonPaths.songs?.location },
    tables: {
      logs: stagingEvents(jsonPaths.logs?.paths, jsonPaths.logs?.ignoresCase),
      songs: stagingSongs(jsonPaths.songs?.paths, jsonPaths.songs?.ignoresCase),
    },
    ...ids,
    contents,
    clock: clockOf(given.now),
    onProgress,
    signal,
  });
  requireFewRejected(staged, options.maxRejected ?? defaultMaxRejected, acceptedIn(plan));
  for (const warning of warnOfRejecting(staged.rejecting)) options.onWarning?.(warning);
  await relistFiles(warehouse, [...plan.sameContent, ...plan.renamed]);
  await recordFiles(
    warehouse,
    staged.files.map((file) => toEntry(file, ids.runId)),
  );
  const rebuilt = options.rebuild ? 'all' : options.rebuildStar ? 'star' : null;
  const found = changesOf(plan);
  const changes = upgraded || rebuilt ? everything : { ...found, any: found.any || own.isChanged };
  stopwatch.lap('stage');

  const ownChecks = options.checks;
  const building = { changes, own, ownChecks, ...ids, now: given.now, onProgress, stopwatch };
  const built = changes.any ? await buildAndCheck(warehouse, building) : nothingBuilt;
  onProgress({ step: 'publish' });
  const report = await reportRun(warehouse, {
    runId: changes.any ? ids.runId : plan.manifest.lastRun?.runId,
    status: changes.any ? 'published' : 'up-to-date',
    sources: describeSources(sources),
    skipped: given.skipped,
    plan,
    staged,
    ...built,
    upgraded,
    rebuilt,
  });
  for (const warning of warnOfOwnTables(own, changes, options.tables)) options.onWarning?.(warning);
  for (const warning of await warnOfNoPlay(warehouse, report)) options.onWarning?.(warning);
  if (changes.any) {
    await recordChecks(warehouse, ids.runId, built.checks, new Date());
    await recordRun(warehouse, report, { startedAt, version: packageVersion(), attemptId, now: given.now });
  }
  return report;
}

/** Tables of this version, whatever was there; within the transaction of the run. */
async function prepareTables(warehouse: LoadableWarehouse, now: Date): Promise<Upgrade | undefined> {
  const version = await readSchemaVersion(warehouse);
  if (version !== undefined) return await migrate(warehouse, version, now);
  await makeTables(warehouse);
  return undefined;
}

async function planOf({ options, sources, found, warehouse, now }: Run, contents: Contents): Promise<Plan> {
  const { rebuild = false, prune = false, allowCopies = false } = options;
  const version = currentVersion();
  const plan = await planRun(warehouse, {
    found,
    sources,
    contents,
    rebuild,
    prune,
    allowCopies,
    version,
    now,
  });
  if (rebuild) requireNothingLost(plan.missing);
  return plan;
}

function toEntry({ found: { dataSet, file }, content, ...counts }: StagedFile, runId: number): FileEntry {
  return {
    fileId: counts.fileId,
    copyGroupId: counts.copyGroupId,
    runId,
    dataSet,
    location: file.location,
    size: file.size,
    fingerprint: file.version,
    contentHash: content,
    counts,
  };
}
