export type { DataSet } from '../formats/columns.ts';

/** A file of the source as it was listed; nothing of its content has been read yet. */
export interface SourceFile {
  /** Where it is, in full: an absolute path or `s3://bucket/key`. The books know it by this. */
  readonly location: string;
  /** Its path below the source's root, for people. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /**
   * Changes whenever the content may have changed, and is known without reading the content: the ETag on S3; size,
   * times and inode of a local file.
   */
  readonly version: string;
  /** Equal for equal bytes, where it is known without reading them: the ETag on S3. */
  readonly content?: string;
  /** The path by which an engine on this machine can open the file itself, where it has one. */
  readonly path?: string;
}

/** The bytes of a file in order: in memory, or as they come. */
export type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** A place that holds the files of one data set: a folder, or a prefix of a bucket. */
export interface Source extends AsyncDisposable {
  /** The root, as the user wrote it. */
  readonly location: string;
  /** Whether a file of the books, by its location, would be listed here if it were still there. */
  covers(location: string): boolean;
  /** Where its bucket is; known once it was listed. */
  readonly region?: string;
  /** Locations below the root that are no data files and not empty; known once it was listed. */
  readonly passedOver?: readonly string[];
  /** Files worth reading at the same time, where waiting takes longer than reading; undefined for one. */
  readonly readsAtOnce?: number;
  /** The data files below the root, in the order of the listing; other names (`_SUCCESS`, hidden files) are passed over. */
  list(signal?: AbortSignal): AsyncIterable<SourceFile>;
  /**
   * The bytes of one file as they are stored (a `.gz` file still compressed).
   *
   * @param buffer may be used for every chunk, which then is good only until the next one is asked for
   * @throws {TransientError} if the file is no longer the one that was listed
   */
  read(file: SourceFile, signal?: AbortSignal, buffer?: Uint8Array): AsyncIterable<Uint8Array>;
  /**
   * The same of files that fit into memory, each in one piece, in order, where the source need not be waited for.
   *
   * @throws {TransientError} if a file is no longer the one that was listed
   */
  readSmall?(files: readonly SourceFile[], signal?: AbortSignal): AsyncIterable<Uint8Array>;
}

const dataFile = /[^/]\.(json|ndjson|jsonl)(\.gz)?$/i;
const hidden = /(^|\/)\.(?!\.?\/)/; // `.` and `..` hide nothing: in a bucket they are names as any other

/**
 * Whether a path below the root names a data file; `semantics.md`, "Input". Hidden files are not, nor those in hidden
 * folders; nor is any other name, such as `_SUCCESS`.
 */
export function isDataFile(path: string): boolean {
  return dataFile.test(path) && !hidden.test(path);
}
