import { readdirSync } from 'node:fs';
import { commentStatements } from '../../src/schema/comments.ts';
import { readSql } from '../../src/sql.ts';
import { expandEpochMs } from '../../src/warehouse/redshift/epoch-ms.ts';

/** The statements that are kept as they are elsewhere, as Redshift gets them, with the place of each. */
export const keptStatements: readonly (readonly [sql: string, place: string])[] = [
  ...readdirSync(new URL('../../sql/', import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sql') && !/duckdb|^migrations/.test(file))
    .flatMap((file) => readSql(file).statements)
    .map(({ file, text }) => [expandEpochMs(text), `sql/${file}`] as const),
  ...commentStatements().map((text) => [text, 'src/schema/comments.ts'] as const),
].toSorted(([a], [b]) => b.length - a.length);

/** A statement with the place of the kept one that it consists of, or wraps, instead of that. */
export function withPlace(sql: string): string {
  const padded = `\n${sql}\n`;
  const kept = keptStatements.find(([text]) => padded.includes(`\n${text}\n`));
  return kept === undefined ? sql : padded.replace(`\n${kept[0]}\n`, () => `\n-- ${kept[1]}\n`).trim();
}
