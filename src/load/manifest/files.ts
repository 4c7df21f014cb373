import { UsageError } from '../../errors.ts';
import { batchTable, tables } from '../../schema/tables.ts';
import { queryFile, runFile } from '../../warehouse/query-file.ts';
import type { StagedFile } from '../../warehouse/stage.ts';
import type { LoadableWarehouse, Warehouse } from '../../warehouse/warehouse.ts';
import type { RelistedFile } from '../compare-files.ts';
import type { Contents } from '../contents.ts';
import type { Staged } from '../stage.ts';
import type { LoadedFile } from './manifest.ts';

const filesTable = batchTable('etl.files');

/** Records staged files, all at once: a row at a time costs a millisecond each. */
export async function recordFiles(
  warehouse: LoadableWarehouse,
  { files, rejecting }: Pick<Staged, 'files' | 'rejecting'>,
  { runId, contents }: { readonly runId: number; readonly contents: Pick<Contents, 'of'> },
): Promise<void> {
  if (files.length === 0) return;
  await warehouse.insertRows(filesTable, files, (staged) =>
    rowOf(staged, runId, staged.content ?? contents.of(staged.found)),
  );
  const ahead = files.filter((staged) => staged.ahead > 0).map(({ fileId }) => fileId);
  if (ahead.length > 0)
    await warehouse.run(`update etl.files set read_again = true where file_id in (${ahead.join(', ')})`);
  if (rejecting.length > 0) await runFile(warehouse, 'manifest/number-rejected.sql', { run_id: runId });
}

/** For files that one COPY loaded together, the first has the counts of all rows, and none has counts of bytes. */
function rowOf(file: StagedFile, runId: number, content: string | undefined) {
  const isCopiedAlone = file.copyGroupId === undefined;
  const hasRows = isCopiedAlone || file.copyGroupId === file.fileId;
  return {
    file_id: file.fileId,
    run_id: runId,
    data_set: file.found.dataSet,
    location: file.found.file.location,
    size: file.found.file.size,
    fingerprint: file.found.file.version,
    content_hash: content,
    records: hasRows ? file.records : undefined,
    lines: hasRows ? file.lines : undefined,
    staged: hasRows ? file.staged : undefined,
    rejected: hasRows ? file.rejected : undefined,
    blank: hasRows ? file.blank : undefined,
    bytes: isCopiedAlone ? file.bytes : undefined,
    staged_bytes: isCopiedAlone ? file.stagedBytes : undefined,
    rejected_bytes: isCopiedAlone ? file.rejectedBytes : undefined,
    between_bytes: isCopiedAlone ? file.betweenBytes : undefined,
    copy_group_id: file.copyGroupId,
  };
}

/** Records loaded files with the names and fingerprints that they have now; their rows stay. */
export async function relistFiles(
  warehouse: LoadableWarehouse,
  files: readonly RelistedFile[],
): Promise<void> {
  if (files.length === 0) return;
  const now = new Map(files.map(({ loaded, found: { file } }) => [loaded.fileId, file]));
  const ids = [...now.keys()].join(', ');
  const { rows } = await warehouse.query(`select * from etl.files where file_id in (${ids})`);
  await warehouse.run(`delete from etl.files where file_id in (${ids})`);
  await warehouse.insertRows(filesTable, rows, (row) => {
    const file = now.get(Number(row.file_id));
    return { ...row, location: file?.location ?? null, fingerprint: file?.version ?? null };
  });
}

/** Removes files from the manifest, with everything that came from them. */
export async function removeFiles(warehouse: Warehouse, files: readonly LoadedFile[]): Promise<void> {
  if (files.length === 0) return;
  const ids = files.map(({ fileId }) => fileId).join(', ');
  await requireWholeGroups(warehouse, files, ids);
  await removeRows(warehouse, files);
}

/** Removes everything that came from files, and what the manifest has of them. */
export async function removeRows(
  warehouse: Warehouse,
  files: readonly { readonly fileId: number }[],
): Promise<void> {
  if (files.length === 0) return;
  const ids = files.map(({ fileId }) => fileId).join(', ');
  const ofFiles = tables.filter(({ columns }) => columns.some(({ name }) => name === 'file_id'));
  await warehouse.runAll(ofFiles.map(({ name }) => `delete from ${name} where file_id in (${ids})`));
}

/**
 * Requires that files that one COPY loaded together are removed together: no row says which of them it came from.
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
