import { existsSync, type Stats, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { UsageError } from '../errors.ts';
import { begunAlike } from './begun-alike.ts';
import { folderRules } from './folder-rules.ts';
import { readSmallFiles } from './local-ahead.ts';
import { openError } from './local-errors.ts';
import { type LocalFile, readChunks, versionOf } from './local-read.ts';
import { type Entry, isFolder, type LocalPath, namesIn, pathText, targetOf, walk } from './local-walk.ts';
import { type PathPattern, parsePattern } from './path-pattern.ts';
import { isMatch, matchingFiles, type PlacedPattern } from './pattern-files.ts';
import type { Source } from './source.ts';

/**
 * Opens a folder, a file, or the files that match a pattern, as a source. What exists is no pattern, whatever its name.
 *
 * @throws {UsageError} if there is nothing at `location`, or it may not be read
 */
export function openLocalSource(location: string): Source {
  const root = absolute(location);
  let stats: Stats;
  try {
    stats = statSync(root);
  } catch (cause) {
    return openPattern(location, cause);
  }
  if (stats.isFile()) return openFile(root, location, stats);
  if (stats.isDirectory()) return openFolder(root, location);
  throw new UsageError('SPK-203', `${location} is neither a folder nor a file.`); // a FIFO would keep the command waiting for ever
}

type Listed = Pick<Source, 'kind' | 'covers' | 'list' | 'unmatched' | 'hides' | 'has' | 'entries'>;

const source = (location: string, listed: Listed): Source => ({
  location,
  ...listed,
  async *read(file, signal) {
    yield* readChunks(file as LocalFile, signal);
  },
  readSmall: (files, signal) => readSmallFiles(files as readonly LocalFile[], signal),
  async [Symbol.asyncDispose]() {},
});

function openFile(root: string, location: string, stats: Stats): Source {
  return source(location, {
    kind: 'file',
    covers: (file) => file === root,
    async *list() {
      yield localFile({ path: root, location: root, stats, target: targetOf(root) });
    },
  });
}

function openFolder(root: string, location: string): Source {
  const rules = folderRules(below(root));
  return source(location, {
    kind: 'folder',
    covers: rules.covers,
    hides: rules.hides,
    has: async (file) => file.startsWith(below(root)) && existsSync(file),
    entries: async () => namesIn(root),
    async *list(signal, onSkipped = () => {}) {
      const enters = (name: string) => {
        const location = `${below(root)}${name}/`;
        const isHidden = rules.hides(location);
        if (isHidden) onSkipped({ location, isHidden });
        return !isHidden;
      };
      const inTarget = folderRules(below(targetOf(root) ?? root));
      const isListedAnyway = (target: string | undefined) => target !== undefined && inTarget.covers(target);
      const toFile = fileMaker(root);
      for (const entry of walk(root, enters)) {
        signal?.throwIfAborted();
        const skipped = rules.skipped(entry.name);
        if (skipped !== undefined) onSkipped(skipped);
        else if (!isListedAnyway(entry.target)) yield toFile(entry);
      }
    },
  });
}

/** What a path is that names nothing: a pattern may be longer than any name. */
const isNothing = /^(?:ENOENT|ENOTDIR|ENAMETOOLONG)$/;

/**
 * @param missing why nothing is there
 * @throws {UsageError} if the location is no pattern either
 */
function openPattern(location: string, missing: unknown): Source {
  const patterns = parsePattern(sep === '\\' ? location.replaceAll(sep, '/') : location);
  const { code = '' } = missing as NodeJS.ErrnoException;
  if (patterns === undefined || !isNothing.test(code)) throw nothingAt(location, missing);
  const rooted = patterns.map((pattern) => {
    const root = rootOf(pattern);
    return { root, start: below(root), pattern };
  });
  const unmatched: string[] = [];
  return source(location, {
    kind: 'pattern',
    unmatched,
    covers: (file) => rooted.some((each) => isMatch(each, file)),
    list(signal) {
      unmatched.length = 0;
      const filesOf = (each: RootedPattern) => filesMatching(each, signal);
      return matchingFiles(rooted, filesOf, (text) => void unmatched.push(text));
    },
  });
}

interface RootedPattern extends PlacedPattern {
  readonly root: string;
}

function* filesMatching(
  { root, pattern }: RootedPattern,
  signal: AbortSignal | undefined,
): Iterable<LocalFile> {
  if (!isFolder(root)) return;
  const toFile = fileMaker(root);
  for (const entry of walk(root, (name) => pattern.mayMatchIn(name))) {
    signal?.throwIfAborted();
    if (pattern.matches(entry.name)) yield toFile(entry);
  }
}

/** The folder of a pattern; of `/*` the root of the file system. */
function rootOf({ folder, prefix }: PathPattern): string {
  return absolute(folder === '' && prefix.startsWith('/') ? '/' : folder);
}

function nothingAt(location: string, cause: unknown): Error {
  const root = absolute(location);
  const start = root.lastIndexOf('/') + 1;
  const folder = root.slice(0, start);
  const beginning = root.slice(start);
  const written = location.endsWith(beginning) ? location.slice(0, -beginning.length) : folder;
  const alike = isFolder(folder) ? begunAlike(written, beginning, namesIn(folder)) : [];
  const consequence = 'There is nothing to load.';
  const hint = hintAt(location, alike);
  if (hint === undefined) return openError(cause, location, consequence);
  return new UsageError('SPK-202', `${location} does not exist.`, {
    cause,
    details: [consequence],
    hints: [hint],
  });
}

function hintAt(location: string, alike: readonly string[]): string | undefined {
  if (alike.length > 0) return `A location is a whole name. Did you mean ${alike.join(' or ')}?`;
  if (/^s3[an]?:/i.test(location)) return `Did you mean ${location.replace(/^s3[an]?:\/*/i, 's3://')}?`;
  if (location.startsWith('~/'))
    return `Only a shell replaces ~, and not within quotes. Did you mean ${join(homedir(), location.slice(2))}?`;
  return undefined;
}

// Forward slashes, which Windows and DuckDB take as well.
const absolute = (path: string): string => resolve(path).replaceAll(sep, '/');
const below = (root: string): string => (root.endsWith('/') ? root : `${root}/`);

/** Makes the listed file of an entry; a root that a link leads to has its files elsewhere. */
function fileMaker(root: string): (entry: Entry) => LocalFile {
  const target = targetOf(root);
  const trueRoot = target === undefined || target === root ? undefined : below(target);
  return (entry) =>
    localFile({
      path: entry.path,
      location: locationOf(entry.path, root, entry.name),
      stats: statDataFile(entry.path),
      target: entry.target ?? (trueRoot && trueRoot + entry.name),
    });
}

function statDataFile(path: LocalPath): Stats {
  try {
    const stats = statSync(path);
    if (stats.isFile()) return stats;
  } catch (cause) {
    throw openError(cause, pathText(path), 'Nothing was published.');
  }
  throw new UsageError('SPK-208', `${pathText(path)} is named like a data file, but is not a regular file.`, {
    hints: ['Move it out of the folder, or give it another name.'],
  });
}

/** The path, unless its name is spelled otherwise for people; the same string again takes no memory. */
function locationOf(path: LocalPath, root: string, name: string): string {
  const location = below(root);
  return typeof path === 'string' && path.length === location.length + name.length ? path : location + name;
}

/** DuckDB takes a path for a pattern: one that it would take for more than itself it does not get. */
const plainPath = /^(?:[A-Za-z]:)?[\w /.,=@%+~-]+$/;

function localFile(file: {
  readonly path: LocalPath;
  readonly location: string;
  readonly stats: Stats;
  readonly target?: string | undefined;
}): LocalFile {
  const { path, location, stats, target } = file;
  const version = versionOf(stats);
  const listed: LocalFile =
    typeof path === 'string' && plainPath.test(path)
      ? { localPath: path, location, size: stats.size, version, path }
      : { localPath: path, location, size: stats.size, version };
  return target === undefined || target === location ? listed : { ...listed, target };
}
