import { currentVersion } from '../../warehouse/migrations.ts';
import { queryFile, runFile } from '../../warehouse/query-file.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';

/**
 * The tables that a run locks, always in this order, so that no other run records what it loads at the same time. Nobody reads
 * `etl.lock` but runs, so readers wait for no run, unless it replaces the tables of an older version.
 *
 * @param version of the tables; undefined where there are none
 */
export function tablesToLock(version: number | undefined): readonly string[] {
  if (version === undefined) return [];
  if (version === currentVersion()) return ['etl.lock'];
  return [...(version > 0 ? ['etl.lock'] : []), 'etl.runs'];
}

/** The ids of the files of a run. */
export interface FileIds {
  readonly first: number;
  /** Whether no other run can take them. */
  readonly areReserved: boolean;
}

/** Reserves ids for so many files, in a transaction of its own: rows are made with them before the run's own transaction. */
export async function reserveFileIds(warehouse: Warehouse, files: number): Promise<FileIds> {
  return await warehouse.transaction(
    async () => {
      const first = await readNextFileId(warehouse);
      await runFile(warehouse, 'manifest/reserve-file-ids.sql', { files });
      return { first, areReserved: true };
    },
    { lock: ['etl.lock'] },
  );
}

/** The first id that no run has taken. */
export async function readNextFileId(warehouse: Warehouse): Promise<number> {
  const { rows } = await queryFile(warehouse, 'manifest/next-file-id.sql');
  return Number(rows[0]?.next_file_id ?? 1);
}

/** Notes that the ids before this one have files. */
export async function noteFileIds(warehouse: Warehouse, nextFileId: number): Promise<void> {
  await runFile(warehouse, 'manifest/use-file-ids.sql', { next_file_id: nextFileId });
}
