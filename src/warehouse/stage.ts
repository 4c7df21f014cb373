import type { StagingTable } from '../formats/columns.ts';
import type { RecordCounts } from '../formats/record-counts.ts';
import type { TimeLimits } from '../formats/time-limits.ts';
import type { ListedFile } from '../sources/data-set.ts';
import type { DataSet } from '../sources/source.ts';

/** How a file came into staging. */
export type LoadedBy =
  /** Read and validated here, and loaded by the engine in batches. */
  | 'validated'
  /** Read by the engine from this machine. */
  | 'native_read'
  /** Read and validated here, and copied by the engine in batches from S3. */
  | 'batched_copy'
  /** Copied by the engine from the source, named by a manifest, or by the prefix that holds them. */
  | 'manifest_copy'
  | 'prefix_copy';

/** A file of which each record is staged or rejected. */
export interface StagedFile extends RecordCounts {
  readonly found: ListedFile;
  readonly fileId: number;
  /** Equal for equal bytes, if the engine's way of loading found it out. */
  readonly content?: string;
  readonly loadedBy: LoadedBy;
  /** The first of the files that one COPY loaded together; their rows have its id. */
  readonly copyGroupId?: number;
}

/** Takes the rows of files that are read here: lines of JSON by column name, validated and typed. */
export interface RowSink extends Readonly<Record<DataSet | 'rejected', (json: string) => void>> {
  readonly loadedBy: LoadedBy;
  /** Called between blocks of rows: loads or uploads what is full while more is read. */
  flush(): Promise<void>;
}

/** Files to be staged, and all that an engine needs for it. */
export interface StageRequest {
  readonly files: readonly ListedFile[];
  /** All files of the source, also those that are loaded already. */
  readonly listed: readonly ListedFile[];
  /** Where the user's JSONPaths files are, if there are any. */
  readonly jsonPaths: Readonly<Record<DataSet, string | undefined>>;
  readonly tables: Readonly<Record<DataSet, StagingTable>>;
  /** The ids of the files follow from here. */
  readonly firstFileId: number;
  readonly timeLimits: TimeLimits;
  readonly signal: AbortSignal | undefined;
  /** Called when a file, or a part of it, is read. */
  readonly advance: (files: number, bytes: number) => void;
  /** Reads files, validates each record, and hands its row to the sink: for files that the engine does not read itself. */
  readonly validate: (
    files: readonly ListedFile[],
    firstFileId: number,
    sink: RowSink,
  ) => Promise<readonly StagedFile[]>;
}

export interface StagedFiles {
  readonly files: readonly StagedFile[];
  /** Keys that feed no column, in files that the engine read itself. */
  readonly unknownKeys: Readonly<Record<DataSet, Iterable<string>>>;
}

/** Files on their way into staging; what only this needed, such as uploads, is gone when it is closed. */
export interface Staging extends AsyncDisposable {
  /** Within the transaction: stages what is not staged yet. May be called again after a transaction that failed. */
  load(): Promise<StagedFiles>;
  /** Whether files that an error names come in another way if they are staged again: then the run can go on with a new staging. */
  canStageAgain(error: unknown): boolean;
}
