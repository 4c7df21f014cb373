import { createHash, type Hash } from 'node:crypto';
import type { DataSet } from '../sources/source.ts';
import type { Loader } from '../warehouse/warehouse.ts';
import { readContent } from './contents.ts';
import { readExactly } from './exact-reader.ts';
import { unpacked } from './gunzip.ts';
import { openPacker, type Packer } from './packs.ts';
import { type RejectedRecord, rejectedRecordsTable } from './rejected-record.ts';
import type { Staged, StagedFile, Staging } from './stage.ts';
import type { FoundFile } from './subtract.ts';

/** Up to here a file is held in memory, so that its content is known before its records are staged. */
const smallFile = 1024 * 1024;
const shownRejected = 10;

/** Reads files here, judges each record, and loads what is good in packs. */
export async function stageExactly(
  loader: Loader,
  files: readonly FoundFile[],
  staging: Staging,
): Promise<Pick<Staged, 'files' | 'firstRejected'>> {
  if (files.length === 0) return { files: [], firstRejected: [] };
  using packers = openPackers(loader, staging);
  const staged: StagedFile[] = [];
  const firstRejected: (RejectedRecord & { location: string })[] = [];
  let fileId = staging.firstFileId;
  for (const found of files) {
    const { file, dataSet } = found;
    const opened = await openFile(found, staging);
    if (opened !== undefined) {
      const counts = await readExactly(unpacked(file, opened.chunks), fileId, staging.parsers[dataSet], {
        stage: packers[dataSet].add,
        reject(record) {
          packers.rejected.add(JSON.stringify(rejectedRow(record, staging.runId)));
          if (firstRejected.length < shownRejected)
            firstRejected.push({ ...record, location: file.location });
        },
        flush: packers.flush,
      });
      staged.push({ found, fileId, content: opened.content(), ...counts });
      fileId++;
    }
    staging.advance(1, file.size);
  }
  await packers.flush(true);
  return { files: staged, firstRejected };
}

interface OpenedFile {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Known when the chunks are read. */
  readonly content: () => string;
}

/** Nothing is opened where the content is loaded already. */
async function openFile(found: FoundFile, { contents, signal }: Staging): Promise<OpenedFile | undefined> {
  const { source, file } = found;
  if (file.size <= smallFile && file.content === undefined) {
    const chunks: Uint8Array[] = [];
    const hash = createHash('sha256');
    for await (const chunk of hashing(source.read(file, signal), hash)) chunks.push(chunk);
    const content = digest(hash);
    return contents.claim(found, content) ? { chunks: replay(chunks), content: () => content } : undefined;
  }
  if (contents.mayHold(found) || file.content !== undefined) {
    const content = await readContent(found, signal);
    return contents.claim(found, content)
      ? { chunks: source.read(file, signal), content: () => content }
      : undefined;
  }
  const hash = createHash('sha256');
  return { chunks: hashing(source.read(file, signal), hash), content: () => digest(hash) };
}

async function* hashing(chunks: AsyncIterable<Uint8Array>, hash: Hash): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

async function* replay(chunks: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* chunks;
}

function digest(hash: Hash): string {
  return `sha256:${hash.digest('hex')}`;
}

interface Packers extends Readonly<Record<DataSet | 'rejected', Packer>>, Disposable {
  flush(rest?: boolean): Promise<void>;
}

function openPackers(loader: Loader, { tables }: Staging): Packers {
  const packers = {
    logs: openPacker((path) => loader.loadPack(withProvenance(tables.logs), path)),
    songs: openPacker((path) => loader.loadPack(withProvenance(tables.songs), path)),
    rejected: openPacker((path) => loader.loadPack(rejectedRecordsTable, path)),
  };
  const all = Object.values(packers);
  return {
    ...packers,
    async flush(rest) {
      for (const packer of all) await packer.flush(rest);
    },
    [Symbol.dispose]() {
      for (const packer of all) packer[Symbol.dispose]();
    },
  };
}

function withProvenance(table: Staging['tables'][DataSet]) {
  return {
    name: table.name,
    columns: [
      ...table.columns,
      { name: 'file_id', type: 'integer' },
      { name: 'line', type: 'bigint' },
    ] as const,
  };
}

function rejectedRow(record: RejectedRecord, runId: number) {
  const { fileId, line, code, reason, raw, encoding } = record;
  return { file_id: fileId, run_id: runId, line, code, reason, raw, encoding };
}
