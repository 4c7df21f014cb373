import { expect, test } from 'vitest';
import { bindNamed } from '../../src/warehouse/named-parameters.ts';
import { valueParser } from '../../src/warehouse/redshift/values.ts';

test('names become places in the order of their first use, each sent once', () => {
  expect(bindNamed('select $b, $a, $b', { a: 1, b: 'two', c: null })).toEqual({
    text: 'select $1, $2, $1',
    values: ['two', 1],
  });
});

test('literals, quoted names, comments and names with a dollar stay as they are', () => {
  const sql = `select '$a', 'it''s $a', 'it\\'s $a', "$a", a$a -- $a\n/* $a */, $$ $a $$ from t where n = $a`;
  expect(bindNamed(sql, { a: 1 })).toEqual({
    text: sql.replace(/\$a$/, '$1'),
    values: [1],
  });
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
