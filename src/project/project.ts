import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isValueOf, parameterTypes } from '../ask/parameters.ts';
import { type Question, questionSettings, toQuestion } from '../ask/questions.ts';
import { UsageError } from '../errors.ts';
import { type CheckFile, checkSettings, toCheck } from '../load/checks.ts';
import { bothEngines, type OwnTable, tableSettings, toOwnTable } from '../load/own-tables/own-table.ts';
import { defaultFolder, kinds } from './kinds.ts';
import { invalid, readOwnSql } from './sql-file.ts';

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
        hints: [{ command: 'init', flags: { project: folder }, why: 'Make one' }],
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
    checks: checks.map((path) => toCheck(readOwnSql(path, checkSettings))),
    tables: requireDistinct(tables.map(readTable)),
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
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

function readQuestion(path: string): Question {
  const file = readOwnSql(path, questionSettings);
  const titled = file.header.some((line) => line.startsWith('title: '));
  const question = toQuestion(
    titled ? file : { ...file, header: [`title: ${file.name}`, ...file.header] },
    true,
  );
  const { limit, parameters } = question;
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0))
    throw invalid(path, lineOf(file.header, 'limit'), 'limit should be a number of rows, such as 10');
  for (const { name, type, default: usual } of parameters) {
    const line = lineOf(file.header, `param: ${name}`);
    if (!/^[a-z]\w*$/.test(name))
      throw invalid(path, line, 'a parameter is declared as "param: NAME TYPE DEFAULT"');
    if (!parameterTypes.includes(type))
      throw invalid(
        path,
        line,
        `the type of ${name} should be ${parameterTypes.join(', ')}, but is "${type}"`,
      );
    if (!isValueOf(type, usual))
      throw invalid(path, line, `the default of ${name} is not of type ${type}: "${usual}"`);
  }
  return question;
}

function readTable(path: string): OwnTable {
  const file = readOwnSql(path, tableSettings);
  const only = file.header.find((line) => line.startsWith('engine: '))?.slice('engine: '.length);
  if (only !== undefined && !bothEngines.some((known) => known === only))
    throw invalid(
      path,
      lineOf(file.header, 'engine'),
      `engine should be ${bothEngines.join(' or ')}, but is "${only}"`,
    );
  return toOwnTable(file);
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

function lineOf(header: readonly string[], start: string): number {
  return header.findIndex((line) => line.startsWith(start)) + 1;
}
