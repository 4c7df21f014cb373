import type { Clock } from '../formats/clock.ts';
import type { StagingTable } from '../formats/columns.ts';
import { type RecordParser, recordParser } from '../formats/parse-record.ts';
import type { DataSet } from '../sources/source.ts';
import type { LoadableWarehouse, LoadedBy } from '../warehouse/warehouse.ts';
import type { Contents } from './contents.ts';
import type { FilesToValidate } from './files-to-validate.ts';
import type { FoundFile } from './list.ts';
import type { OnProgress } from './progress.ts';
import type { RecordCounts } from './record-counts.ts';
import type { RejectingFile } from './rejecting-files.ts';
import { stageByCopy } from './stage-by-copy.ts';
import { isForNativeRead, stageNatively } from './stage-natively.ts';
import { stageValidated } from './stage-validated.ts';

/** A file of which each record is staged or rejected. */
export interface StagedFile extends RecordCounts {
  readonly found: FoundFile;
  readonly fileId: number;
  readonly content: string;
  readonly loadedBy: LoadedBy;
  /** Of files that were copied together, the first: all rows are its own. */
  readonly copyGroupId?: number;
}

export interface Staged {
  readonly files: readonly StagedFile[];
  /** The files with rejected records. */
  readonly rejecting: readonly RejectingFile[];
  /** Keys of the source that feed no column. */
  readonly unknownKeys: Readonly<Record<DataSet, readonly string[]>>;
}

/** What staging needs to know of a run. */
export interface StageOptions {
  readonly files: readonly FoundFile[];
  /** Those of them that the engine does not copy by itself. */
  readonly filesToValidate: Pick<FilesToValidate, 'includes'>;
  /** All files of the source, also those that are loaded already. */
  readonly listed: readonly FoundFile[];
  /** Where the user's JSONPaths files are, if there are any. */
  readonly jsonPaths: Readonly<Record<DataSet, string | undefined>>;
  readonly tables: Readonly<Record<DataSet, StagingTable>>;
  readonly runId: number;
  readonly firstFileId: number;
  readonly contents: Contents;
  readonly clock: Clock;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal | undefined;
}

/** What the ways of staging share while they run. */
export interface Staging extends StageOptions {
  readonly parsers: Readonly<Record<DataSet, RecordParser>>;
  /** Reports that a file, or a part of it, is read. */
  readonly advance: (files: number, bytes: number) => void;
}

/**
 * Stages every record of the given files, or rejects it with the reason. Large plain files go to the engine as they are, or
 * are copied by it from where they are; all others, small ones above all, are read here and loaded in batches, since
 * engines pay for each file.
 */
export async function stage(warehouse: LoadableWarehouse, options: StageOptions): Promise<Staged> {
  const { loader } = warehouse;
  const { clock } = options;
  const parserOf = (table: StagingTable) =>
    recordParser(table, { textLimits: loader.textLimits(table.name), clock });
  const parsers = { logs: parserOf(options.tables.logs), songs: parserOf(options.tables.songs) };
  const advance = progressOf(options);
  const { copied, rest } = await stageByCopy(loader, { ...options, parsers, advance });
  const firstFileId = options.firstFileId + copied.length;
  const staging = { ...options, parsers, advance, firstFileId };
  const isNative = (found: FoundFile) => loader.loadNatively !== undefined && isForNativeRead(found, options);
  const large = rest.filter(isNative);
  const others = rest.filter((found) => !isNative(found));
  const native = await stageNatively(warehouse, large, staging);
  const validated = await stageValidated(loader, [...others, ...native.others], {
    ...staging,
    firstFileId: firstFileId + native.files.length,
  });
  const keysOf = (dataSet: DataSet) =>
    [...new Set([...parsers[dataSet].unknownKeys, ...native.unknownKeys[dataSet]])].sort();
  return {
    files: [...copied, ...native.files, ...validated.files],
    rejecting: validated.rejecting,
    unknownKeys: { logs: keysOf('logs'), songs: keysOf('songs') },
  };
}

function progressOf({ files, onProgress }: StageOptions): Staging['advance'] {
  const total = { files: files.length, bytes: files.reduce((sum, { file }) => sum + file.size, 0) };
  const done = { files: 0, bytes: 0 };
  return (moreFiles, moreBytes) => {
    done.files += moreFiles;
    done.bytes += moreBytes;
    onProgress({
      step: 'stage',
      files: { done: done.files, total: total.files },
      bytes: { done: done.bytes, total: total.bytes },
    });
  };
}
