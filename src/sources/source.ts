export type { DataSet } from '../formats/columns.ts';

/** A file of the source as it was listed; nothing of its content has been read yet. */
export interface SourceFile {
  /** Where it is, in full: an absolute path or `s3://bucket/key`. The load manifest knows it by this. */
  readonly location: string;
  /** Bytes. */
  readonly size: number;
  /**
   * Changes whenever the content may have changed, and is known without reading the content: the ETag on S3; size,
   * times and inode of a local file.
   */
  readonly version: string;
  /** Equal for equal bytes, where it is known without reading them: the ETag on S3. */
  readonly content?: string | undefined;
  /** Where it is in truth, if a link leads to it from outside of the folder that is listed. */
  readonly target?: string;
  /** The path by which an engine on this machine can open the file itself, where it has one. */
  readonly path?: string | undefined;
}

export type { Chunks } from '../formats/bytes.ts';

/** A file or a folder below a location that is not taken for data. */
export interface SkippedName {
  readonly location: string;
  /** By its name; a hidden folder is one name, whatever is in it. */
  readonly isHidden: boolean;
}

/** Called with each name that a listing skips. */
export type OnSkipped = (skipped: SkippedName) => void;

/** A location that holds files: a file, a folder, a prefix of a bucket, or all files that match a pattern. */
export interface Source extends AsyncDisposable {
  /** As the user wrote it. */
  readonly location: string;
  /** What it turned out to be; undefined before it was listed, and where nothing is there. */
  readonly kind?: 'file' | 'folder' | 'pattern' | undefined;
  /** Whether a loaded file, by its location, would be listed here if it still existed. */
  covers(location: string): boolean;
  /** Whether a loaded file, by its location, is below here under a name that is hidden. */
  hides?(location: string): boolean;
  /** Whether a file is here now, whatever its name. */
  has?(location: string, signal?: AbortSignal): Promise<boolean>;
  /** Where its bucket is; known once it was listed. */
  readonly region?: string;
  /** The prefix of a bucket that holds the files, if they are in one folder; known once it was listed. */
  readonly prefix?: string | undefined;
  /** An object below that prefix that is no data file and not empty, if there is one; known once it was listed. */
  readonly otherObject?: string | undefined;
  /** What the braces of a pattern name and no file matches; known once it was listed. */
  readonly unmatched?: readonly string[];
  /** Files worth reading at the same time, where waiting takes longer than reading; undefined for one. */
  readonly readsAtOnce?: number;
  /** The data files, in the order of the listing; a file that is named, or matches a pattern, is data whatever its ending. */
  list(signal?: AbortSignal, onSkipped?: OnSkipped): AsyncIterable<SourceFile>;
  /** Names directly in a folder, those of folders with a slash at their end: to say what is there. */
  entries?(signal?: AbortSignal): Promise<readonly string[]>;
  /** Locations and patterns that name files whose paths begin as this one: what a prefix of COPY matches. */
  alike?(signal?: AbortSignal): Promise<readonly string[]>;
  /**
   * The bytes of one file as they are stored (a `.gz` file still compressed).
   *
   * @throws {TransientError} if the file is no longer the one that was listed
   */
  read(file: SourceFile, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /**
   * The same of files that fit into memory, each in one piece, in order, where the source need not be waited for: as many at
   * a time as are read already, since a promise for each takes longer than reading it.
   *
   * @throws {TransientError} if a file is no longer the one that was listed
   */
  readSmall?(files: readonly SourceFile[], signal?: AbortSignal): AsyncIterable<readonly Uint8Array[]>;
}
