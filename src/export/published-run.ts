import { NothingPublishedError } from '../errors.ts';
import { onWarehouse } from '../warehouse/hint-on-warehouse.ts';
import { queryFile } from '../warehouse/query-file.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';

/** The newest run of a warehouse. */
export interface PublishedRun {
  readonly runId: string;
  /** Differs between two runs of the same number in two warehouses. */
  readonly attemptId: string;
}

/** @throws {NothingPublishedError} if there is no run yet */
export async function readPublishedRun(warehouse: Warehouse): Promise<PublishedRun> {
  const { rows } = await queryFile(warehouse, 'export/run.sql');
  const [run] = rows;
  if (run === undefined) {
    throw new NothingPublishedError('SPK-301', `Nothing is published in ${warehouse.location} yet.`, {
      hints: [
        { command: 'etl', flags: { data: 'DIR', ...onWarehouse(warehouse.location) }, why: 'Load it first' },
      ],
    });
  }
  return { runId: String(run.run_id), attemptId: String(run.attempt_id) };
}
