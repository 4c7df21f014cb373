import { isGzip } from '../formats/decompress.ts';
import { hasPlainKeys } from '../formats/plain-fields.ts';
import { type PlainFile, preScan } from '../formats/pre-scan.ts';
import type { DataSet } from '../sources/source.ts';
import type { DirectFile, LoadableWarehouse, Warehouse } from '../warehouse/warehouse.ts';
import { type ContentHash, startContentHash } from './content-hash.ts';
import type { FoundFile } from './list.ts';
import type { StagedFile, Staging } from './stage.ts';

/** From here on a file is worth the engine's own reader; below, opening it costs more than reading it. */
const largeFile = 1024 * 1024;

/** Whether the engine may read a file itself, if the pre-scan finds it plain: large, on this machine, with plain keys. */
export function isForNativeRead({ file, dataSet }: FoundFile, { tables }: Pick<Staging, 'tables'>): boolean {
  return file.path !== undefined && file.size >= largeFile && hasPlainKeys(tables[dataSet]);
}

interface NativelyStaged {
  readonly files: readonly StagedFile[];
  /** Files that are not plain, for the validating parser. */
  readonly others: readonly FoundFile[];
  /** Keys of plain files that feed no column. */
  readonly unknownKeys: Readonly<Record<DataSet, ReadonlySet<string>>>;
}

interface ScannedFile extends PlainFile {
  readonly found: FoundFile;
  readonly content: string;
}

/**
 * Pre-scans files, and lets the engine load those that are plain while the next ones are scanned. The engine never meets
 * a file that is not: what it refuses ends the transaction, and what it takes by mistake is not seen.
 */
export async function stageNatively(
  warehouse: LoadableWarehouse,
  files: readonly FoundFile[],
  staging: Staging,
): Promise<NativelyStaged> {
  const others: FoundFile[] = [];
  const unknownKeys = { logs: new Set<string>(), songs: new Set<string>() };
  const loading = startLoading(warehouse, staging);
  try {
    for (const found of files) {
      const scanned = await scan(found, staging);
      if (scanned === undefined) others.push(found);
      else {
        for (const key of scanned.unknownKeys) unknownKeys[found.dataSet].add(key);
        loading.add(scanned);
        staging.advance(1, found.file.size);
      }
    }
  } finally {
    await loading.settled(); // with this function ends the transaction that the loading belongs to
  }
  const staged = await loading.end();
  await requireUnchanged(staged, staging);
  await requireCounts(warehouse, staged, staging);
  return { files: staged, others, unknownKeys };
}

/** What a core keeps near itself: of a new buffer for each chunk the kernel has to clear every page. */
const scannedAtOnce = 256 * 1024;
const buffer = Buffer.allocUnsafeSlow(scannedAtOnce);

async function scan(found: FoundFile, { tables, clock, signal }: Staging): Promise<ScannedFile | undefined> {
  const hash = startContentHash();
  const chunks = found.source.read(found.file, signal, buffer);
  const plain = await preScan(hashing(chunks, hash), tables[found.dataSet], clock);
  return plain && { ...plain, found, content: hash.content() };
}

async function* hashing(chunks: AsyncIterable<Uint8Array>, hash: ContentHash): AsyncIterable<Uint8Array> {
  let isStart = true;
  for await (const chunk of chunks) {
    if (isStart && isGzip(chunk)) {
      yield chunk; // which is no line of JSON: the rest need not be read
      return;
    }
    isStart = false;
    hash.update(chunk);
    yield chunk;
  }
}

/**
 * So many bytes are loaded by one statement, if the files have them: what a statement leaves of DuckDB's last row groups
 * stays in memory until the COMMIT, and is written again when the warehouse is closed.
 */
const loadedAtOnce = 500_000_000;

/** Loads files by few statements while others are scanned. */
function startLoading({ loader }: LoadableWarehouse, { tables, firstFileId }: Staging) {
  const staged: StagedFile[] = [];
  let waiting: ScannedFile[] = [];
  let running: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;

  let waitingBytes = 0;

  async function loadWaiting(): Promise<void> {
    waitingBytes = 0;
    for (let [first] = waiting; first !== undefined && failure === undefined; [first] = waiting) {
      const { dataSet } = first.found;
      const batch = waiting.filter(({ found }) => found.dataSet === dataSet);
      waiting = waiting.filter(({ found }) => found.dataSet !== dataSet);
      const firstId = firstFileId + staged.length;
      const direct: DirectFile[] = batch.map(({ found: { file }, withEmptyText }, index) => ({
        fileId: firstId + index,
        path: file.path ?? file.location,
        withEmptyText,
      }));
      staged.push(...batch.map((each, index) => toStaged(each, firstId + index)));
      await loader.loadNatively?.(tables[dataSet], direct);
    }
  }

  function run(): void {
    running ??= loadWaiting()
      .catch((error: unknown) => {
        failure = { error };
      })
      .finally(() => {
        running = undefined;
      });
  }

  async function settled(): Promise<void> {
    while (running !== undefined) await running;
  }

  return {
    add(file: ScannedFile): void {
      waiting.push(file);
      waitingBytes += file.found.file.size;
      if (waitingBytes >= loadedAtOnce) run();
    },
    settled,
    async end(): Promise<readonly StagedFile[]> {
      run();
      await settled();
      if (failure !== undefined) throw failure.error;
      return staged;
    },
  };
}

function toStaged(scanned: ScannedFile, fileId: number): StagedFile {
  const { found, content, unknownKeys: _, withEmptyText: __, ...counts } = scanned;
  const outcome = { staged: counts.records, rejected: 0, rejectedBytes: 0, ahead: 0 };
  return { found, fileId, content, loadedBy: 'native_read', ...counts, ...outcome };
}

/** The engine opened the files by itself: it has read what was scanned only if they are still the same. */
async function requireUnchanged(files: readonly StagedFile[], { signal }: Staging): Promise<void> {
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
  { tables, firstFileId }: Staging,
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
