import { expect, test } from 'vitest';
import { oneStatement } from '../../src/warehouse/one-statement.ts';

const engines = ['duckdb', 'redshift'] as const;

for (const engine of engines) {
  test.each([
    ['select 1', 'select 1'],
    ['select 1;', 'select 1'],
    [' select 1 ;; -- done; really\n/* or; not */', ' select 1 '],
    [`select ';' as a, 'it''s;' as b`, `select ';' as a, 'it''s;' as b`],
    ['select 1 as ";"', 'select 1 as ";"'],
    ['select $$;$$, $x$;$$;$x$', 'select $$;$$, $x$;$$;$x$'],
    ['-- first; then\nselect 1', '-- first; then\nselect 1'],
    [`select 'open;`, `select 'open;`],
  ])(`${engine}: one statement in %j`, (sql, statement) => {
    expect(oneStatement(sql, engine)).toBe(statement);
  });

  test.each([
    ['select 1; select 2', /these are 2/],
    ['select 1;select 2;;/* ; */select 3 -- ;', /these are 3/],
    [`select ''; select ''`, /these are 2/],
    ['', /no SQL/],
    [' ; -- nothing;\n/* ; */', /no SQL/],
  ])(`${engine}: refuses %j`, (sql, why) => {
    expect(() => oneStatement(sql, engine)).toThrow(why);
  });
}

test('a backslash escapes in a literal of Redshift, and in one of DuckDB after an E', () => {
  const literal = String.raw`'a\';'`;
  expect(oneStatement(`select ${literal}`, 'redshift')).toBe(`select ${literal}`);
  expect(oneStatement(`select e${literal}`, 'duckdb')).toBe(`select e${literal}`);
  expect(() => oneStatement(String.raw`select '\'; select ''`, 'duckdb')).toThrow(/these are 2/);
});
