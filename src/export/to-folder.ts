import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '../errors.ts';
import { readProblem } from '../file-problem.ts';
import type { Beside } from './beside.ts';
import { filesBelow } from './files-below.ts';
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
      requireReplaceable(target);
      return await exportIn(target);
    },
    async replace(tables, writer, describe) {
      await mkdir(path);
      const manifest = describe(await writeTables(tables, writer, path));
      await writeFile(join(path, manifestName), manifestText(manifest));
      if (existsSync(target)) {
        await rename(target, previous).catch((cause: NodeJS.ErrnoException) => {
          throw cause.code === 'EBUSY' || cause.code === 'EXDEV' ? notReplaceable(target, cause) : cause;
        });
        // What was put there meanwhile is in nobody's manifest, and would be removed with the previous version.
        await exportIn(previous, target).catch(async (error: unknown) => {
          await rename(previous, target);
          throw error;
        });
      }
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

/**
 * The export in a folder; undefined for a folder that is empty or does not exist. What the manifest does not list is never
 * touched.
 *
 * @param named the folder as errors name it
 * @throws {UsageError} if there is anything else
 */
async function exportIn(folder: string, named = folder): ReturnType<ExportTarget['current']> {
  if (!existsSync(folder)) return undefined;
  try {
    if ((await readdir(folder)).length === 0) return undefined;
    // Without a manifest the folder may be any, and as large as a disk.
    const manifest = parseManifest(await readFile(join(folder, manifestName), 'utf8').catch(() => ''));
    if (manifest === undefined) throw notOurs(named, [`It has no valid ${manifestName}. ${unchanged}`]);
    return { manifest, isIntact: await requireOwnFiles(folder, { manifest, named }) };
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(
      'SPK-801',
      `${named} cannot be read as a folder: ${isFile(cause) ? 'it is a file' : readProblem(cause)}.`,
      {
        cause,
        hints: ['Name another place with --to.'],
      },
    );
  }
}

const isFile = (cause: unknown) => (cause as NodeJS.ErrnoException).code === 'ENOTDIR';

/** A folder is replaced by one beside it, on the same disk. */
function requireReplaceable(folder: string): void {
  const [own, above] = [folder, dirname(folder)].map((path) => statSync(path, { throwIfNoEntry: false }));
  if (own?.isDirectory() && (own.dev !== above?.dev || folder === dirname(folder)))
    throw notReplaceable(folder);
}

function notReplaceable(folder: string, cause?: unknown): UsageError {
  return new UsageError(
    'SPK-801',
    `${folder} is where a disk is mounted, and cannot be replaced by a new version.`,
    {
      cause,
      details: [unchanged],
      hints: [`Name a folder below it: --to ${join(folder, 'sparkify')}`],
    },
  );
}

/** Whether all files of the manifest are there in their size; a file that it does not list is never touched. */
async function requireOwnFiles(
  folder: string,
  { manifest, named }: { readonly manifest: ExportManifest; readonly named: string },
): Promise<boolean> {
  const listed = new Map(filesIn(manifest).map((file) => [file.path, file]));
  const found = await filesBelow(folder);
  const foreign = found.filter((path) => path !== manifestName && !listed.has(path));
  if (foreign.length > 0) {
    throw new UsageError('SPK-802', `${named} holds files that are not of an export.`, {
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
