import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import { openError } from './local-errors.ts';

/** A path as the file system takes it: a Buffer where its bytes are not UTF-8. */
export type LocalPath = string | Buffer;

/**
 * A path as people and the load manifest see it; bytes that are not UTF-8 are written `\xE9`, and a name that holds just these
 * four characters `\x5CxE9`, so that no two paths look the same.
 */
export function pathText(path: LocalPath): string {
  return typeof path === 'string' ? path : escapeBytes(path.toString('latin1'));
}

export interface Entry {
  readonly path: LocalPath;
  /** Below the root, for people. */
  readonly name: string;
  /** Where the file is in truth, if a link below the root leads to it. */
  readonly target?: string | undefined;
}

/**
 * Every file below a folder, at any depth, those of links last. A folder is walked once, however many links lead to it:
 * links that branch could lead to it by more ways than there is time.
 *
 * @param enters whether to walk a folder, by its name below the root
 */
export function* walk(root: LocalPath, enters: (name: string) => boolean): Iterable<Entry> {
  const links: Entry[] = [];
  const visited = new Set<string>();
  yield* walkFolder({ folder: root, below: '', target: undefined }, { enters, visited, links });
  // Folders behind links add theirs to the end.
  for (const { path, name } of links) {
    if (!isFolder(path)) yield { path, name, target: targetOf(path) };
    else if (enters(name))
      yield* walkFolder(
        { folder: path, below: `${name}/`, target: targetOf(path) },
        { enters, visited, links },
      );
  }
}

interface Folder {
  readonly folder: LocalPath;
  readonly below: string;
  readonly target: string | undefined;
}

interface Walk {
  readonly enters: (name: string) => boolean;
  /** Identities of the folders that were walked. */
  readonly visited: Set<string>;
  /** Links that were met and not followed yet. */
  readonly links: Entry[];
}

function* walkFolder({ folder, below, target }: Folder, walk: Walk): Iterable<Entry> {
  if (!isFirst(walk.visited, folderIdentity(folder))) return;
  for (const entry of entriesOf(folder)) {
    const { text, bytes, spelled = text } = entryName(entry.name);
    const path = join(folder, text, bytes);
    const name = below + spelled;
    const inTarget = target === undefined ? undefined : `${target}/${spelled}`;
    if (entry.isSymbolicLink()) walk.links.push({ path, name });
    else if (!entry.isDirectory())
      yield inTarget === undefined ? { path, name } : { path, name, target: inTarget };
    else if (walk.enters(name))
      yield* walkFolder({ folder: path, below: `${name}/`, target: inTarget }, walk);
  }
}

function isFirst(seen: Set<string>, identity: string): boolean {
  const isNew = !seen.has(identity);
  seen.add(identity);
  return isNew;
}

/** Where a link leads to, spelled as names are; undefined if it leads nowhere. */
export function targetOf(path: LocalPath): string | undefined {
  try {
    const names = realpathSync(path, { encoding: 'buffer' }).toString('latin1').split(sep);
    return names
      .map(entryName)
      .map(({ text, spelled = text }) => spelled)
      .join('/');
  } catch {
    return undefined; // if it is named like a data file, its stat reports it
  }
}

/** The names directly in a folder, those of folders with a slash at their end. */
export function namesIn(folder: string): readonly string[] {
  return entriesOf(folder).map((entry) => {
    const { text, bytes, spelled = text } = entryName(entry.name);
    const isLinkToFolder = entry.isSymbolicLink() && isFolder(join(folder, text, bytes));
    return entry.isDirectory() || isLinkToFolder ? `${spelled}/` : spelled;
  });
}

function folderIdentity(path: LocalPath): string {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch (cause) {
    throw openError(cause, pathText(path), 'Nothing was published.');
  }
}

/** The entries of a folder, sorted; their names are bytes, one a character. */
function entriesOf(folder: LocalPath): Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true, encoding: 'latin1' });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    throw openError(cause, pathText(folder), 'Nothing was published.');
  }
}

const asciiOnly = /^[ -~]*$/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

interface EntryName {
  /** The name, or its replacement where its bytes are not UTF-8. */
  readonly text: string;
  readonly bytes?: Buffer;
  /** The name as the load manifest knows it, where this is another. */
  readonly spelled?: string;
}

function entryName(latin1: string): EntryName {
  const looksEscaped = escapeLike.test(latin1);
  if (asciiOnly.test(latin1) && !looksEscaped) return { text: latin1 };
  const bytes = Buffer.from(latin1, 'latin1');
  try {
    const text = utf8.decode(bytes);
    return looksEscaped ? { text, spelled: text.replace(everyEscapeLike, escapedBackslash) } : { text };
  } catch {
    return { text: escapeBytes(latin1), bytes };
  }
}

const escapeLike = /\\(?=x[0-9A-F]{2})/;
const everyEscapeLike = new RegExp(escapeLike, 'g');
const escapedBackslash = '\\x5C';

function escapeBytes(latin1: string): string {
  return latin1
    .replace(everyEscapeLike, escapedBackslash)
    .replace(/[^ -~]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

function join(folder: LocalPath, text: string, bytes: Buffer | undefined): LocalPath {
  if (typeof folder === 'string' && bytes === undefined)
    return folder.endsWith('/') ? folder + text : `${folder}/${text}`;
  return Buffer.concat([Buffer.from(folder), Buffer.from('/'), bytes ?? Buffer.from(text)]);
}

export function isFolder(path: LocalPath): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (cause) {
    // A link that leads to itself is no folder; reading it as a file reports it.
    if (/^(?:ELOOP|ENOTDIR)$/.test(String((cause as NodeJS.ErrnoException).code))) return false;
    throw openError(cause, pathText(path), 'Nothing was published.');
  }
}
