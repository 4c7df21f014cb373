import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import { filesBelow } from '../files-below.ts';
import type { Beside } from './beside.ts';
import {
  type ExportedFile,
  type ExportedTable,
  type ExportManifest,
  filesIn,
  manifestName,
  manifestText,
  parseManifest,
} from './manifest.ts';
import type { SelectedTable } from './selection.ts';
import type { ExportTarget, TableWriter } from './target.ts';

/**
 * A folder of files. The new version is complete, manifest included, before it takes the place of the old one: two
 * renames. A crash between them leaves the old version beside, and the next export puts it back first; after a crash
 * behind them it removes it.
 */
export function folderTarget({ target, path, previous }: Beside): ExportTarget {
  return {
    async current() {
      if (existsSync(previous)) {
        if (existsSync(target)) await rm(previous, { recursive: true, force: true });
        else await rename(previous, target);
      }
      const files = await foundIn(target);
      if (files.length === 0) return undefined;
      const manifest = parseManifest(await readFile(join(target, manifestName), 'utf8').catch(() => ''));
      if (manifest === undefined) throw notOurs(target, [`It has no valid ${manifestName}. ${unchanged}`]);
      return { manifest, isIntact: await requireOwnFiles(target, files, manifest) };
    },
    async replace(tables, writer, describe) {
      await mkdir(path);
      const manifest = describe(await writeTables(tables, writer, path));
      await writeFile(join(path, manifestName), manifestText(manifest));
      if (existsSync(target)) await rename(target, previous);
      await rename(path, target);
      await rm(previous, { recursive: true, force: true });
      return manifest;
    },
  };
}

/** What an export that is refused says of the folder. */
export const unchanged = 'Nothing was exported, and nothing there was changed.';

/** Writes tables as files below a folder of this machine, and describes them. */
export async function writeTables(
  tables: readonly SelectedTable[],
  writer: TableWriter,
  folder: string,
): Promise<readonly ExportedTable[]> {
  const written: ExportedTable[] = [];
  for (const table of tables) {
    const rows = await writer.toFiles(table, folder);
    written.push({ name: table.name, rows, files: await describeFiles(folder, table.name) });
  }
  return written;
}

/** The files below a folder; none where it does not exist. */
async function foundIn(folder: string): Promise<readonly string[]> {
  try {
    return await filesBelow(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new UsageError('SPK-801', `${folder} cannot be read as a folder: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

/** Whether all files of the manifest are there in their size; a file that it does not list is never touched. */
async function requireOwnFiles(
  folder: string,
  found: readonly string[],
  manifest: ExportManifest,
): Promise<boolean> {
  const listed = new Map(filesIn(manifest).map((file) => [file.path, file]));
  const foreign = found.filter((path) => path !== manifestName && !listed.has(path));
  if (foreign.length > 0) {
    throw new UsageError('SPK-802', `${folder} holds files that are not of an export.`, {
      details: [...foreign.slice(0, 5), unchanged],
      hints: ['Move these files away, or name another folder with --to.'],
    });
  }
  for (const [path, { bytes }] of listed) {
    const found = await stat(join(folder, path)).catch(() => undefined);
    if (found?.size !== bytes) return false;
  }
  return true;
}

/** The error for a folder, here or in S3, that holds something else. */
export function notOurs(folder: string, details: readonly string[]): UsageError {
  return new UsageError('SPK-802', `${folder} is not empty, and was not made by "sparkify export".`, {
    details,
    hints: ['Name an empty or a new folder with --to.'],
  });
}

/** The files of a table: one of its name, or those below the folder of its name. */
async function describeFiles(folder: string, table: string): Promise<readonly ExportedFile[]> {
  const paths = (await filesBelow(folder)).filter(
    (path) => path.startsWith(`${table}.`) || path.startsWith(`${table}/`),
  );
  return await Promise.all(paths.map((path) => describeFile(folder, path)));
}

async function describeFile(folder: string, path: string): Promise<ExportedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(join(folder, path)) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { path, bytes, sha256: hash.digest('hex') };
}
