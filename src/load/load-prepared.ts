import { OutdatedPlanError } from './confirm-plan.ts';
import { relistFiles, removeFiles, removeRows } from './manifest/files.ts';
import { noteFileIds } from './manifest/lock.ts';
import { defaultMaxRejected } from './max-rejected.ts';
import { filesToLoad, type Plan } from './plan.ts';
import type { Prepared } from './prepare.ts';
import { acceptedIn, requireFewRejected } from './require-few-rejected.ts';
import type { Run } from './run.ts';
import { nothingStaged, type Staged } from './stage.ts';
import { emptyTables } from './tables.ts';

/**
 * Changes staging as planned: removes the rows of changed and removed files, and loads what is prepared.
 *
 * @param plan the confirmed plan: prepared files that it does not have are dropped
 * @throws {RejectedError} if more is rejected than allowed
 */
export async function loadPrepared(run: Run, prepared: Prepared, plan: Plan): Promise<Staged> {
  const { warehouse, options } = run;
  if (options.rebuild) await emptyTables(warehouse);
  else await removeFiles(warehouse, [...plan.replaced, ...plan.removed]);
  await relistFiles(warehouse, [...plan.sameContent, ...plan.renamed]);
  if (filesToLoad(plan).length === 0) return nothingStaged;
  const staged = await stageOnly(run, prepared, plan);
  requireFewRejected(staged, options.maxRejected ?? defaultMaxRejected, acceptedIn(plan));
  return staged;
}

/** Stages all that is prepared, and removes the rows of files that another run has loaded since. */
async function stageOnly(
  { warehouse }: Run,
  { plan: planned, ids, staging }: Prepared,
  plan: Plan,
): Promise<Staged> {
  const all = await staging.load();
  await noteFileIds(warehouse, ids.first + filesToLoad(planned).length);
  const kept = new Set(filesToLoad(plan));
  const dropped = all.files.filter(({ found }) => !kept.has(found));
  // Files that one COPY loaded share their rows: no row says which of them it came from.
  if (dropped.some(({ copyGroupId }) => copyGroupId !== undefined)) throw new OutdatedPlanError();
  await removeRows(warehouse, dropped);
  return {
    ...all,
    files: all.files.filter(({ found }) => kept.has(found)),
    rejecting: all.rejecting.filter(({ found }) => kept.has(found)),
  };
}
