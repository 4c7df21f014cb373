import { UsageError } from '../errors.ts';
import type { Hint } from '../hint.ts';
import { nearest } from '../nearest.ts';
import { tables } from '../schema/tables.ts';
import type { Statement } from '../sql.ts';
import { questionRelations } from './question-relations.ts';
import { blanksAndComments } from './quoted-parts.ts';
import { StatementError } from './statement-error.ts';

export const schemaHint: readonly Hint[] = [{ command: 'schema', why: 'See the tables and columns' }];

/**
 * What an engine says of a statement that a user wrote, as an error of usage; any other error as it is.
 *
 * @param own the statement as it is in a file of the user: the error names the file and line, and shows the line
 * @param relations what it may read besides tables
 */
export function explainUserSql(
  error: unknown,
  hints: readonly (string | Hint)[],
  own?: Statement,
  relations: readonly string[] = [],
): unknown {
  if (!(error instanceof StatementError)) return error;
  const [message = '', ...lines] = error.message
    .replaceAll('\t', ' ') // a mark below the line counts a tab as one place
    .split('\n')
    .filter((line) => line.trim() !== '');
  const line = own && lineIn(own, error);
  const where = own && (line === undefined ? `${own.file}: ` : `${own.file} line ${line}: `);
  return new UsageError('SPK-707', `${where ?? ''}${message}`, {
    cause: error,
    details: [
      ...(own === undefined || line === undefined
        ? lines
        : [...excerpt(own, line, error), ...remarks(lines)]),
      ...nearName(message, relations),
    ],
    hints: /read-only|disabled|Permission/i.test(message)
      ? ['Such SQL reads what is published in the warehouse, and nothing else.']
      : hints,
  });
}

/** The line of the file: what is sent has more before and after the user's own text, but no line within it. */
function lineIn(own: Statement, { place, text, message }: StatementError): number | undefined {
  const lines = own.text.split('\n');
  const first = own.line ?? 1;
  const [start, skipped] = startOf(own.text, text);
  if (place !== undefined && start !== undefined) {
    const at = place.line - 1 - countLines(text.slice(0, start)) + skipped;
    return at < 0 ? undefined : first + Math.min(at, lines.length - 1);
  }
  // Redshift may say no place: then it is the first place of the name that it refuses.
  const name = refusedName(message);
  const at = name === undefined ? -1 : lines.findIndex((line) => columnOf(line, name) !== -1);
  return at === -1 ? undefined : first + at;
}

/** The comments before a statement, and its `with`: what is put before its own CTEs comes in between. */
export const beforeCtes = new RegExp(
  String.raw`^(?<comments>${blanksAndComments})(?<ownCtes>with\s+(?:recursive\s+)?)?`,
  'i',
);

/** Where the user's text begins in the whole, and how many of its lines come before: a `with` is joined with one of ours. */
function startOf(own: string, sent: string): readonly [start: number | undefined, skipped: number] {
  const [before = ''] = beforeCtes.exec(own) ?? [];
  for (const head of ['', before]) {
    const start = sent.indexOf(own.slice(head.length));
    if (start !== -1) return [start, countLines(head)];
  }
  return [undefined, 0];
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}

function refusedName(message: string): string | undefined {
  return /"([^"]+)"/.exec(message)?.[1];
}

function columnOf(line: string, word: string): number {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return line.search(new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`, 'i'));
}

/** The line, and a mark below the word that is wrong. */
function excerpt(own: Statement, line: number, { place, message }: StatementError): readonly string[] {
  const text = own.text.split('\n')[line - (own.line ?? 1)] ?? '';
  const word = place?.word ?? refusedName(message) ?? '';
  const column = word === '' ? -1 : columnOf(text, word);
  const margin = ' '.repeat(String(line).length);
  return [
    `  ${line} | ${text}`,
    ...(column === -1 ? [] : [`  ${margin} | ${' '.repeat(column)}${'^'.repeat(word.length)}`]),
  ];
}

/** What DuckDB says besides its own excerpt: names that it would take, but for tables of the system. */
function remarks(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => !/^LINE \d+: |^\s*\^\s*$|^Did you mean "(?:pg_|sqlite_|duckdb_)/.test(line));
}

/** DuckDB says tables and columns that are near, but none of the CTEs before a question; Redshift says nothing. */
function nearName(message: string, relations: readonly string[]): readonly string[] {
  const [, column] = /^column "([^"]+)" does not exist/.exec(message) ?? [];
  if (column !== undefined) return didYouMean(column, columnNames());
  const [, theirs, ours] =
    /\bTable with name (\S+) does not exist|^relation "([^"]+)" does not exist/.exec(message) ?? [];
  const relation = questionRelations.find((name) => name === (theirs ?? ours)?.toLowerCase());
  if (relation !== undefined) return [`${relation} is for saved queries; other SQL reads songplays.`];
  if (theirs !== undefined) return didYouMean(theirs, relations);
  return ours === undefined ? [] : didYouMean(ours, [...tables.map(({ name }) => name), ...relations]);
}

function columnNames(): readonly string[] {
  return tables.flatMap(({ columns }) => columns.map(({ name }) => name));
}

function didYouMean(name: string, names: readonly string[]): readonly string[] {
  const similar = nearest((name.split('.').at(-1) ?? '').toLowerCase(), names);
  return similar === undefined ? [] : [`Did you mean "${similar}"?`];
}
