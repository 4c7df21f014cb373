import { setImmediate } from 'node:timers/promises';
import { decompressed, isGzip } from '../formats/decompress.ts';
import { batchTable } from '../schema/tables.ts';
import type { Chunks, DataSet } from '../sources/source.ts';
import type { Loader } from '../warehouse/warehouse.ts';
import { type ContentHash, contentOf, startContentHash } from './content-hash.ts';
import type { FoundFile } from './list.ts';
import { openPacker, type Packer } from './packs.ts';
import { type RejectedRecord, rejectedRecordsTable, rejectedRow } from './rejected-record.ts';
import { type RejectingFile, watchFile } from './rejecting-files.ts';
import type { Staged, StagedFile, Staging } from './stage.ts';
import { validateFile, validateWhole } from './validate-file.ts';

/** So much is read without a pause; a file counts as a page at least. */
const bytesInOneGo = 256 * 1024;
const page = 4096;

/** Reads files here, validates each record, and loads the good ones in batches. */
export async function stageValidated(
  loader: Loader,
  files: readonly FoundFile[],
  staging: Staging,
): Promise<Pick<Staged, 'files' | 'rejecting'>> {
  if (files.length === 0) return { files: [], rejecting: [] };
  using packers = openPackers(loader, staging);
  const limits = loader.textLimits(rejectedRecordsTable.name);
  const staged: StagedFile[] = [];
  const rejecting: RejectingFile[] = [];
  let fileId = staging.firstFileId;
  let bytesInThisGo = 0;
  for await (const { found, bytes } of staging.contents.read(files)) {
    const { file, dataSet } = found;
    // A small file takes no promise: of hundreds of thousands they would take most of the time.
    const isWhole = bytes instanceof Uint8Array;
    const identified = isWhole ? identifyWhole(found, bytes, staging) : identify(found, bytes, staging);
    const watch = watchFile(found, staging.tables);
    const output = {
      see: watch.see,
      stage: packers[dataSet].add,
      reject(record: RejectedRecord) {
        packers.rejected.add(JSON.stringify(rejectedRow(record, staging.runId, limits)));
        watch.reject(record);
      },
      flush: packers.flush,
    };
    const parser = staging.parsers[dataSet];
    const counts =
      isWhole && !isGzip(bytes)
        ? validateWhole(bytes, fileId, parser, output)
        : await validateFile(decompressed(file, identified.chunks), fileId, parser, output);
    const rejected = watch.end(counts);
    if (rejected !== undefined) rejecting.push(rejected);
    staged.push({ found, fileId, content: identified.content(), loadedBy: loader.packsBy, ...counts });
    fileId++;
    staging.advance(1, file.size);
    bytesInThisGo += Math.max(file.size, page);
    if (bytesInThisGo >= bytesInOneGo) {
      bytesInThisGo = 0;
      await packers.flush();
      await setImmediate(); // signals and the engine's answers get their turn
    }
  }
  await packers.end();
  return { files: staged, rejecting };
}

interface IdentifiedFile {
  readonly chunks: Chunks;
  /** Known when the chunks are read. */
  readonly content: () => string;
}

/** The content of a file in memory. */
function identifyWhole(found: FoundFile, bytes: Uint8Array, { contents }: Staging): IdentifiedFile {
  const content = contents.of(found) ?? contentOf(bytes);
  return { chunks: [bytes], content: () => content };
}

/** Finds out a large file's content while it is read, unless the plan had to know it. */
function identify(found: FoundFile, chunks: Chunks, { contents }: Staging): IdentifiedFile {
  const content = contents.of(found);
  if (content !== undefined) return { chunks, content: () => content };
  const hash = startContentHash();
  return { chunks: hashing(chunks, hash), content: () => hash.content() };
}

async function* hashing(chunks: Chunks, hash: ContentHash): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

interface Packers extends Readonly<Record<DataSet | 'rejected', Packer>>, Disposable {
  flush(): Promise<void>;
  end(): Promise<void>;
}

function openPackers(loader: Loader, { tables }: Staging): Packers {
  const packers = {
    logs: openPacker(loader.openTable(batchTable(tables.logs.name))),
    songs: openPacker(loader.openTable(batchTable(tables.songs.name))),
    rejected: openPacker(loader.openTable(rejectedRecordsTable)),
  };
  const all = Object.values(packers);
  return {
    ...packers,
    async flush() {
      for (const packer of all) await packer.flush();
    },
    async end() {
      for (const packer of all) await packer.end();
    },
    [Symbol.dispose]() {
      for (const packer of all) packer[Symbol.dispose]();
    },
  };
}
