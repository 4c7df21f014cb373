import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Question } from '../ask/questions.ts';
import { UsageError } from '../errors.ts';
import type { CheckFile } from '../load/checks.ts';
import type { OwnTable } from '../load/own-tables/own-table.ts';
import { defaultFolder, isFolder, kinds } from './kinds.ts';
import { readCheck, readQuestion, readTable } from './read-files.ts';
import { invalid } from './sql-file.ts';

/** The SQL that users wrote: files of a folder, each one SELECT. */
export interface Project {
  readonly folder: string;
  readonly questions: readonly Question[];
  readonly checks: readonly CheckFile[];
  readonly tables: readonly OwnTable[];
}

/**
 * Reads a project folder. It is code that runs with the user's rights, so the default folder counts only if nobody else
 * can have written it.
 *
 * @param named the folder that a setting names; without one, {@link defaultFolder} counts if it exists
 * @throws {UsageError} for a folder that does not exist, a file that is not valid, or a default folder that others may write
 */
export function openProject(named: string | undefined): Project | undefined {
  const folder = named ?? defaultFolder;
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined || !found.isDirectory()) {
    if (named === undefined) return undefined;
    throw new UsageError(
      'SPK-720',
      `The project folder ${folder} ${found === undefined ? 'does not exist' : 'is a file'}.`,
      {
        hints: [
          found === undefined
            ? { command: 'init', flags: { project: folder }, why: 'Make one' }
            : 'Name a folder with --project.',
        ],
      },
    );
  }
  const folders = kinds.map((kind) => join(folder, kind)).filter(isFolder);
  const [questions = [], checks = [], tables = []] = kinds.map((kind) => filesOf(folder, kind));
  if (named === undefined) {
    if (folders.length === 0) return undefined;
    for (const path of [folder, ...folders, ...questions, ...checks, ...tables]) requireOwn(path, folder);
  }
  return {
    folder,
    questions: questions.map(readQuestion),
    checks: checks.map(readCheck),
    tables: requireDistinct(tables.map(readTable)),
  };
}

function filesOf(folder: string, kind: string): readonly string[] {
  const path = join(folder, kind);
  if (!isFolder(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith('.sql') && !name.startsWith('.'))
    .sort()
    .map((name) => join(path, name));
}

/** @throws {UsageError} for a file that somebody else owns or may write */
function requireOwn(path: string, folder: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  const user = process.getuid?.();
  if (found === undefined || user === undefined) return;
  const isOwn = found.uid === user && (found.mode & 0o022) === 0;
  if (isOwn) return;
  throw new UsageError(
    'SPK-721',
    `${path} may be written by others, and its SQL would run with your rights.`,
    {
      details: ['Nothing was run.'],
      hints: [
        `Use it all the same          --project ${folder}`,
        `Keep others from writing it  chmod -R go-w ${folder}`,
      ],
    },
  );
}

/** `level-history.sql` and `level_history.sql` would be one table. */
function requireDistinct(tables: readonly OwnTable[]): readonly OwnTable[] {
  for (const [index, { name, statement }] of tables.entries()) {
    const other = tables.slice(0, index).find((each) => each.name === name);
    if (other !== undefined)
      throw invalid(statement.file, 1, `it makes the table ${name}, as does ${other.statement.file}`);
  }
  return tables;
}
