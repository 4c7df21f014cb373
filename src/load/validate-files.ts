import { setImmediate } from 'node:timers/promises';
import type { StagingTable } from '../formats/columns.ts';
import { decompressed, isGzip } from '../formats/decompress.ts';
import type { RecordParser } from '../formats/parse-record.ts';
import { type ContentHash, contentOf, startContentHash } from '../sources/content-hash.ts';
import type { Chunks, DataSet } from '../sources/source.ts';
import type { RowSink, StagedFile } from '../warehouse/stage.ts';
import type { TextLimits } from '../warehouse/warehouse.ts';
import type { Contents } from './contents.ts';
import type { FoundFile } from './list.ts';
import { type RejectedRecord, rejectedRow } from './rejected-record.ts';
import { type RejectingFile, watchFile } from './rejecting-files.ts';
import { validateFile, validateWhole } from './validate-file.ts';

/** So much is read without a pause; a file counts as a page at least. */
const bytesInOneGo = 256 * 1024;
const page = 4096;

export interface Validation {
  readonly tables: Readonly<Record<DataSet, StagingTable>>;
  readonly parsers: Readonly<Record<DataSet, RecordParser>>;
  /** Of the table of rejected records. */
  readonly limits: TextLimits;
  readonly contents: Contents;
  /** Called with each file that has rejected records. */
  readonly onRejecting: (file: RejectingFile) => void;
  /** Called when a file is read. */
  readonly advance: (files: number, bytes: number) => void;
}

/** Reads files, validates each record, and hands the rows of good and of rejected ones to the sink. */
export async function validateFiles(
  files: readonly FoundFile[],
  firstFileId: number,
  sink: RowSink,
  { tables, parsers, limits, contents, onRejecting, advance }: Validation,
): Promise<readonly StagedFile[]> {
  const staged: StagedFile[] = [];
  let bytesInThisGo = 0;
  for await (const batch of contents.read(files)) {
    for (const { found, bytes } of batch) {
      const { file, dataSet } = found;
      const fileId = firstFileId + staged.length;
      // A small file takes no promise: of hundreds of thousands they would take most of the time.
      const isWhole = bytes instanceof Uint8Array;
      const identified = isWhole ? identifyWhole(found, bytes, contents) : identify(found, bytes, contents);
      const watch = watchFile(found, tables);
      const output = {
        see: watch.see,
        stage: sink[dataSet],
        reject(record: RejectedRecord) {
          sink.rejected(JSON.stringify(rejectedRow(record, limits)));
          watch.reject(record);
        },
        flush: sink.flush,
      };
      const counts =
        isWhole && !isGzip(bytes)
          ? validateWhole(bytes, fileId, parsers[dataSet], output)
          : await validateFile(decompressed(file, identified.chunks), fileId, parsers[dataSet], output);
      const rejecting = watch.end(counts);
      if (rejecting !== undefined) onRejecting(rejecting);
      identified.note();
      staged.push({ found, fileId, loadedBy: sink.loadedBy, ...counts });
      advance(1, file.size);
      bytesInThisGo += Math.max(file.size, page);
      if (bytesInThisGo >= bytesInOneGo) {
        bytesInThisGo = 0;
        await sink.flush();
        await setImmediate(); // signals and the engine's answers get their turn
      }
    }
  }
  return staged;
}

interface IdentifiedFile {
  readonly chunks: Chunks;
  /** Notes the content, which is known when the chunks are read. */
  note(): void;
}

/** The content of a file in memory. */
function identifyWhole(found: FoundFile, bytes: Uint8Array, contents: Contents): IdentifiedFile {
  if (contents.of(found) === undefined) contents.note(found, contentOf(bytes));
  return { chunks: [bytes], note() {} };
}

/** Finds out a large file's content while it is read, unless the plan had to know it. */
function identify(found: FoundFile, chunks: Chunks, contents: Contents): IdentifiedFile {
  if (contents.of(found) !== undefined) return { chunks, note() {} };
  const hash = startContentHash();
  return { chunks: hashing(chunks, hash), note: () => contents.note(found, hash.content()) };
}

async function* hashing(chunks: Chunks, hash: ContentHash): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}
