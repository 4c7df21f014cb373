import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { TransientError, UsageError } from '../errors.ts';
import { openError } from './local-errors.ts';
import { type LocalPath, pathText, walk } from './local-walk.ts';
import { isDataFile, type Source, type SourceFile } from './source.ts';

interface LocalFile extends SourceFile {
  readonly localPath: LocalPath;
}

/**
 * Opens a folder, or one file, as a source.
 *
 * @throws {UsageError} if there is nothing at `location`, or it may not be read
 */
export function openLocalSource(location: string): Source {
  const root = resolve(location).replaceAll(sep, '/'); // which Windows and DuckDB take as well
  const stats = statRoot(root, location);
  return {
    location,
    covers: (file) => file === root || file.startsWith(root.endsWith('/') ? root : `${root}/`),
    async *list(signal) {
      if (stats.isFile()) {
        yield localFile(root, root, root.slice(root.lastIndexOf('/') + 1), stats);
        return;
      }
      for (const { path, name } of walk(root)) {
        signal?.throwIfAborted();
        if (isDataFile(name)) yield localFile(path, locationOf(path, root, name), name, statDataFile(path));
      }
    },
    async *read(file, signal) {
      yield* readChunks(file as LocalFile, signal);
    },
    readWhole(file, signal) {
      const chunks = [...readChunks(file as LocalFile, signal)];
      return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
    },
    async [Symbol.asyncDispose]() {},
  };
}

function statRoot(root: string, location: string): Stats {
  let stats: Stats;
  try {
    stats = statSync(root);
  } catch (cause) {
    throw openError(cause, location, 'There is nothing to load.');
  }
  if (stats.isFile() || stats.isDirectory()) return stats;
  throw new UsageError(`${location} is neither a folder nor a file.`); // a FIFO would keep the command waiting for ever
}

function statDataFile(path: LocalPath): Stats {
  try {
    const stats = statSync(path);
    if (stats.isFile()) return stats;
  } catch (cause) {
    throw openError(cause, pathText(path), 'Nothing was published.');
  }
  throw new UsageError(`${pathText(path)} is named like a data file, but is no regular file.`, {
    hints: ['Move it out of the folder, or name it otherwise.'],
  });
}

/** The path, unless its name is spelled otherwise for people; the same string again takes no memory. */
function locationOf(path: LocalPath, root: string, name: string): string {
  return typeof path === 'string' && path.length === root.length + 1 + name.length ? path : `${root}/${name}`;
}

/** DuckDB takes a path for a pattern: one that it would take for more than itself it does not get. */
const plainPath = /^(?:[A-Za-z]:)?[\w /.,=@%+~-]+$/;

function localFile(path: LocalPath, location: string, name: string, stats: Stats): LocalFile {
  const file = { localPath: path, location, name, size: stats.size, version: versionOf(stats) };
  return typeof path === 'string' && plainPath.test(path) ? { ...file, path } : file;
}

/**
 * Like git's index: a file with the same size, times and inode is taken to hold the same bytes. The times are exact to
 * a quarter of a microsecond, which is finer than any file system's clock; bigints would cost more than the question to
 * the file system.
 */
function versionOf({ size, mtimeMs, ctimeMs, ino }: Stats): string {
  return [size, mtimeMs, ctimeMs, ino].join('-');
}

const chunkSize = 1 << 20;

/** Synchronous reads: for files of some hundred bytes they are several times faster than promises. */
function* readChunks(file: LocalFile, signal: AbortSignal | undefined): Iterable<Uint8Array> {
  const descriptor = openDataFile(file);
  try {
    let rest = file.size;
    while (rest > 0) {
      signal?.throwIfAborted();
      const chunk = Buffer.allocUnsafe(Math.min(rest, chunkSize));
      const read = readSync(descriptor, chunk);
      requireUnchanged(file, descriptor);
      if (read === 0) return;
      rest -= read;
      yield chunk.subarray(0, read);
    }
  } catch (cause) {
    throw openError(cause, file.location, 'Nothing was published.');
  } finally {
    closeSync(descriptor);
  }
}

function openDataFile(file: LocalFile): number {
  try {
    // Were it a FIFO by now, opening it would wait for ever for one who writes.
    return openSync(file.localPath, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw openError(cause, file.location, 'Nothing was published.');
  }
}

function requireUnchanged(file: LocalFile, descriptor: number): void {
  if (versionOf(fstatSync(descriptor)) === file.version) return;
  throw new TransientError(`${file.location} changed while it was read.`, {
    details: ['Nothing was published.'],
    hints: ['Run the command again when the file is written.'],
  });
}
