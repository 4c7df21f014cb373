import { expect, test } from 'vitest';
import { bindNamed } from '../../../src/warehouse/named-parameters.ts';
import { valueParser } from '../../../src/warehouse/redshift/values.ts';

test('names become places in the order of their first use, each sent once and cast to its type', () => {
  expect(bindNamed('select $b, $a, $b', { a: 1, b: 'two', c: null })).toEqual({
    text: 'select cast($1 as varchar), cast($2 as bigint), cast($1 as varchar)',
    values: ['two', 1],
  });
});

test('literals, quoted names, comments and names with a dollar stay as they are', () => {
  const sql = `select '$a', 'it''s $a', 'it\\'s $a', "$a", a$a -- $a\n/* $a */, $$ $a $$ from t where n = $a`;
  expect(bindNamed(sql, { a: 1 })).toEqual({
    text: sql.replace(/\$a$/, 'cast($$1 as bigint)'),
    values: [1],
  });
});

test.each([
  [true, 'cast($1 as boolean)'],
  [0.5, 'cast($1 as double precision)'],
  [9007199254740993n, 'cast($1 as bigint)'],
  [null, 'null'],
])('the place of %s is %s', (value, place) => {
  expect(bindNamed('select $a', { a: value }).text).toBe(`select ${place}`);
});

test('what the SQL casts is cast once', () => {
  const sql = 'select cast($a as integer), CAST( $a as date)';
  expect(bindNamed(sql, { a: 1 }).text).toBe(sql.replaceAll('$a', '$1'));
});

test('a name that is not given is refused', () => {
  expect(() => bindNamed('select $missing', { a: 1 })).toThrow('$missing');
});

for (const [type, text, value] of [
  [20, '42', 42],
  [20, '9007199254740993', 9007199254740993n],
  [1700, '12', 12],
  [1700, '12.5', 12.5],
  [701, '1e21', 1e21],
  [16, 't', true],
  [16, 'f', false],
  [1114, '2018-11-02 01:25:34.796', '2018-11-02 01:25:34.796'],
  [1082, '2018-11-02', '2018-11-02'],
  [1043, '007', '007'],
] as const) {
  test(`type ${type} reads ${text} as ${typeof value}`, () => {
    expect(valueParser(type)(text)).toBe(value);
  });
}
