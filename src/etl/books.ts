import { UsageError } from '../errors.ts';
import type { DataSet, SourceFile } from '../sources/source.ts';
import { queryFile } from '../warehouse/query-file.ts';
import type { LoadableWarehouse, Row, Warehouse } from '../warehouse/warehouse.ts';
import { openPacker } from './packs.ts';
import type { RecordCounts } from './record-counts.ts';
import type { RelistedFile } from './subtract.ts';

/** What a run needs to know of a loaded file to tell whether it is the same still. */
export interface BookedFile {
  readonly fileId: number;
  readonly dataSet: DataSet;
  readonly location: string;
  readonly size: number;
  /** As the source told it when the file was loaded; see `SourceFile.version`. */
  readonly version: string;
  /** Equal for equal bytes: a hash, or the ETag on S3. */
  readonly content: string;
  /** Of files that were copied together, the first: all rows are its own, and of the others nothing is counted. */
  readonly copiedWith?: number | undefined;
  /** The next run that finds it reads it again, although it has not changed. */
  readonly readAgain?: boolean;
  /** Its rejected records. */
  readonly rejected?: number;
}

/** A loaded file as `etl.files` remembers it. */
export interface FileEntry extends BookedFile {
  readonly runId: number;
  readonly counts: RecordCounts;
}

/** What the books hold before a run. */
export interface Books {
  readonly files: readonly BookedFile[];
  /** The newest run, if there is one. */
  readonly lastRun: { readonly runId: number; readonly finishedAt: string } | undefined;
}

export const emptyBooks: Books = { files: [], lastRun: undefined };

/** Reads the books of a warehouse whose tables are of this version. */
export async function readBooks(warehouse: Warehouse): Promise<Books> {
  const files = await queryFile(warehouse, 'both/manifest/files.sql');
  return { files: files.rows.map(bookedFile), lastRun: await readLastRun(warehouse) };
}

/** Reads the books of tables of an older version as the upgrade would leave them. */
export async function readOlderBooks(warehouse: Warehouse, version: number, now: Date): Promise<Books> {
  const file = `both/manifest/files-of-version-${version}.sql`;
  const files = await queryFile(warehouse, file, { now: now.getTime() });
  return { files: files.rows.map(bookedFile), lastRun: await readLastRun(warehouse) };
}

/**
 * A {@link versionLine} of each loaded file of a data set, by location; undefined where a name holds a line feed, so that
 * they cannot be told apart.
 */
export async function readVersionLines(
  warehouse: Warehouse,
  dataSet: DataSet,
): Promise<readonly string[] | undefined> {
  const file = `${warehouse.engine}/loaded-versions.sql`;
  const { rows } = await queryFile(warehouse, file, { data_set: dataSet });
  const lines = rows.flatMap((row) => (row.lines === null ? [] : String(row.lines).split('\n')));
  return lines.length === rows.reduce((sum, { files }) => sum + Number(files), 0) ? lines : undefined;
}

/** All that tells whether a listed file is the one that is loaded; no version holds a space. */
export function versionLine({ version, location }: SourceFile): string {
  return `${version} ${location}`;
}

/** Where the file of a {@link versionLine} is. */
export function locationIn(line: string): string {
  return line.slice(line.indexOf(' ') + 1);
}

/** The newest run, if there is one. */
export async function readLastRun(warehouse: Warehouse): Promise<Books['lastRun']> {
  const { rows } = await warehouse.query(
    'select run_id, finished_at from etl.runs order by run_id desc limit 1',
  );
  const [lastRun] = rows;
  return lastRun && { runId: Number(lastRun.run_id), finishedAt: String(lastRun.finished_at) };
}

function bookedFile(row: Row): BookedFile {
  return {
    fileId: Number(row.file_id),
    dataSet: row.data_set as DataSet,
    location: String(row.location),
    size: Number(row.size),
    version: String(row.version),
    content: String(row.content),
    copiedWith: row.copied_with === null ? undefined : Number(row.copied_with),
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
    { name: 'version', type: 'text' },
    { name: 'content', type: 'text' },
    { name: 'records', type: 'bigint' },
    { name: 'lines', type: 'bigint' },
    { name: 'staged', type: 'bigint' },
    { name: 'rejected', type: 'bigint' },
    { name: 'blank', type: 'bigint' },
    { name: 'bytes', type: 'bigint' },
    { name: 'staged_bytes', type: 'bigint' },
    { name: 'rejected_bytes', type: 'bigint' },
    { name: 'between_bytes', type: 'bigint' },
    { name: 'copied_with', type: 'integer' },
  ],
} as const;

/** Writes files into the books, all at once: a row at a time costs a millisecond each. */
export async function bookFiles(warehouse: LoadableWarehouse, files: readonly FileEntry[]): Promise<void> {
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
        version: file.version,
        content: file.content,
        ...countedOf(file),
        copied_with: file.copiedWith,
      }),
    );
  }
  await packer.end();
  const ahead = files.filter(({ counts }) => counts.ahead > 0).map(({ fileId }) => fileId);
  if (ahead.length > 0)
    await warehouse.run(`update etl.files set read_again = true where file_id in (${ahead.join(', ')})`);
}

/** Of files that one COPY loaded, the rows are counted with the first, and the bytes of none. */
function countedOf({ fileId, copiedWith, counts }: FileEntry) {
  const { records, lines, staged, rejected, blank } = counts;
  if (copiedWith !== undefined)
    return copiedWith === fileId ? { records, lines, staged, rejected, blank } : {};
  return {
    ...{ records, lines, staged, rejected, blank },
    bytes: counts.bytes,
    staged_bytes: counts.stagedBytes,
    rejected_bytes: counts.rejectedBytes,
    between_bytes: counts.betweenBytes,
  };
}

/** Books loaded files under the names and versions that they have now; their rows stay. */
export async function rebookFiles(
  warehouse: LoadableWarehouse,
  files: readonly RelistedFile[],
): Promise<void> {
  if (files.length === 0) return;
  const now = new Map(files.map(({ booked, found: { file } }) => [booked.fileId, file]));
  const ids = [...now.keys()].join(', ');
  const { rows } = await warehouse.query(`select * from etl.files where file_id in (${ids})`);
  await warehouse.run(`delete from etl.files where file_id in (${ids})`);
  using packer = openPacker(warehouse.loader.openTable(filesTable));
  for (const row of rows) {
    const file = now.get(Number(row.file_id));
    packer.add(JSON.stringify({ ...row, location: file?.location, version: file?.version }));
  }
  await packer.end();
}

/** Takes files out of the books, with everything that came from them. */
export async function unbookFiles(warehouse: Warehouse, files: readonly BookedFile[]): Promise<void> {
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
  files: readonly BookedFile[],
  ids: string,
): Promise<void> {
  const shared = files.filter(({ copiedWith }) => copiedWith !== undefined);
  if (shared.length === 0) return;
  const groups = [...new Set(shared.map(({ copiedWith }) => copiedWith))].join(', ');
  const { rows } = await warehouse.query(
    `select count(*) as files from etl.files where copied_with in (${groups}) and file_id not in (${ids})`,
  );
  if (Number(rows[0]?.files) === 0) return;
  throw new UsageError(
    `The rows of ${shared.length} files are to be replaced or removed, but one COPY loaded them together with those of others.`,
    {
      details: [...shared.slice(0, 5).map(({ location }) => location), 'Nothing was published.'],
      hints: [
        'Load everything anew: --rebuild',
        'With WORK = s3://… under [S3] in dwh.cfg, small files are read here, and each row knows its file.',
      ],
    },
  );
}
