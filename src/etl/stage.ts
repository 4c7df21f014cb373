import type { StagingTable } from '../formats/columns.ts';
import { type RecordParser, recordParser } from '../formats/parse-record.ts';
import type { DataSet } from '../sources/source.ts';
import type { LoadableWarehouse, LoadedBy } from '../warehouse/warehouse.ts';
import { type Contents, readContent } from './contents.ts';
import type { LineCounts } from './exact-reader.ts';
import type { OnProgress } from './progress.ts';
import type { RejectedRecord } from './rejected-record.ts';
import { stageByCopy } from './stage-by-copy.ts';
import { isForDirectReading, stageDirectly } from './stage-directly.ts';
import { stageExactly } from './stage-exactly.ts';
import type { FoundFile } from './subtract.ts';

/** A file whose records are in staging, or set aside, each of them. */
export interface StagedFile extends LineCounts {
  readonly found: FoundFile;
  readonly fileId: number;
  readonly content: string;
  readonly loadedBy: LoadedBy;
  /** Of files that were copied together, the first: all rows are its own. */
  readonly copiedWith?: number;
}

export interface Staged {
  readonly files: readonly StagedFile[];
  /** The first ten of the records set aside. */
  readonly firstRejected: readonly (RejectedRecord & { readonly location: string })[];
  /** Keys of the source that feed no column. */
  readonly unknownKeys: Readonly<Record<DataSet, readonly string[]>>;
}

/** What staging needs to know of a run. */
export interface StageOptions {
  readonly files: readonly FoundFile[];
  /** All files of the source, also those that are loaded already. */
  readonly listed: readonly FoundFile[];
  /** Where the user's JSONPaths files are, if there are any. */
  readonly jsonPaths: Readonly<Record<DataSet, string | undefined>>;
  readonly tables: Readonly<Record<DataSet, StagingTable>>;
  readonly runId: number;
  readonly firstFileId: number;
  readonly contents: Contents;
  /** Locations of files that the fast reader has refused already. */
  readonly exactOnly: ReadonlySet<string>;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal | undefined;
}

/** What the ways of staging share while they run. */
export interface Staging extends StageOptions {
  readonly parsers: Readonly<Record<DataSet, RecordParser>>;
  /** Tells that a file, or a part of it, is read. */
  readonly advance: (files: number, bytes: number) => void;
}

/**
 * Stages every record of the given files, or sets it aside with the reason. Large plain files go to the engine as
 * they are, or are copied by it from where they are; all others, small ones above all, are read here and packed, since engines pay for each file.
 *
 * @throws {UnsuitableFiles} if the fast reader met files that need the exact one; the transaction is over then
 */
export async function stage(warehouse: LoadableWarehouse, options: StageOptions): Promise<Staged> {
  const { loader } = warehouse;
  const parserOf = (table: StagingTable) => recordParser(table, loader.textLimits(table.name));
  const parsers = { logs: parserOf(options.tables.logs), songs: parserOf(options.tables.songs) };
  const advance = progressOf(options);
  const { copied, rest } = await stageByCopy(loader, { ...options, parsers, advance });
  const firstFileId = options.firstFileId + copied.length;
  const staging = { ...options, parsers, advance, firstFileId };
  const direct: FoundFile[] = [];
  const exact: FoundFile[] = [];
  for (const found of rest) {
    if (loader.loadDirect !== undefined && isForDirectReading(found, options)) {
      if (await isNew(found, options)) direct.push(found);
    } else exact.push(found);
  }
  const directFiles = await stageDirectly(warehouse, direct, staging);
  const exactly = await stageExactly(loader, exact, {
    ...staging,
    firstFileId: firstFileId + direct.length,
  });
  return {
    files: [...copied, ...directFiles, ...exactly.files],
    firstRejected: exactly.firstRejected,
    unknownKeys: { logs: [...parsers.logs.unknownKeys].sort(), songs: [...parsers.songs.unknownKeys].sort() },
  };
}

/** A large file is read twice only where another one has its size. */
async function isNew(found: FoundFile, { contents, signal }: StageOptions): Promise<boolean> {
  return !contents.mayHold(found) || contents.claim(found, await readContent(found, signal));
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
