import { createHash, type Hash } from 'node:crypto';
import { fetchAhead } from '../sources/fetch-ahead.ts';
import type { DataSet, Source } from '../sources/source.ts';
import type { Loader } from '../warehouse/warehouse.ts';
import { readContent } from './contents.ts';
import { readExactly } from './exact-reader.ts';
import { unpacked } from './gunzip.ts';
import { openPacker, type Packer } from './packs.ts';
import { type RejectedRecord, rejectedRecordsTable, rejectedRow } from './rejected-record.ts';
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
  const limits = loader.textLimits(rejectedRecordsTable.name);
  const staged: StagedFile[] = [];
  const firstRejected: (RejectedRecord & { location: string })[] = [];
  let fileId = staging.firstFileId;
  for await (const { found, chunks } of readFiles(files, staging)) {
    const { file, dataSet } = found;
    const identified = await identify(found, chunks, staging);
    if (identified !== undefined) {
      const counts = await readExactly(unpacked(file, identified.chunks), fileId, staging.parsers[dataSet], {
        stage: packers[dataSet].add,
        reject(record) {
          packers.rejected.add(JSON.stringify(rejectedRow(record, staging.runId, limits)));
          if (firstRejected.length < shownRejected)
            firstRejected.push({ ...record, location: file.location });
        },
        flush: packers.flush,
      });
      staged.push({ found, fileId, content: identified.content(), loadedBy: loader.packsBy, ...counts });
      fileId++;
    }
    staging.advance(1, file.size);
  }
  await packers.end();
  return { files: staged, firstRejected };
}

interface ReadFile {
  readonly found: FoundFile;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** The files with their bytes, in order; from a source where waiting takes longest, several are read ahead. */
async function* readFiles(
  files: readonly FoundFile[],
  { contents, signal }: Staging,
): AsyncIterable<ReadFile> {
  const wanted = files.filter(
    (found) => found.file.content === undefined || contents.claim(found, found.file.content),
  );
  for (const { source, ofSource } of bySource(wanted)) {
    if (source.readsAtOnce === undefined) {
      for (const found of ofSource) yield { found, chunks: source.read(found.file, signal) };
    } else {
      const found = ofSource[Symbol.iterator]();
      const ahead = { concurrency: source.readsAtOnce, ...(signal && { signal }) };
      for await (const { chunks } of fetchAhead(
        source,
        ofSource.map(({ file }) => file),
        ahead,
      )) {
        const next = found.next();
        if (!next.done) yield { found: next.value, chunks: stream(chunks) };
      }
    }
  }
}

/** Files of one source together, in order. */
function bySource(
  files: readonly FoundFile[],
): Iterable<{ readonly source: Source; readonly ofSource: FoundFile[] }> {
  const groups = new Map<Source, FoundFile[]>();
  for (const found of files) {
    const group = groups.get(found.source);
    if (group === undefined) groups.set(found.source, [found]);
    else group.push(found);
  }
  return [...groups].map(([source, ofSource]) => ({ source, ofSource }));
}

interface IdentifiedFile {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Known when the chunks are read. */
  readonly content: () => string;
}

/** Finds out a file's content, and nothing more is done with a file whose content is loaded already. */
async function identify(
  found: FoundFile,
  chunks: AsyncIterable<Uint8Array>,
  { contents, signal }: Staging,
): Promise<IdentifiedFile | undefined> {
  const { content, size } = found.file;
  if (content !== undefined) return { chunks, content: () => content };
  if (size <= smallFile) {
    const hash = createHash('sha256');
    const kept: Uint8Array[] = [];
    for await (const chunk of hashing(chunks, hash)) kept.push(chunk);
    const known = digest(hash);
    return contents.claim(found, known) ? { chunks: stream(kept), content: () => known } : undefined;
  }
  if (contents.mayHold(found)) {
    const known = await readContent(found, signal);
    return contents.claim(found, known) ? { chunks, content: () => known } : undefined;
  }
  const hash = createHash('sha256');
  return { chunks: hashing(chunks, hash), content: () => digest(hash) };
}

async function* stream(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  yield* chunks;
}

async function* hashing(chunks: AsyncIterable<Uint8Array>, hash: Hash): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

function digest(hash: Hash): string {
  return `sha256:${hash.digest('hex')}`;
}

interface Packers extends Readonly<Record<DataSet | 'rejected', Packer>>, Disposable {
  flush(): Promise<void>;
  end(): Promise<void>;
}

function openPackers(loader: Loader, { tables }: Staging): Packers {
  const packers = {
    logs: openPacker(loader.openTable(withProvenance(tables.logs))),
    songs: openPacker(loader.openTable(withProvenance(tables.songs))),
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
