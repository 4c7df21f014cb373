import { readSql } from '../sql.ts';
import type { Engine } from '../warehouse/warehouse.ts';
import { commentStatements } from './comments.ts';
import { tableMeanings } from './meanings.ts';

/** The SQL that makes the tables of an engine, or one of them, with their comments: what a run on an empty warehouse sends. */
export function writeDdl(engine: Engine, table?: string): string {
  const all = readSql(`tables/${engine}.sql`).statements.map(({ text }) => text);
  const makes = table === undefined ? all : all.filter((text) => text.includes(`create table ${table} (`));
  const comments = commentStatements(tableMeanings.filter(({ name }) => name === (table ?? name)));
  return `${makes.join(';\n\n')};\n\n${comments.join(';\n')};`;
}
