import { UsageError } from '../errors.ts';
import type { DataSet, SourceFile } from '../sources/source.ts';
import { currentVersion } from '../warehouse/migrations.ts';
import { queryFile } from '../warehouse/query-file.ts';
import type { LoadableWarehouse, Row, Warehouse } from '../warehouse/warehouse.ts';
import { manifestFile } from './manifest-file.ts';
import { openPacker } from './packs.ts';
import type { RecordCounts } from './record-counts.ts';
import { type LastRun, readLastRun } from './run-log.ts';

/** What a run needs to know of a loaded file to tell whether it is the same still. */
export interface LoadedFile {
  readonly fileId: number;
  readonly dataSet: DataSet;
  readonly location: string;
  readonly size: number;
  /** `SourceFile.version` when the file was loaded. */
  readonly fingerprint: string;
  /** Equal for equal bytes: a hash, or the ETag on S3. */
  readonly contentHash: string;
  /** Of files that one COPY loaded, the first: all rows are its own, and of the others nothing is counted. */
  readonly copyGroupId?: number | undefined;
  /** The next run that finds it reads it again, although it has not changed. */
  readonly readAgain?: boolean;
  /** Its rejected records. */
  readonly rejected?: number;
}

/** A loaded file with what `etl.files` records of it. */
export interface FileEntry extends LoadedFile {
  readonly runId: number;
  readonly counts: RecordCounts;
}

/** The load manifest before a run, and its newest run. */
export interface Manifest {
  readonly files: readonly LoadedFile[];
  /** The newest run, if there is one. */
  readonly lastRun: LastRun | undefined;
}

export const emptyManifest: Manifest = { files: [], lastRun: undefined };

/** Reads the manifest in tables of any version, as an upgrade at this time would leave it. */
export async function readManifest(
  warehouse: Warehouse,
  { version = currentVersion(), now = new Date() }: ManifestOptions = {},
): Promise<Manifest> {
  const files = await queryFile(warehouse, manifestFile('files', version), { now: now.getTime() });
  return { files: files.rows.map(loadedFile), lastRun: await readLastRun(warehouse) };
}

interface ManifestOptions {
  /** Of the tables. */
  readonly version?: number | undefined;
  readonly now?: Date | undefined;
}

/**
 * A {@link fingerprintLine} of each loaded file of a data set, by location; undefined where a name holds a line feed, so that
 * they cannot be told apart.
 */
export async function readFingerprintLines(
  warehouse: Warehouse,
  dataSet: DataSet,
): Promise<readonly string[] | undefined> {
  const file = `${warehouse.engine}/loaded-fingerprints.sql`;
  const { rows } = await queryFile(warehouse, file, { data_set: dataSet });
  const lines = rows.flatMap((row) => (row.lines === null ? [] : String(row.lines).split('\n')));
  return lines.length === rows.reduce((sum, { files }) => sum + Number(files), 0) ? lines : undefined;
}

/** All that tells whether a listed file is the one that is loaded; no fingerprint holds a space. */
export function fingerprintLine({ version, location }: SourceFile): string {
  return `${version} ${location}`;
}

/** Where the file of a {@link fingerprintLine} is. */
export function locationIn(line: string): string {
  return line.slice(line.indexOf(' ') + 1);
}

/** The numbers of the next run, and of the first file that it loads. */
export function nextIds({ files, lastRun }: Manifest): {
  readonly runId: number;
  readonly firstFileId: number;
} {
  const lastFileId = files.reduce((most, { fileId }) => Math.max(most, fileId), 0);
  return { runId: (lastRun?.runId ?? 0) + 1, firstFileId: lastFileId + 1 };
}

function loadedFile(row: Row): LoadedFile {
  return {
    fileId: Number(row.file_id),
    dataSet: row.data_set as DataSet,
    location: String(row.location),
    size: Number(row.size),
    fingerprint: String(row.fingerprint),
    contentHash: String(row.content_hash),
    copyGroupId: row.copy_group_id === null ? undefined : Number(row.copy_group_id),
    readAgain: row.read_again === true,
    rejected: Number(row.rejected ?? 0),
  };
}

const filesTable = {
  name: 'etl.files',
  columns: [
    { name: 'file_id', type: 'integer' },
    { name: 'run_id', type: 'integer' },
    { name: 'data_set', type: 'text' },
    { name: 'location', type: 'text' },
    { name: 'size', type: 'bigint' },
    { name: 'fingerprint', type: 'text' },
    { name: 'content_hash', type: 'text' },
    { name: 'records', type: 'bigint' },
    { name: 'lines', type: 'bigint' },
    { name: 'staged', type: 'bigint' },
    { name: 'rejected', type: 'bigint' },
    { name: 'blank', type: 'bigint' },
    { name: 'bytes', type: 'bigint' },
    { name: 'staged_bytes', type: 'bigint' },
    { name: 'rejected_bytes', type: 'bigint' },
    { name: 'between_bytes', type: 'bigint' },
    { name: 'copy_group_id', type: 'integer' },
  ],
} as const;

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
  for (const table of ['etl.files', 'staging_events', 'staging_songs', 'etl.rejected_records'])
    await warehouse.run(`delete from ${table} where file_id in (${ids})`);
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
