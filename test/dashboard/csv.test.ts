import { expect, test } from 'vitest';
import { toCsv } from '../../src/dashboard/web/csv.ts';
import { formatCount, formatRate, formatShare } from '../../src/dashboard/web/format.ts';
import { holdsNumbers } from '../../src/dashboard/web/holds-numbers.ts';

test('one is one, and several are several', () => {
  expect([0, 1, 2000].map((count) => formatCount(count, 'listener'))).toEqual([
    '0 listeners',
    '1 listener',
    '2,000 listeners',
  ]);
});

test('only nothing is 0 %, and only all is 100 %', () => {
  const percents = [0, 0.004, 99.94, 99.99, 100];
  expect(percents.map(formatRate)).toEqual(['0 %', '< 0.01 %', '99.9 %', '> 99.9 %', '100 %']);
  expect(percents.map(formatShare)).toEqual(['0 %', '< 1 %', '> 99 %', '> 99 %', '100 %']);
});

test('a column of NULLs alone is no column of numbers', () => {
  expect(holdsNumbers([{ a: null }, { a: null }], 'a')).toBe(false);
  expect(holdsNumbers([{ a: null }, { a: 1 }], 'a')).toBe(true);
  expect(holdsNumbers([{ a: 1 }, { a: '1' }], 'a')).toBe(false);
});

test('CSV for spreadsheets has an apostrophe before texts that they would run, and no other', () => {
  const rows = ['=1+1', '+1', '-1', '@x', '\tx', 'plain', -5, null].map((value) => ({ value }));
  const lines = (isForSpreadsheets: boolean) =>
    toCsv({ columns: ['value'], rows }, { isForSpreadsheets })
      .split('\r\n')
      .slice(1, -1);
  expect(lines(true)).toEqual(["'=1+1", "'+1", "'-1", "'@x", "'\tx", 'plain', '-5', '']);
  expect(lines(false)).toEqual(['=1+1', '+1', '-1', '@x', '\tx', 'plain', '-5', '']);
  expect(toCsv({ columns: ['a,b'], rows: [{ 'a,b': 'say "hi"\n' }] })).toBe('"a,b"\r\n"say ""hi""\n"\r\n');
});
