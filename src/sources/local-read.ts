import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { TransientError } from '../errors.ts';
import { openError } from './local-errors.ts';
import type { LocalPath } from './local-walk.ts';
import type { SourceFile } from './source.ts';

export interface LocalFile extends SourceFile {
  readonly localPath: LocalPath;
}

/** What it takes to read a file. */
export type ReadableFile = Pick<LocalFile, 'localPath' | 'location' | 'size' | 'version'>;

/**
 * Like git's index: a file with the same size, times and inode is taken to hold the same bytes. The times are exact to
 * a quarter of a microsecond, which is finer than any file system's clock; bigints would cost more than the question to
 * the file system.
 */
export function versionOf({ size, mtimeMs, ctimeMs, ino }: Stats): string {
  return [size, mtimeMs, ctimeMs, ino].join('-');
}

const chunkSize = 1 << 20;

/**
 * The bytes of a file. Synchronous reads: for files of some hundred bytes they are several times faster than promises.
 *
 * @param buffer for every chunk, which then is good only until the next one is asked for
 * @throws {TransientError} if the file is no longer the one that was listed
 */
export function* readChunks(
  file: ReadableFile,
  signal: AbortSignal | undefined,
  buffer?: Uint8Array,
): Iterable<Uint8Array> {
  const descriptor = openDataFile(file);
  try {
    let rest = file.size;
    while (rest > 0) {
      signal?.throwIfAborted();
      const chunk = buffer ?? Buffer.allocUnsafe(Math.min(rest, chunkSize));
      const read = readSync(descriptor, chunk, 0, Math.min(rest, chunk.length), null);
      requireUnchanged(file, descriptor);
      if (read === 0) throw changed(file);
      rest -= read;
      yield chunk.subarray(0, read);
    }
  } catch (cause) {
    throw openError(cause, file.location, 'Nothing was published.');
  } finally {
    closeSync(descriptor);
  }
}

/** The same in one piece, for a file that fits into memory. */
export function readWhole(file: ReadableFile, signal?: AbortSignal): Uint8Array {
  const chunks = [...readChunks(file, signal)];
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

function openDataFile(file: ReadableFile): number {
  try {
    // Were it a FIFO by now, opening it would wait for ever for one who writes.
    return openSync(file.localPath, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw openError(cause, file.location, 'Nothing was published.');
  }
}

function requireUnchanged(file: ReadableFile, descriptor: number): void {
  if (versionOf(fstatSync(descriptor)) !== file.version) throw changed(file);
}

/** Other bytes came than were listed. */
function changed(file: ReadableFile): TransientError {
  return new TransientError('SPK-211', `${file.location} changed while it was read.`, {
    details: ['Nothing was published.'],
    hints: ['Run the command again when the file is written.'],
  });
}
