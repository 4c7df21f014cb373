import type { Statement } from '../sql.ts';
import { commentStatements } from './comments.ts';
import type { Table } from './definition.ts';
import { type TableName, tableNamed, tables } from './tables.ts';
import { type Engine, typeName } from './types.ts';

/** The SQL that makes the tables of an engine, or one of them, with their comments: what a run on an empty warehouse sends. */
export function writeDdl(engine: Engine, table?: TableName): string {
  const made = table === undefined ? tables : [tableNamed(table)];
  const creation = table === undefined ? tablesFile(engine) : `${createTable(engine, tableNamed(table))};\n`;
  return `${creation}\n${commentStatements(made).join(';\n')};`;
}

/** The text of `sql/tables/ENGINE.sql`, which `npm run docs` writes. */
export function tablesFile(engine: Engine): string {
  const header = ['Generated from src/schema/tables.ts: npm run docs writes it.', ...headers[engine]];
  const statements = createStatements(engine).map(({ text }) => `\n${text};\n`);
  return `${header.map((line) => `-- ${line}\n`).join('')}${statements.join('')}`;
}

/** The statements that make the tables of an engine, all but those named. */
export function createStatements(engine: Engine, made: readonly string[] = []): readonly Statement[] {
  const missing = tables.filter(({ name }) => !made.includes(name));
  const texts = ['create schema etl', ...missing.map((table) => createTable(engine, table))];
  return texts.map((text) => ({ file: `tables/${engine}.sql`, text }));
}

/** The columns of a table with their types, as `create table` takes them. */
export function columnList(engine: Engine, { columns }: Table): string {
  const lines = columns.map(
    ({ name, type, bytes, isRandom }) =>
      `    ${name} ${typeName(engine, type, bytes)}${isRandom ? storageOfRandom[engine] : ''}`,
  );
  return `(\n${lines.join(',\n')}\n)`;
}

/** docs/decisions/storage-format.md. To name the encoding of one column would end Redshift's own choice for all of them. */
const storageOfRandom: Readonly<Record<Engine, string>> = {
  duckdb: ' using compression uncompressed',
  redshift: '',
};

function createTable(engine: Engine, table: Table): string {
  return `create table ${table.name} ${columnList(engine, table)}${storage[engine](table)}`;
}

const storage: Readonly<Record<Engine, (table: Table) => string>> = {
  duckdb: () => '',
  redshift: ({ distribution, sortedBy }) => {
    const style =
      typeof distribution === 'string'
        ? `\ndiststyle ${distribution}`
        : `\ndiststyle key\ndistkey (${distribution.key})`;
    return sortedBy === undefined ? style : `${style}\nsortkey (${sortedBy})`;
  },
};

const headers: Readonly<Record<Engine, readonly string[]>> = {
  duckdb: [
    "The tables on DuckDB. No primary keys: the star is rebuilt by delete and insert in one transaction, which DuckDB's",
    'key indexes refuse for a key that comes back, and the checks prove what a key would promise.',
  ],
  redshift: [
    'The tables on Redshift. Why each is distributed and sorted as it is: docs/engines.md.',
    'No PRIMARY KEY, FOREIGN KEY or UNIQUE: Redshift does not enforce them, and its planner believes them all the same.',
    'Lengths are in bytes.',
  ],
};
