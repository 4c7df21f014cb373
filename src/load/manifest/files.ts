import { UsageError } from '../../errors.ts';
import { batchTable, tables } from '../../schema/tables.ts';
import type { SourceFile } from '../../sources/source.ts';
import { queryFile } from '../../warehouse/query-file.ts';

import type { LoadableWarehouse, Warehouse } from '../../warehouse/warehouse.ts';
import { openPacker } from '../packs.ts';
import type { FileEntry, LoadedFile } from './manifest.ts';

const filesTable = batchTable('etl.files');

/** Records files, all at once: a row at a time costs a millisecond each. */
export async function recordFiles(warehouse: LoadableWarehouse, files: readonly FileEntry[]): Promise<void> {
  if (files.length === 0) return;
  using packer = openPacker(warehouse.loader.openTable(filesTable));
  for (const file of files) {
    packer.add(
      JSON.stringify({
        file_id: file.fileId,
        run_id: file.runId,
        data_set: file.dataSet,
        location: file.location,
        size: file.size,
        fingerprint: file.fingerprint,
        content_hash: file.contentHash,
        ...countedOf(file),
        copy_group_id: file.copyGroupId,
      }),
    );
  }
  await packer.end();
  const ahead = files.filter(({ counts }) => counts.ahead > 0).map(({ fileId }) => fileId);
  if (ahead.length > 0)
    await warehouse.run(`update etl.files set read_again = true where file_id in (${ahead.join(', ')})`);
}

/** Of files that one COPY loaded, the rows are counted with the first, and the bytes of none. */
function countedOf({ fileId, copyGroupId, counts }: FileEntry) {
  const { records, lines, staged, rejected, blank } = counts;
  if (copyGroupId !== undefined)
    return copyGroupId === fileId ? { records, lines, staged, rejected, blank } : {};
  return {
    ...{ records, lines, staged, rejected, blank },
    bytes: counts.bytes,
    staged_bytes: counts.stagedBytes,
    rejected_bytes: counts.rejectedBytes,
    between_bytes: counts.betweenBytes,
  };
}

/** Records loaded files with the names and fingerprints that they have now; their rows stay. */
export async function relistFiles(
  warehouse: LoadableWarehouse,
  files: readonly { readonly loaded: LoadedFile; readonly found: { readonly file: SourceFile } }[],
): Promise<void> {
  if (files.length === 0) return;
  const now = new Map(files.map(({ loaded, found: { file } }) => [loaded.fileId, file]));
  const ids = [...now.keys()].join(', ');
  const { rows } = await warehouse.query(`select * from etl.files where file_id in (${ids})`);
  await warehouse.run(`delete from etl.files where file_id in (${ids})`);
  using packer = openPacker(warehouse.loader.openTable(filesTable));
  for (const row of rows) {
    const file = now.get(Number(row.file_id));
    packer.add(JSON.stringify({ ...row, location: file?.location, fingerprint: file?.version }));
  }
  await packer.end();
}

/** Removes files from the manifest, with everything that came from them. */
export async function removeFiles(warehouse: Warehouse, files: readonly LoadedFile[]): Promise<void> {
  if (files.length === 0) return;
  const ids = files.map(({ fileId }) => fileId).join(', ');
  await requireWholeGroups(warehouse, files, ids);
  const ofFiles = tables.filter(({ columns }) => columns.some(({ name }) => name === 'file_id'));
  for (const { name } of ofFiles) await warehouse.run(`delete from ${name} where file_id in (${ids})`);
}

/**
 * Files that one COPY loaded have their rows in common: they leave together.
 *
 * @throws {UsageError} if others of such files would stay
 */
async function requireWholeGroups(
  warehouse: Warehouse,
  files: readonly LoadedFile[],
  ids: string,
): Promise<void> {
  const shared = files.filter(({ copyGroupId }) => copyGroupId !== undefined);
  if (shared.length === 0) return;
  const groups = [...new Set(shared.map(({ copyGroupId }) => copyGroupId))].join(', ');
  const { rows } = await warehouse.query(
    `select count(*) as files from etl.files where copy_group_id in (${groups}) and file_id not in (${ids})`,
  );
  if (Number(rows[0]?.files) === 0) return;
  throw new UsageError(
    'SPK-225',
    `The rows of ${shared.length} files are to be replaced or removed, but one COPY loaded them together with those of others.`,
    {
      details: [...shared.slice(0, 5).map(({ location }) => location), 'Nothing was published.'],
      hints: [
        'Load everything again: --rebuild',
        'With WORK = s3://… under [S3] in dwh.cfg, small files are read here, and each row knows its file.',
      ],
    },
  );
}

/** How many loaded files the next runs read again. */
export async function countToReadAgain(warehouse: Warehouse): Promise<number> {
  const { rows } = await queryFile(warehouse, 'manifest/files-to-read-again.sql');
  return Number(rows[0]?.files);
}
