import { UsageError } from '../errors.ts';
import type { Result, Warehouse } from '../warehouse/warehouse.ts';

/** What the checks of the newest run found, and when. */
export async function lastChecks(warehouse: Warehouse): Promise<Result> {
  return await warehouse.query(`
    select name, bad_rows, checked_at, run_id
    from etl.checks
    where run_id = (select max(run_id) from etl.checks)
    order by name`);
}

/** The runs that were published, the newest first. */
export async function listRuns(warehouse: Warehouse): Promise<Result> {
  return await warehouse.query(`
    select
      run_id,
      started_at,
      round(extract(epoch from finished_at) - extract(epoch from started_at), 1) as seconds,
      files_new,
      files_changed,
      files_removed,
      skipped,
      lines,
      blank,
      staged,
      rejected,
      songplays,
      version
    from etl.runs
    order by run_id desc`);
}

/**
 * The files that a run loaded and that are still in the manifest as it left them.
 *
 * @throws {UsageError} if there is no such run
 */
export async function showRun(warehouse: Warehouse, runId: number): Promise<Result> {
  const { rows } = await warehouse.query('select run_id from etl.runs where run_id = $run_id', {
    run_id: runId,
  });
  if (rows.length === 0) {
    throw new UsageError(`There is no run ${runId}.`, { hints: ['sparkify runs lists them.'] });
  }
  return await warehouse.query(
    'select data_set, location, size, records, staged, rejected, lines, blank from etl.files where run_id = $run_id order by location',
    { run_id: runId },
  );
}
