import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSql } from '../../src/sql.ts';
import { bindNamed } from '../../src/warehouse/named-parameters.ts';
import { expandOwnFunctions } from '../../src/warehouse/redshift/own-functions.ts';
import { grammarProblem } from '../redshift/grammar.ts';
import { refusalOf } from '../redshift/refusals/refusals.ts';
import { significant, tokenize } from '../redshift/tokens.ts';

const root = new URL('../../sql/', import.meta.url);
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.sql') && !/^duckdb\/|duckdb\.sql$/.test(name))
  .sort();

/** As it goes over the wire: parameters by number. */
function asSent(sql: string): string {
  const text = expandOwnFunctions(sql);
  const names = [...text.matchAll(/\$([a-z]\w*)/g)].map((match) => match[1] ?? '');
  return bindNamed(text, Object.fromEntries(names.map((name) => [name, 'a value']))).text;
}

for (const file of files) {
  test(`sql/${file} is in Redshift's grammar, and nothing in it is refused`, () => {
    for (const { text } of readSql(file).statements) {
      expect(grammarProblem(asSent(text))).toBeUndefined();
      expect(refusalOf(significant(tokenize(text)))).toBeUndefined();
    }
  });
}

test('the grammar refuses what is no SQL', () => {
  expect(grammarProblem('create table t (a varchar(16) distkey (a)')).toBeDefined();
  expect(grammarProblem('select (1 from events')).toBeDefined();
});

test('no table on Redshift declares a key that the planner would believe', () => {
  const words = readSql('tables/redshift.sql').statements.map(({ text }) => text.replace(/--[^\n]*/g, ''));
  expect(words.filter((text) => /\b(primary|foreign|references|unique)\b/i.test(text))).toEqual([]);
});
