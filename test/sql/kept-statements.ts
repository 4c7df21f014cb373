import { readdirSync } from 'node:fs';
import { commentStatements } from '../../src/schema/comments.ts';
import { readSql } from '../../src/sql.ts';
import { expandOwnFunctions } from '../../src/warehouse/redshift/own-functions.ts';

/** The statements that are kept as they are elsewhere, as Redshift gets them, with the place of each. */
export const keptStatements: readonly (readonly [sql: string, place: string])[] = [
  ...readdirSync(new URL('../../sql/', import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sql') && !/duckdb|^migrations/.test(file))
    .flatMap((file) => readSql(file).statements)
    .flatMap(({ file, text }) => places(expandOwnFunctions(text), `sql/${file}`)),
  ...commentStatements().map((text) => [text, 'src/schema/comments.ts'] as const),
].toSorted(([a], [b]) => b.length - a.length);

/** A question is sent behind the relations that it reads, which are indented: both without what their comments say. */
function places(text: string, place: string): readonly (readonly [string, string])[] {
  if (!/^sql\/(filters|questions|values)/.test(place)) return [[text, place]];
  const bare = text.replace(/^(--.*\n)+\n?/, '');
  return [text, bare, bare.replace(/^(?=.)/gm, '    ')].map((each) => [each, place]);
}

/** A statement with the place of the kept one that it consists of, or wraps, instead of that. */
export function withPlace(sql: string): string {
  return keptStatements
    .reduce((shown, [text, place]) => shown.replace(`\n${text}\n`, () => `\n-- ${place}\n`), `\n${sql}\n`)
    .trim();
}
