import { UsageError } from '../../errors.ts';
import { queryFile } from '../../warehouse/query-file.ts';
import type { Result, Warehouse } from '../../warehouse/warehouse.ts';

/** What the checks of the newest run found, and when. */
export async function lastChecks(warehouse: Warehouse): Promise<Result> {
  return await queryFile(warehouse, 'manifest/last-checks.sql');
}

/** The runs that were published, the newest first. */
export async function listRuns(warehouse: Warehouse): Promise<Result> {
  return await queryFile(warehouse, 'manifest/runs.sql');
}

/**
 * The files that a run loaded and that are still in the manifest as it left them.
 *
 * @throws {UsageError} if there is no such run
 */
export async function showRun(warehouse: Warehouse, runId: number): Promise<Result> {
  const { rows } = await queryFile(warehouse, 'manifest/run.sql', { run_id: runId });
  if (rows.length === 0) {
    throw new UsageError('SPK-226', `There is no run ${runId}.`, {
      hints: [{ command: 'runs', why: 'List them' }],
    });
  }
  return await queryFile(warehouse, 'manifest/files-of-run.sql', { run_id: runId });
}
