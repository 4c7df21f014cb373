import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { UsageError } from '../errors.ts';
import { invalidLine } from '../load/own-tables/own-table.ts';
import { nearest } from '../nearest.ts';
import { type SqlFile, type Statement, splitSetting } from '../sql.ts';
import { oneStatement } from '../warehouse/one-statement.ts';
import { blanksAndComments } from '../warehouse/quoted-parts.ts';

const nameOfFile = /^[a-z][a-z0-9]*([-_][a-z0-9]+)*$/;

/**
 * Reads one file of a project: settings in its leading comment lines, then one SELECT.
 *
 * @param settings the keys that its header may have; a comment without a colon is prose
 * @throws {UsageError} that names the file and the line
 */
export function readOwnSql(path: string, settings: readonly string[]): SqlFile {
  const name = basename(path, '.sql');
  if (!nameOfFile.test(name)) {
    throw invalid(path, 1, `its name should be of small letters, digits and hyphens, such as top-genres.sql`);
  }
  const text = readText(path);
  const lines = text.split(/\r?\n/);
  const headerEnd = lines.findIndex((line) => !line.startsWith('--'));
  const header = lines
    .slice(0, headerEnd === -1 ? lines.length : headerEnd)
    .map((line) => line.replace(/^--\s?/, ''));
  for (const [index, line] of header.entries()) requireKnownSetting(path, index + 1, line, settings);
  const body = lines.slice(header.length).join('\n');
  return { name, header, statements: [{ file: path, ...selectIn(path, header.length + 1, body) }] };
}

/** UTF-8, with or without a byte order mark; anything but a file could keep the command waiting. */
function readText(path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw invalid(path, 1, 'it should be a file');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (cause) {
    const why = cause instanceof TypeError ? 'it should be text in UTF-8' : (cause as Error).message;
    throw invalid(path, 1, `it cannot be read: ${why}`, { cause });
  }
}

/** A line such as `titel: …` was meant as a setting; a sentence with a colon later on was not. */
function requireKnownSetting(path: string, line: number, text: string, settings: readonly string[]): void {
  if (settings.includes('column')) requireColumn(path, line, text);
  const [key] = splitSetting(text);
  if (key === '' || settings.includes(key) || key.includes(' ')) return;
  const similar = nearest(key, settings);
  throw invalid(
    path,
    line,
    `"${key}" is no setting of a header; ${similar === undefined ? `there are ${settings.join(', ')}` : `did you mean "${similar}"?`}`,
    { shown: `-- ${text}` },
  );
}

/** `column NAME: meaning`, whose key has two words. */
function requireColumn(path: string, line: number, text: string): void {
  const [, word = '', name] = /^(\w+) (\w+)(?:: .*)?$/.exec(text) ?? [];
  if (name === undefined || (word === 'column' && text.includes(': '))) return;
  if (nearest(word, ['column']) === undefined) return;
  throw invalid(path, line, `a column is described as "column NAME: meaning", but this says "${text}"`, {
    shown: `-- ${text}`,
  });
}

const firstWord = new RegExp(String.raw`^${blanksAndComments}(\w+|\S)`);

/** The one SELECT of a file, and the line on which it begins. */
function selectIn(path: string, line: number, body: string): Pick<Statement, 'text' | 'line'> {
  let statement: string;
  try {
    statement = oneStatement(body, 'duckdb');
  } catch (cause) {
    throw invalid(path, line, `it should hold one SELECT. ${(cause as Error).message}`, { cause });
  }
  const first = firstWord.exec(statement)?.[1] ?? '';
  const blank = /^\s*/.exec(statement)?.[0] ?? '';
  const begins = line + blank.split('\n').length - 1;
  if (/^(select|with|from)$/i.test(first)) return { text: statement.trim(), line: begins };
  throw invalid(path, line, `it should hold one SELECT, but begins with "${first}"`, {
    shown: body.split('\n')[0],
  });
}

/**
 * An error about a line of a file of a project.
 *
 * @param shown that line, if it is about what is there
 */
export function invalid(
  path: string,
  line: number,
  problem: string,
  { shown, cause }: { readonly shown?: string | undefined; readonly cause?: unknown } = {},
): UsageError {
  return invalidLine(path, line, problem, {
    cause,
    details: shown === undefined ? [] : [`  ${line} | ${shown}`],
    hints: [
      {
        command: 'init',
        flags: { project: true },
        why: 'Write a folder with an example of each kind of file',
      },
    ],
  });
}

/** An error about a line of the header. */
export function invalidHeader(file: SqlFile, line: number, problem: string): UsageError {
  const [statement] = file.statements;
  return invalid(statement?.file ?? file.name, line, problem, { shown: `-- ${file.header[line - 1]}` });
}
