import { setImmediate } from 'node:timers/promises';
import type { StagingTable } from '../formats/columns.ts';
import { decompressed, isGzip } from '../formats/decompress.ts';
import type { RecordParser } from '../formats/parse-record.ts';
import type { RecordCounts } from '../formats/record-counts.ts';
import { type ContentHash, contentOf, startContentHash } from '../sources/content-hash.ts';
import type { ListedFile } from '../sources/data-set.ts';
import type { Chunks, DataSet } from '../sources/source.ts';
import type { RowSink, StagedFile } from '../warehouse/stage.ts';
import type { TextLimits } from '../warehouse/warehouse.ts';
import type { Contents } from './contents.ts';
import type { ReadFile } from './read-files.ts';
import { type RejectedRecord, rejectedRow } from './rejected-record.ts';
import { type RejectingFile, watchFile } from './rejecting-files.ts';
import { type Output, validateFile, validateWhole } from './validate-file.ts';

/** A pause comes after so many bytes; each file counts as a page at least. */
const bytesWithoutPause = 256 * 1024;
const page = 4096;

export interface Validation {
  readonly tables: Readonly<Record<DataSet, StagingTable>>;
  readonly parsers: Readonly<Record<DataSet, RecordParser>>;
  /** The text limits of the table of rejected records. */
  readonly limits: TextLimits;
  readonly contents: Contents;
  /** Called with each file that has rejected records. */
  readonly onRejecting: (file: RejectingFile) => void;
  /** Called when a file is read. */
  readonly advance: (files: number, bytes: number) => void;
}

/** Reads files, validates each record, and hands the rows of good and of rejected ones to the sink. */
export async function validateFiles(
  files: readonly ListedFile[],
  firstFileId: number,
  sink: RowSink,
  { tables, parsers, limits, contents, onRejecting, advance }: Validation,
): Promise<readonly StagedFile[]> {
  const staged: StagedFile[] = [];
  let bytesSincePause = 0;
  for await (const batch of contents.read(files)) {
    for (const read of batch) {
      const { file, dataSet } = read.found;
      const fileId = firstFileId + staged.length;
      const watch = watchFile(read.found, tables);
      const output = {
        see: watch.see,
        stage: sink[dataSet],
        reject(record: RejectedRecord) {
          sink.rejected(JSON.stringify(rejectedRow(record, limits)));
          watch.reject(record);
        },
        flush: sink.flush,
      };
      const validated = validate(read, contents, { fileId, parser: parsers[dataSet], output });
      // Most files take no promise: of hundreds of thousands, promises would take most of the time.
      const counts = validated instanceof Promise ? await validated : validated;
      const rejecting = watch.end(counts);
      if (rejecting !== undefined) onRejecting(rejecting);
      staged.push({ found: read.found, fileId, loadedBy: sink.loadedBy, ...counts });
      advance(1, file.size);
      bytesSincePause += Math.max(file.size, page);
      if (bytesSincePause < bytesWithoutPause) continue;
      bytesSincePause = 0;
      await sink.flush();
      await setImmediate(); // signals and the engine's answers get their turn
    }
  }
  return staged;
}

interface FileValidation {
  readonly fileId: number;
  readonly parser: RecordParser;
  readonly output: Output;
}

/** Validates a file, and notes its content unless the plan had to know it. Plain bytes in memory take no promise. */
function validate(
  { found, bytes }: ReadFile,
  contents: Contents,
  { fileId, parser, output }: FileValidation,
): RecordCounts | Promise<RecordCounts> {
  const isKnown = contents.of(found) !== undefined;
  if (bytes instanceof Uint8Array) {
    if (!isKnown) contents.note(found, contentOf(bytes));
    return isGzip(bytes)
      ? validateFile(decompressed(found.file, [bytes]), fileId, parser, output)
      : validateWhole(bytes, fileId, parser, output);
  }
  if (isKnown) return validateFile(decompressed(found.file, bytes), fileId, parser, output);
  const hash = startContentHash();
  const chunks = decompressed(found.file, hashing(bytes, hash));
  return validateFile(chunks, fileId, parser, output).then((counts) => {
    contents.note(found, hash.content());
    return counts;
  });
}

async function* hashing(chunks: Chunks, hash: ContentHash): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}
