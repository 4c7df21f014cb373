import type { StagingTable } from '../formats/columns.ts';
import {
  type DirectFile,
  type LoadableWarehouse,
  type Loader,
  UnsuitableFiles,
  type Warehouse,
} from '../warehouse/warehouse.ts';
import { isCompressed } from './gunzip.ts';
import { scan } from './scan.ts';
import type { StagedFile, StageOptions, Staging } from './stage.ts';
import type { FoundFile } from './subtract.ts';

/** From here on a file is worth the engine's own reader; below, opening it costs more than reading it. */
const largeFile = 1024 * 1024;

/** Whether the engine should read a file itself: large, uncompressed, on this machine, with plain keys. */
export function isForDirectReading(
  { file, dataSet }: FoundFile,
  { tables, exactOnly }: StageOptions,
): boolean {
  return (
    file.path !== undefined &&
    file.size >= largeFile &&
    !isCompressed(file) &&
    !exactOnly.has(file.location) &&
    !tables[dataSet].ignoresCase &&
    tables[dataSet].columns.every(({ path }) => path.length === 1 && typeof path[0] === 'string')
  );
}

/** Some files have to be read exactly; the transaction that met them is over, and another has to begin. */
export class ExactReaderNeeded extends Error {
  readonly locations: readonly string[];

  constructor(locations: readonly string[], cause: unknown) {
    super(`These files need the exact reader: ${locations.join(', ')}.`, { cause });
    this.name = 'ExactReaderNeeded';
    this.locations = locations;
  }
}

/**
 * Loads whole files by the engine while their bytes are hashed, counted and looked over here.
 *
 * @throws {ExactReaderNeeded} if the engine's reader, or the look at the bytes, found something doubtful
 */
export async function stageDirectly(
  warehouse: LoadableWarehouse,
  files: readonly FoundFile[],
  staging: Staging,
): Promise<readonly StagedFile[]> {
  const direct = files.map((found, index) => ({ found, fileId: staging.firstFileId + index }));
  try {
    return direct.length === 0 ? [] : await loadAndCount(warehouse, direct, staging);
  } catch (error) {
    if (!(error instanceof UnsuitableFiles)) throw error;
    const doubtful = direct.filter(({ fileId }) => error.fileIds.includes(fileId));
    throw new ExactReaderNeeded(
      doubtful.map(({ found }) => found.file.location),
      error,
    );
  }
}

async function loadAndCount(
  warehouse: LoadableWarehouse,
  direct: readonly NumberedFile[],
  staging: Staging,
): Promise<readonly StagedFile[]> {
  // Both have to end before this function does: with it ends the transaction that the loading belongs to.
  const [scanning, loading] = await Promise.allSettled([
    scanFiles(direct, staging),
    loadFiles(warehouse.loader, direct, staging),
  ]);
  if (scanning.status === 'rejected' || loading.status === 'rejected') throw failureOf([scanning, loading]);
  const scanned = scanning.value;
  await requireUnchanged(direct, staging);
  const counts = await countStaged(warehouse, direct, staging);
  const staged = scanned.map(({ found, fileId, result }) => {
    const { content, lines, blank } = result;
    const recorded = { lines, blank, staged: counts.get(fileId) ?? 0, rejected: 0 };
    return { found, fileId, content, loadedBy: 'engine' as const, ...recorded };
  });
  const doubtful = staged.filter(({ lines, blank, staged }) => lines !== staged + blank);
  if (doubtful.length > 0) throw new UnsuitableFiles(doubtful.map(({ fileId }) => fileId));
  return staged;
}

/** The one failure of several that ends the run, or else every file that either found unsuitable. */
function failureOf(results: readonly PromiseSettledResult<unknown>[]): unknown {
  const errors = results.flatMap((result): unknown[] =>
    result.status === 'rejected' ? [result.reason] : [],
  );
  const fatal = errors.find((error) => !(error instanceof UnsuitableFiles));
  const ids = errors.flatMap((error) => (error instanceof UnsuitableFiles ? error.fileIds : []));
  return fatal ?? new UnsuitableFiles([...new Set(ids)], errors[0]);
}

/** The engine opened the files by itself: it has read what was scanned only if they are still the same. */
async function requireUnchanged(files: readonly NumberedFile[], { signal }: Staging): Promise<void> {
  for (const { found } of files) {
    const chunks = found.source.read(found.file, signal)[Symbol.asyncIterator]();
    await chunks.next();
    await chunks.return?.();
  }
}

interface NumberedFile {
  readonly found: FoundFile;
  readonly fileId: number;
}

async function loadFiles(loader: Loader, files: readonly NumberedFile[], { tables }: Staging): Promise<void> {
  for (const dataSet of ['songs', 'logs'] as const) {
    const ofSet: DirectFile[] = files
      .filter(({ found }) => found.dataSet === dataSet)
      .map(({ found, fileId }) => ({ fileId, path: found.file.path ?? found.file.location }));
    if (ofSet.length > 0) await loader.loadDirect?.(tables[dataSet], ofSet);
  }
}

/** What a core keeps near itself: of a new buffer for each chunk the kernel has to clear every page. */
const scannedAtOnce = 256 * 1024;

async function scanFiles(files: readonly NumberedFile[], staging: Staging) {
  const scanned = [];
  const buffer = Buffer.allocUnsafe(scannedAtOnce);
  for (const { found, fileId } of files) {
    const { source, file, dataSet } = found;
    const result = await scan(source.read(file, staging.signal, buffer), staging.parsers[dataSet]);
    scanned.push({ found, fileId, result });
    staging.advance(1, file.size);
  }
  const doubtful = scanned.filter(({ result }) => result.doubtful);
  if (doubtful.length > 0) throw new UnsuitableFiles(doubtful.map(({ fileId }) => fileId));
  return scanned;
}

async function countStaged(
  warehouse: Warehouse,
  files: readonly NumberedFile[],
  { tables, firstFileId }: Staging,
) {
  const counts = new Map<number, number>();
  const names = new Set(files.map(({ found }) => tables[found.dataSet].name));
  for (const name of names) {
    const { rows } = await warehouse.query(countStatement(name), { first_file_id: firstFileId });
    for (const { file_id, records } of rows) counts.set(Number(file_id), Number(records));
  }
  return counts;
}

function countStatement(table: StagingTable['name']): string {
  return `select file_id, count(*) as records from ${table} where file_id >= $first_file_id group by file_id`;
}
