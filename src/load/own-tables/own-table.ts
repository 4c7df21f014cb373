import { createHash } from 'node:crypto';
import { type ErrorDetails, UsageError } from '../../errors.ts';
import { nearest } from '../../nearest.ts';
import { type SqlFile, type Statement, settingsIn, splitSetting } from '../../sql.ts';
import type { Engine } from '../../warehouse/warehouse.ts';

/** A table of a user: one file of the folder `tables/` of a project, one SELECT. */
export interface OwnTable {
  /** As SQL names it: the file's name with underscores in place of hyphens. */
  readonly name: string;
  /** What a row is, in words; the columns that it names are the key. */
  readonly grain: string;
  /** What its header says besides. */
  readonly about: string;
  readonly columns: readonly OwnColumn[];
  /** Those that it is built on. */
  readonly engines: readonly Engine[];
  readonly statement: Statement;
  /** Equal for equal headers and equal SQL. */
  readonly definition: string;
}

/** What a header says of a column. */
export interface OwnColumn {
  readonly name: string;
  readonly meaning: string;
  /** The line of the file. */
  readonly line: number;
}

/** The settings that the header of a table may have; that of a column names it. */
export const tableSettings = ['grain', 'engine', 'column'] as const;

/** A table from its file, whose header was checked before. */
export function toOwnTable({ name, header, statements }: SqlFile): OwnTable {
  const [statement] = statements;
  if (statement === undefined) throw new Error(`The table ${name} has no statement.`);
  const settings = settingsIn(header);
  return {
    name: name.replaceAll('-', '_'),
    grain: settings.get('grain') ?? '',
    about: header
      .filter((line) => !setting.test(splitSetting(line)[0]))
      .join(' ')
      .trim(),
    columns: header.map(splitSetting).flatMap(([key, meaning], index) => {
      const [, column] = setting.exec(key) ?? [];
      return column === undefined ? [] : [{ name: column, meaning, line: index + 1 }];
    }),
    engines: [settings.get('engine') ?? bothEngines].flat() as Engine[],
    statement,
    definition: createHash('sha256')
      .update(header.join('\n'))
      .update('\0')
      .update(statement.text)
      .digest('hex'),
  };
}

/** What the setting `engine` may say; both without it. */
export const bothEngines: readonly Engine[] = ['duckdb', 'redshift'];

/** The key of a setting; that of a column names it. */
const setting = /^(?:grain|engine|column (\w+))$/;

/** What the database says of the table: its grain, and what else its header says. */
export function describeOwnTable({ grain, about, statement }: OwnTable): string {
  const sentence =
    grain === '' ? '' : `${grain.charAt(0).toUpperCase()}${grain.slice(1)}`.replace(/[^.]$/, '$&.');
  return (
    [sentence, about].filter((part) => part !== '').join(' ') || `A table of one's own: ${statement.file}.`
  );
}

/** @throws {UsageError} for a line of the header about a column that the SELECT does not have */
export function requireColumns({ columns, statement }: OwnTable, found: readonly string[]): void {
  const wrong = columns.find(({ name }) => !found.includes(name));
  if (wrong === undefined) return;
  const similar = nearest(wrong.name, found);
  throw invalidLine(
    statement.file,
    wrong.line,
    `the SELECT has no column ${wrong.name}${similar === undefined ? '' : `; did you mean ${similar}?`}`,
    { details: [`It has ${found.join(', ')}.`, 'Nothing was published.'] },
  );
}

/**
 * An error about a table of a project, with the line that it is about.
 *
 * @param line of the SELECT, from 1; without it, the whole file
 */
export function invalidTable({ statement }: OwnTable, problem: string, line?: number): UsageError {
  const { file, text, line: first = 1 } = statement;
  const inFile = line === undefined ? 1 : first + line - 1;
  const shown = line === undefined ? undefined : text.split('\n')[line - 1];
  return invalidLine(file, inFile, problem, {
    details: [...(shown === undefined ? [] : [`  ${inFile} | ${shown}`]), 'Nothing was published.'],
  });
}

/** An error about a line of a file that a user wrote for a project, as a sentence. */
export function invalidLine(file: string, line: number, problem: string, details: ErrorDetails): UsageError {
  return new UsageError('SPK-722', `${file} line ${line}: ${problem}`.replace(/[^.?]$/, '$&.'), details);
}
