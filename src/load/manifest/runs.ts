import { UsageError } from '../../errors.ts';
import type { DataSet } from '../../formats/columns.ts';
import { groupBy } from '../../group-by.ts';
import { reading, type WarehouseOrLocation } from '../../warehouse/open-warehouse.ts';
import { queryFile } from '../../warehouse/query-file.ts';
import type { Result } from '../../warehouse/warehouse.ts';

/** A published run. */
export type RunRow = Readonly<{
  run_id: number;
  /** UTC, such as `2018-11-30 23:59:59.5`. */
  started_at: string;
  seconds: number;
  /** The part of `seconds` from begin to commit; null for runs of older versions. */
  transaction_seconds: number | null;
  files_new: number;
  files_changed: number;
  files_removed: number;
  /** Files that were not taken for data, counted by ending; null where none was skipped. */
  skipped: string | null;
  lines: number;
  blank: number;
  staged: number;
  rejected: number;
  /** Plays in the star after the run. */
  songplays: number;
  /** Checks of severity `warn` that found bad rows, by name; null where none did. */
  warned: string | null;
  /** The version of sparkify. */
  version: string;
}>;

/** A file that a run loaded. Its counts are null where one COPY loaded it together with others. */
export type RunFileRow = Readonly<{
  data_set: DataSet;
  location: string;
  /** Bytes. */
  size: number;
  records: number | null;
  staged: number | null;
  rejected: number | null;
  lines: number | null;
  blank: number | null;
}>;

/** What a check of the newest run found. */
export type LastCheckRow = Readonly<{
  name: string;
  /** At most five; in a published run only of a check of severity `warn`. */
  bad_rows: number;
  /** UTC. */
  checked_at: string;
  run_id: number;
}>;

/** A check of severity `warn` that found bad rows. */
type WarnedRow = Readonly<{ run_id: number; name: string }>;

/** The runs that were published, the newest first. */
export async function runs(warehouse: WarehouseOrLocation): Promise<Result<RunRow>> {
  return await reading(warehouse, async (open) => {
    const { columns, rows } = await queryFile<Omit<RunRow, 'warned'>>(open, 'manifest/runs.sql');
    const warned = await queryFile<WarnedRow>(open, 'manifest/warned-checks.sql');
    const warnedIn = groupBy(warned.rows, ({ run_id }) => run_id);
    return {
      columns: columns.toSpliced(-1, 0, 'warned'),
      rows: rows.map(({ version, ...row }) => ({
        ...row,
        warned:
          warnedIn
            .get(row.run_id)
            ?.map(({ name }) => name)
            .join(', ') ?? null,
        version,
      })),
    };
  });
}

/**
 * The files that a run loaded and that are still in the manifest as it left them.
 *
 * @throws {UsageError} if there is no such run
 */
export async function runFiles(warehouse: WarehouseOrLocation, runId: number): Promise<Result<RunFileRow>> {
  return await reading(warehouse, async (open) => {
    const { rows } = await queryFile(open, 'manifest/run.sql', { run_id: runId });
    if (rows.length === 0) {
      throw new UsageError('SPK-226', `There is no run ${runId}.`, {
        hints: [{ command: 'runs', why: 'List them' }],
      });
    }
    return await queryFile<RunFileRow>(open, 'manifest/files-of-run.sql', { run_id: runId });
  });
}

/** What the checks of the newest run found, and when. */
export async function lastChecks(warehouse: WarehouseOrLocation): Promise<Result<LastCheckRow>> {
  return await reading(warehouse, (open) => queryFile<LastCheckRow>(open, 'manifest/last-checks.sql'));
}
