import { expect, test } from 'vitest';
import type { JsonResult } from '../../src/dashboard/api.ts';
import { sqlSeries } from '../../src/dashboard/web/charts/sql-series.ts';

function result(columns: readonly string[], ...rows: readonly (string | number | null)[][]): JsonResult {
  return {
    columns,
    rows: rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]))),
  };
}

test('a second column of texts becomes a series for each of them', () => {
  const byDay = result(
    ['day', 'level', 'plays'],
    ['2018-11-02', 'paid', 5],
    ['2018-11-01', 'free', 3],
    ['2018-11-01', 'paid', 4],
  );
  expect(sqlSeries(byDay)).toEqual({
    along: 'day',
    isTime: true,
    places: ['2018-11-01', '2018-11-02'],
    series: [
      { name: 'free', values: [3, null] },
      { name: 'paid', values: [4, 5] },
    ],
  });
});

test('of a place without a number nothing is drawn, and a NULL among the texts has a name', () => {
  const byGender = result(['level', 'gender', 'users'], ['free', 'F', null], ['free', null, 2]);
  expect(sqlSeries(byGender)?.series).toEqual([
    { name: 'F', values: [null] },
    { name: 'NULL', values: [2] },
  ]);
});

test('several numbers that are split are named by both', () => {
  const rows = result(
    ['day', 'level', 'plays', 'users'],
    ['2018-11-01', 'free', 3, 1],
    ['2018-11-01', 'paid', 4, 2],
  );
  expect(sqlSeries(rows)?.series.map(({ name }) => name)).toEqual([
    'free · plays',
    'free · users',
    'paid · plays',
    'paid · users',
  ]);
});

test('a second text is left alone where each place has one row', () => {
  const songs = result(['song', 'artist', 'plays'], ['Up', 'Kid Cudi', 3], ['Down', 'Björk', 2]);
  expect(sqlSeries(songs)).toMatchObject({
    places: ['Up', 'Down'],
    series: [{ name: 'plays', values: [3, 2] }],
  });
});

test('rows that no text distinguishes stay places of their own, named by all of their texts', () => {
  const rows = result(['level', 'gender', 'users'], ['free', 'F', 1], ['free', 'F', 2], ['paid', 'M', 3]);
  expect(sqlSeries(rows)).toMatchObject({
    places: ['free · F', 'free · F', 'paid · M'],
    series: [{ name: 'users', values: [1, 2, 3] }],
  });
});

test.each([
  ['without rows', result(['level', 'plays'])],
  ['without numbers', result(['level', 'gender'], ['free', 'F'])],
  ['of one number', result(['plays'], [3])],
])('a result %s is no chart', (_, rows) => {
  expect(sqlSeries(rows)).toBeUndefined();
});
