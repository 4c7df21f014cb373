import { type Dirent, readdirSync, statSync } from 'node:fs';
import { openError } from './local-errors.ts';

/** A path as the file system takes it: a Buffer where its bytes are not UTF-8. */
export type LocalPath = string | Buffer;

/**
 * A path as people and the books see it; bytes that are not UTF-8 are written `\xE9`, and a name that holds just these
 * four characters `\x5CxE9`, so that no two paths look the same.
 */
export function pathText(path: LocalPath): string {
  return typeof path === 'string' ? path : escapeBytes(path.toString('latin1'));
}

interface Entry {
  readonly path: LocalPath;
  /** Below the root, for people. */
  readonly name: string;
}

/**
 * Every file below a folder, at any depth. Symbolic links are followed, but never into a folder that the walk is in, and
 * into any other folder once: links that branch could lead to it by more ways than there is time.
 */
export function* walk(root: LocalPath): Iterable<Entry> {
  yield* walkFolder(root, { below: '', ancestors: [], linked: new Set() });
}

interface Walk {
  readonly below: string;
  /** Identities of the folders that the walk is in. */
  readonly ancestors: readonly string[];
  /** Identities of the folders that a link has led to. */
  readonly linked: Set<string>;
}

function* walkFolder(folder: LocalPath, { below, ancestors, linked }: Walk): Iterable<Entry> {
  const identity = folderIdentity(folder);
  if (ancestors.includes(identity)) return;
  const within = [...ancestors, identity];
  for (const entry of entriesOf(folder)) {
    const { text, bytes, spelled } = entryName(entry.name);
    const path = join(folder, text, bytes);
    const name = below + (spelled ?? text);
    const isLink = entry.isSymbolicLink() && isFolder(path);
    if (!isLink && !entry.isDirectory()) yield { path, name };
    else if (!text.startsWith('.') && (!isLink || isFirst(linked, folderIdentity(path))))
      yield* walkFolder(path, { below: `${name}/`, ancestors: within, linked });
  }
}

function isFirst(seen: Set<string>, identity: string): boolean {
  const isNew = !seen.has(identity);
  seen.add(identity);
  return isNew;
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
  /** The name, or what stands for it where its bytes are not UTF-8. */
  readonly text: string;
  readonly bytes?: Buffer;
  /** The name as the books know it, where this is another. */
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

function isFolder(path: LocalPath): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (cause) {
    // A link that leads to itself is no folder; whoever takes it for a file hears of it.
    if ((cause as NodeJS.ErrnoException).code === 'ELOOP') return false;
    throw openError(cause, pathText(path), 'Nothing was published.');
  }
}
