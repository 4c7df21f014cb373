import { expect, test } from 'vitest';
import { replaceCalls } from '../../src/warehouse/replace-calls.ts';
import { engines } from '../engines.ts';

const calls = new Map([
  ['twice', (x: string) => `${x} + ${x}`],
  ['minus', (x: string) => `-${x}`],
]);

for (const { name } of engines) {
  test.each([
    ['twice(a), Minus (b)', 'a + a, -b'],
    ['twice(minus(greatest(a, (b))))', '-greatest(a, (b)) + -greatest(a, (b))'],
    [
      "twice(case when a = ')' then '(' end) -- minus(",
      "case when a = ')' then '(' end + case when a = ')' then '(' end -- minus(",
    ],
    ['\'twice(a)\' /* minus(a */, "minus(a)"', '\'twice(a)\' /* minus(a */, "minus(a)"'],
    ['own.twice(a), twice_more(a), constructor(a)', 'own.twice(a), twice_more(a), constructor(a)'],
    ['create function twice(a)', 'create function twice(a)'],
    ['a) + (greatest(twice(a)', 'a) + (greatest(a + a'],
  ])(`replaces the calls of functions in the SQL of ${name}: %s`, (sql, expected) => {
    expect(replaceCalls(sql, name, calls)).toBe(expected);
  });
}
