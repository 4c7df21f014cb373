import { ownFilterCall } from '../ask/filtered-plays.ts';
import { everyPlay, filterNames } from '../ask/filters.ts';
import { filterBinding, isValueOf, parameterTypes } from '../ask/parameters.ts';
import { listQuestions, type Question, questionSettings, toQuestion } from '../ask/questions.ts';
import { type CheckFile, checkSettings, severities, toCheck } from '../load/checks.ts';
import { bothEngines, type OwnTable, tableSettings, toOwnTable } from '../load/own-tables/own-table.ts';
import { nearest } from '../nearest.ts';
import { type SqlFile, settingsIn } from '../sql.ts';
import { namedIn } from '../warehouse/named-parameters.ts';
import { blanksAndComments, quotedParts } from '../warehouse/quoted-parts.ts';
import { replaceCalls } from '../warehouse/replace-calls.ts';
import { invalid, invalidHeader, readOwnSql } from './sql-file.ts';

/** @throws {UsageError} that names the line, for a header that says something else than it may */
export function readQuestion(path: string): Question {
  const file = readOwnSql(path, questionSettings);
  const titled = settingsIn(file.header).has('title');
  const question = withOwnLimit(
    toQuestion(titled ? file : { ...file, header: [`title: ${file.name}`, ...file.header] }, true),
  );
  const { limit, parameters } = question;
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0))
    throw invalidHeader(file, lineOf(file, 'limit: '), 'limit should be a number of rows, such as 10');
  requireWords(file, 'chart', chartKinds(), { most: 1 });
  requireWords(file, 'of', filterNames);
  requireWords(file, 'own filters', filterNames);
  requireWords(file, 'reads', ['logs', 'songs']);
  for (const [index, parameter] of parameters.entries())
    requireParameter(file, parameter, parameters.slice(0, index));
  requireFilterCalls(file);
  requireNamed(file, ['limit', ...Object.keys(everyPlay), ...parameters.map(({ name }) => name)]);
  return question;
}

/** @throws {UsageError} that names the line, for a header that says something else than it may */
export function readCheck(path: string): CheckFile {
  const file = readOwnSql(path, checkSettings);
  requireWords(file, 'severity', severities);
  requireNamed(file, []);
  return toCheck(file);
}

/** @throws {UsageError} that names the line, for a header that says something else than it may */
export function readTable(path: string): OwnTable {
  const file = readOwnSql(path, tableSettings);
  requireWords(file, 'engine', bothEngines);
  requireNamed(file, []);
  return toOwnTable(file);
}

/** What the dashboard draws for any question, and the kinds of the built-in ones, which a copy of one may have. */
function chartKinds(): readonly string[] {
  const builtIn = listQuestions().map(({ chart }) => chart.split(' ')[0] ?? '');
  return [...new Set(['bar', 'line', 'table', ...builtIn])].sort();
}

/** Requires that a setting has known words, the first ones or all. */
function requireWords(
  file: SqlFile,
  key: string,
  known: readonly string[],
  { most = Number.POSITIVE_INFINITY } = {},
): void {
  const wrong = settingsIn(file.header)
    .get(key)
    ?.split(/\s+/)
    .slice(0, most)
    .find((word) => !known.includes(word));
  if (wrong === undefined) return;
  const similar = nearest(wrong, known);
  throw invalidHeader(
    file,
    lineOf(file, `${key}: `),
    `${key} should be ${inWords(known)}, but is "${wrong}"${similar === undefined ? '' : `; did you mean "${similar}"?`}`,
  );
}

function requireParameter(
  file: SqlFile,
  { name, type, default: usual }: Question['parameters'][number],
  before: Question['parameters'],
): void {
  const line = lineOf(file, `param: ${name}`);
  if (before.some((other) => other.name === name))
    throw invalidHeader(file, line, `the parameter ${name} is declared twice`);
  const filter = filterBinding(name);
  if (filter !== undefined || name === 'limit')
    throw invalidHeader(
      file,
      line,
      `$${name} is a value of --${filter ?? name}; give the parameter another name`,
    );
  if (!/^[a-z]\w*$/.test(name))
    throw invalidHeader(file, line, 'a parameter is declared as "param: NAME TYPE DEFAULT"');
  if (!parameterTypes.includes(type))
    throw invalidHeader(
      file,
      line,
      `the type of ${name} should be ${parameterTypes.join(', ')}, but is "${type}"`,
    );
  if (!isValueOf(type, usual))
    throw invalidHeader(file, line, `the default of ${name} is not of type ${type}: "${usual}"`);
}

/**
 * A `limit 10` at the end of the SQL is one like that of the header, so that `--limit` may ask for another number. What is
 * in a literal or a comment is none.
 */
function withOwnLimit(question: Question): Question {
  const { statement, limit = Number.POSITIVE_INFINITY } = question;
  const pattern = new RegExp(
    String.raw`${quotedParts('duckdb')}|\blimit\s+(?<rows>\d+)(?=${blanksAndComments}$)`,
    'gi',
  );
  const found = [...statement.text.matchAll(pattern)].find(({ groups }) => groups?.rows !== undefined);
  if (found === undefined) return question;
  const text = statement.text.slice(0, found.index) + statement.text.slice(found.index + found[0].length);
  return {
    ...question,
    limit: Math.min(limit, Number(found.groups?.rows)),
    statement: { ...statement, text: text.trimEnd() },
  };
}

/** @throws {UsageError} for a call that applies a filter which does not exist: it would let every play pass */
function requireFilterCalls({ statements }: SqlFile): void {
  for (const { file, text, line: first = 1 } of statements) {
    const requireFilter = (argument: string): string => {
      const filter = argument.trim().toLowerCase();
      if (filterNames.some((name) => name === filter)) return '';
      const lines = text.slice(0, text.search(new RegExp(`${ownFilterCall}\\s*\\(`, 'i'))).split('\n').length;
      throw invalid(
        file,
        first + lines - 1,
        `${ownFilterCall}(…) should name a filter (${filterNames.join(', ')}), but names "${argument.trim()}"`,
        { shown: text.split('\n')[lines - 1] },
      );
    };
    replaceCalls(text, 'duckdb', new Map([[ownFilterCall, requireFilter]]));
  }
}

/** @throws {UsageError} for a parameter that the SQL names and nobody declares */
function requireNamed({ statements }: SqlFile, known: readonly string[]): void {
  for (const { file, text, line: first = 1 } of statements) {
    const wrong = namedIn(text, 'duckdb').find(({ name }) => !known.includes(name));
    if (wrong === undefined) continue;
    const lines = text.slice(0, wrong.at).split('\n').length;
    const similar = nearest(wrong.name, known);
    throw invalid(
      file,
      first + lines - 1,
      known.length === 0
        ? `$${wrong.name} is a parameter, and only questions have parameters`
        : `there is no parameter $${wrong.name}; ${similar === undefined ? `declare it: -- param: ${wrong.name} integer 10` : `did you mean $${similar}?`}`,
      { shown: text.split('\n')[lines - 1] },
    );
  }
}

function inWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function lineOf({ header }: SqlFile, start: string): number {
  return header.findIndex((line) => line.startsWith(start)) + 1;
}
