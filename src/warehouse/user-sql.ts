import { type ErrorDetails, UsageError } from '../errors.ts';
import type { Hint } from '../hint.ts';
import { nearest } from '../nearest.ts';
import { tables } from '../schema/tables.ts';
import type { Statement } from '../sql.ts';
import { questionRelations } from './question-relations.ts';
import { blanksAndComments } from './quoted-parts.ts';
import { StatementError } from './statement-error.ts';

export const schemaHint: readonly Hint[] = [{ command: 'schema', why: 'See the tables and columns' }];

/** SQL of a user that an engine refuses. */
export class UserSqlError extends UsageError {
  /** Where in the user's text, if it is given and the place is known. */
  readonly place: UserPlace | undefined;

  constructor(message: string, { place, ...details }: ErrorDetails & { place: UserPlace | undefined }) {
    super('SPK-707', message, details);
    this.place = place;
  }
}

/** Both from 1. */
export interface UserPlace {
  readonly line: number;
  /** Undefined where nothing of the line is known to be wrong. */
  readonly column: number | undefined;
}

/** The text that a user wrote. One without a file is in an editor, which marks the place itself. */
type OwnText = Pick<Statement, 'text' | 'line'> & Partial<Pick<Statement, 'file'>>;

/**
 * What an engine says of a statement that a user wrote, as an error of usage; any other error as it is.
 *
 * @param own the statement as the user wrote it: the error names its file and line, and shows the line
 * @param relations what it may read besides tables
 */
export function explainUserSql(
  error: unknown,
  hints: readonly (string | Hint)[],
  own?: OwnText,
  relations: readonly string[] = [],
): unknown {
  if (!(error instanceof StatementError)) return error;
  const [message = '', ...lines] = error.message
    .replaceAll('\t', ' ') // a mark below the line counts a tab as one place
    .split('\n')
    .filter((line) => line.trim() !== '');
  const place = own && placeIn(own, error);
  const where = own?.file && (place === undefined ? `${own.file}: ` : `${own.file} line ${place.line}: `);
  return new UserSqlError(`${where ?? ''}${message}`, {
    place,
    cause: error,
    details: [
      ...(own?.file && place ? excerpt(own, place, error) : []),
      ...(place === undefined ? lines : remarks(lines)),
      ...nearName(message, relations),
    ],
    hints: /read-only|disabled|Permission/i.test(message)
      ? ['Such SQL reads what is published in the warehouse, and nothing else.']
      : hints,
  });
}

/** The place in the user's text: what is sent has more before and after it, but no line within it. */
function placeIn(own: OwnText, { place, text, message }: StatementError): UserPlace | undefined {
  const lines = own.text.split('\n');
  const at = (index: number, word: string, column?: number): UserPlace => {
    const line = lines[index] ?? '';
    const isThere = column !== undefined && line.startsWith(word, column - 1);
    const found = isThere ? column : columnOf(line, word) + 1;
    return { line: (own.line ?? 1) + index, column: found === 0 ? undefined : found };
  };
  const [start, skipped] = startOf(own.text, text);
  if (place !== undefined && start !== undefined) {
    const index = place.line - 1 - countLines(text.slice(0, start)) + skipped;
    return index < 0 ? undefined : at(Math.min(index, lines.length - 1), place.word, place.column);
  }
  // Redshift may say no place: then it is the first place of the name that it refuses.
  const name = refusedName(message);
  const index = name === undefined ? -1 : lines.findIndex((line) => columnOf(line, name) !== -1);
  return name === undefined || index === -1 ? undefined : at(index, name);
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
function excerpt(
  own: OwnText,
  { line, column }: UserPlace,
  { place, message }: StatementError,
): readonly string[] {
  const word = place?.word ?? refusedName(message) ?? '';
  const margin = ' '.repeat(String(line).length);
  return [
    `  ${line} | ${own.text.split('\n')[line - (own.line ?? 1)]}`,
    ...(column === undefined || word === ''
      ? []
      : [`  ${margin} | ${' '.repeat(column - 1)}${'^'.repeat(word.length)}`]),
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
