import { currentVersion } from '../warehouse/migrations.ts';
import { RetryableError } from '../warehouse/retryable-error.ts';
import { readNextFileId } from './manifest/lock.ts';
import { isSameRun, type LastRun } from './manifest/run-log.ts';
import { filesToLoad, type Plan } from './plan.ts';
import { type Prepared, planNow } from './prepare.ts';
import type { Run } from './run.ts';

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
 * The plan as it was made, or made again without the files that another run has loaded since.
 *
 * @param lastRun the newest run, read within the transaction
 * @throws {OutdatedPlanError} if what is prepared is not all that has to be loaded now
 */
export async function confirmPlan(
  run: Run,
  { plan: planned, ids }: Pick<Prepared, 'plan' | 'ids'>,
  lastRun: LastRun | undefined,
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
