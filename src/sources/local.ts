import { type Stats, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { UsageError } from '../errors.ts';
import { readSmallFiles } from './local-ahead.ts';
import { openError } from './local-errors.ts';
import { type LocalFile, readChunks, versionOf } from './local-read.ts';
import { type LocalPath, pathText, walk } from './local-walk.ts';
import { isDataFile, type Source } from './source.ts';

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
    async *read(file, signal, buffer) {
      yield* readChunks(file as LocalFile, signal, buffer);
    },
    readSmall: (files, signal) => readSmallFiles(files as readonly LocalFile[], signal),
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
