import { readdirSync, readFileSync } from 'node:fs';
import { packageRoot } from './package-root.ts';

/** One SQL statement, and the file that it is from, which errors name. */
export interface Statement {
  /** Below `sql/`, such as `model/users.sql`. */
  readonly file: string;
  readonly text: string;
  /** Its first line in that file, where the text begins further down. */
  readonly line?: number;
}

/** A file of `sql/`: its statements, and what its leading comment says. */
export interface SqlFile {
  /** The file's name without folder and ending, such as `top-songs`. */
  readonly name: string;
  readonly statements: readonly Statement[];
  /** The leading comment lines without their dashes. */
  readonly header: readonly string[];
}

const root = new URL('sql/', packageRoot);

/** Reads one file below `sql/`, such as `model/users.sql`. */
export function readSql(file: string): SqlFile {
  const text = readSqlText(file);
  const lines = text.split('\n');
  const headerEnd = lines.findIndex((line) => !line.startsWith('--'));
  return {
    name: file.slice(file.lastIndexOf('/') + 1, -'.sql'.length),
    header: lines.slice(0, headerEnd).map((line) => line.replace(/^-- ?/, '')),
    statements: splitStatements(text).map((statement) => ({ file, text: statement })),
  };
}

/** The statement of a file below `sql/` that has one, such as `evidence/plays.sql`. */
export function readStatement(file: string): Statement {
  const [statement] = readSql(file).statements;
  if (statement === undefined) throw new Error(`sql/${file} has no statement.`);
  return statement;
}

/** The key and the value of a line of a header such as `title: Top songs`; the key is empty where the line is prose. */
export function splitSetting(line: string): [string, string] {
  const colon = line.indexOf(': ');
  return [line.slice(0, Math.max(colon, 0)), line.slice(colon + 2).trim()];
}

/** The values of the settings of a header, by key; of two with one key, the last one. */
export function settingsIn(header: readonly string[]): ReadonlyMap<string, string> {
  return new Map(header.map(splitSetting));
}

/** The text of a file below `sql/`, as it is. */
export function readSqlText(file: string): string {
  return readFileSync(new URL(file, root), 'utf8');
}

/** Reads every file of a folder below `sql/`, by name. */
export function readSqlFolder(folder: string): readonly SqlFile[] {
  return sqlFileNames(folder).map((name) => readSql(`${folder}/${name}`));
}

/** The names of the files of a folder below `sql/`, in order. */
export function sqlFileNames(folder: string): readonly string[] {
  return readdirSync(new URL(`${folder}/`, root))
    .filter((name) => name.endsWith('.sql'))
    .sort();
}

/** Our own files end each statement with a semicolon at the end of a line, and use none there otherwise. */
function splitStatements(text: string): readonly string[] {
  return text
    .split(/;[ \t]*\n/)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replace(/^--.*$/gm, '').trim() !== '');
}
