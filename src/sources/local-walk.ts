import { type Dirent, opendirSync, statSync } from 'node:fs';
import { openError } from './local-errors.ts';

/** A path as the file system takes it: a Buffer where its bytes are not UTF-8. */
export type LocalPath = string | Buffer;

/** A path as people and the books see it; bytes that are not UTF-8 are written `\xE9`. */
export function pathText(path: LocalPath): string {
  return typeof path === 'string' ? path : escapeBytes(path.toString('latin1'));
}

interface Entry {
  readonly path: LocalPath;
  /** Below the root, for people. */
  readonly name: string;
}

/**
 * Every file below a folder, at any depth. Folders are read a batch at a time, so that the first files of a folder of
 * millions come at once. Symbolic links are followed, but never into a folder that the walk is in.
 */
export function* walk(root: LocalPath, below = '', ancestors: readonly string[] = []): Iterable<Entry> {
  const identity = folderIdentity(root);
  if (ancestors.includes(identity)) return;
  for (const batch of batches(root)) {
    for (const entry of batch) {
      const { text, bytes } = entryName(entry.name);
      const path = join(root, text, bytes);
      const name = below + text;
      if (entry.isDirectory() || (entry.isSymbolicLink() && isFolder(path))) {
        if (!text.startsWith('.')) yield* walk(path, `${name}/`, [...ancestors, identity]);
      } else yield { path, name };
    }
  }
}

function folderIdentity(path: LocalPath): string {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch (cause) {
    throw openError(cause, pathText(path), 'Nothing was published.');
  }
}

const batchSize = 10_000;

/** The entries of a folder, sorted within each batch; names are bytes, one a character. */
function* batches(folder: LocalPath): Iterable<Dirent[]> {
  let directory: ReturnType<typeof opendirSync>;
  try {
    // @types/node leaves 'latin1' names and Buffer paths out; both are documented.
    directory = opendirSync(folder as string, { encoding: 'latin1', bufferSize: 1024 });
  } catch (cause) {
    throw openError(cause, pathText(folder), 'Nothing was published.');
  }
  try {
    for (;;) {
      const batch: Dirent[] = [];
      for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
        batch.push(entry);
        if (batch.length === batchSize) break;
      }
      yield batch.sort((a, b) => (a.name < b.name ? -1 : 1));
      if (batch.length < batchSize) return;
    }
  } finally {
    directory.closeSync();
  }
}

const asciiOnly = /^[ -~]*$/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function entryName(latin1: string): { readonly text: string; readonly bytes?: Buffer } {
  if (asciiOnly.test(latin1)) return { text: latin1 };
  const bytes = Buffer.from(latin1, 'latin1');
  try {
    return { text: utf8.decode(bytes) };
  } catch {
    return { text: escapeBytes(latin1), bytes };
  }
}

function escapeBytes(latin1: string): string {
  return latin1.replace(
    /[^ -~]/g,
    (byte) => `\\x${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

function join(folder: LocalPath, text: string, bytes: Buffer | undefined): LocalPath {
  if (typeof folder === 'string' && bytes === undefined)
    return folder.endsWith('/') ? folder + text : `${folder}/${text}`;
  return Buffer.concat([Buffer.from(folder), Buffer.from('/'), bytes ?? Buffer.from(text)]);
}

function isFolder(path: LocalPath): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
