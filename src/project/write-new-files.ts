import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../errors.ts';
import { cannotWrite } from '../file-problem.ts';
import { makeFolder } from '../make-folder.ts';

interface NewFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes files of a project, which nobody else may write; never overwrites one.
 *
 * @returns the paths that were written
 * @throws {UsageError} if one of the files exists, or the folder cannot be written
 */
export async function writeNewFiles(files: readonly NewFile[]): Promise<readonly string[]> {
  const existing = files.find(({ path }) => existsSync(path));
  if (existing !== undefined) throw exists(existing.path);
  for (const { path, text } of files) {
    try {
      makeFolder(dirname(path), 0o755);
      await writeFile(path, text, { flag: 'wx', mode: 0o644 });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw exists(path, cause);
      throw cannotWrite(path, cause, 'Name another folder with --project.');
    }
  }
  return files.map(({ path }) => path);
}

function exists(path: string, cause?: unknown): UsageError {
  return new UsageError('SPK-119', `${path} exists, and was not changed.`, {
    cause,
    details: ['No file was written.'],
    hints: ['Name another folder with --project, or move the file away.'],
  });
}
