import { hasPlainKeys } from '../../formats/plain-fields.ts';
import type { ListedFile } from '../../sources/data-set.ts';
import type { DataSet } from '../../sources/source.ts';
import type { StagedFile, StageRequest } from '../stage.ts';
import type { Warehouse } from '../warehouse.ts';
import { insertPlain } from './read-json.ts';
import type { ScannedFile } from './scan-file.ts';
import { scanFiles } from './scan-files.ts';

/** From here on a file is worth the engine's own reader; below, opening it costs more than reading it. */
const largeFile = 1024 * 1024;

/** Whether the engine may read a file itself, if the pre-scan finds it plain: large, on this machine, with plain keys. */
export function isForNativeRead(
  { file, dataSet }: ListedFile,
  { tables }: Pick<StageRequest, 'tables'>,
): boolean {
  return file.path !== undefined && file.size >= largeFile && hasPlainKeys(tables[dataSet]);
}

interface NativelyRead {
  readonly files: readonly StagedFile[];
  /** Files that are not plain, for the validating parser. */
  readonly others: readonly ListedFile[];
  /** Keys of plain files that feed no column. */
  readonly unknownKeys: Readonly<Record<DataSet, ReadonlySet<string>>>;
}

interface FoundPlain extends ScannedFile {
  readonly found: ListedFile;
}

/**
 * Pre-scans files, and lets the engine load those that are plain. The engine never meets a file that is not: what it
 * refuses ends the transaction, and what it takes by mistake is not seen.
 */
export async function readNatively(
  warehouse: Warehouse,
  files: readonly ListedFile[],
  staging: StageRequest,
): Promise<NativelyRead> {
  const { tables, timeLimits, signal, advance } = staging;
  const requests = files.map(({ dataSet, file: { location, size, version, path = location } }) => ({
    location,
    size,
    version,
    path,
    table: tables[dataSet],
    timeLimits,
  }));
  const scans = await scanFiles(requests, {
    onScanned(index, scanned) {
      const file = files[index]?.file;
      if (scanned !== undefined && file !== undefined) advance(0, file.size / 2); // the rest when it is loaded
    },
    signal,
  });
  const unknownKeys = { logs: new Set<string>(), songs: new Set<string>() };
  const plain = { logs: [] as FoundPlain[], songs: [] as FoundPlain[] };
  const others: ListedFile[] = [];
  for (const [index, found] of files.entries()) {
    const scanned = scans[index];
    if (scanned === undefined) others.push(found);
    else {
      plain[found.dataSet].push({ ...scanned, found });
      for (const key of scanned.unknownKeys) unknownKeys[found.dataSet].add(key);
    }
  }
  const logs = await load(warehouse, plain.logs, staging);
  const songs = await load(warehouse, plain.songs, {
    ...staging,
    firstFileId: staging.firstFileId + logs.length,
  });
  const staged = [...logs, ...songs];
  await requireUnchanged(staged, signal);
  await requireCounts(warehouse, staged, staging);
  return { files: staged, others, unknownKeys };
}

/** Loads files of one data set by one statement: each leaves row groups that are not full, which DuckDB keeps in memory. */
async function load(
  warehouse: Warehouse,
  files: readonly FoundPlain[],
  { tables, firstFileId, advance, signal }: StageRequest,
): Promise<readonly StagedFile[]> {
  const [first] = files;
  if (first === undefined) return [];
  const plain = files.map(({ found: { file }, withEmptyText }) => ({
    path: file.path ?? file.location,
    withEmptyText,
  }));
  try {
    await warehouse.run(insertPlain(tables[first.found.dataSet], plain, firstFileId));
  } catch (error) {
    await requireUnchanged(files, signal); // what was added since the scan may be no record
    throw error;
  }
  for (const { found } of files) advance(1, found.file.size / 2);
  return files.map((each, index) => toStaged(each, firstFileId + index));
}

function toStaged(scanned: FoundPlain, fileId: number): StagedFile {
  const { found, content, unknownKeys: _, withEmptyText: __, ...counts } = scanned;
  const outcome = { staged: counts.records, rejected: 0, rejectedBytes: 0, ahead: 0 };
  return { found, fileId, content, loadedBy: 'native_read', ...counts, ...outcome };
}

/** The engine opened the files by itself: it has read what was scanned only if they are still the same. */
async function requireUnchanged(
  files: readonly Pick<FoundPlain, 'found'>[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const { found } of files) {
    const chunks = found.source.read(found.file, signal)[Symbol.asyncIterator]();
    await chunks.next();
    await chunks.return?.();
  }
}

/** The engine's count of records is held against the scan's. */
async function requireCounts(
  warehouse: Warehouse,
  files: readonly StagedFile[],
  { tables, firstFileId }: StageRequest,
): Promise<void> {
  const counts = new Map<number, number>();
  for (const name of new Set(files.map(({ found }) => tables[found.dataSet].name))) {
    const { rows } = await warehouse.query(
      `select file_id, count(*) as records from ${name} where file_id >= $first_file_id group by file_id`,
      { first_file_id: firstFileId },
    );
    for (const { file_id, records } of rows) counts.set(Number(file_id), Number(records));
  }
  for (const { found, fileId, staged } of files) {
    const records = counts.get(fileId) ?? 0;
    if (records !== staged)
      throw new Error(`The engine read ${records} records of ${found.file.location}, which holds ${staged}.`);
  }
}
