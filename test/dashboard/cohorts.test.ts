import { expect, test } from 'vitest';
import { cohortsOf } from '../../src/dashboard/web/cohorts.ts';

const row = (first_week: string, weeks_later: number, listeners: number) => ({
  first_week,
  weeks_later,
  listeners,
});

test('few weeks are a row and a column each, and those after the last one unknown', () => {
  const rows = [row('2018-10-29', 0, 10), row('2018-10-29', 2, 4), row('2018-11-05', 0, 6)];
  expect(cohortsOf(rows)).toEqual({
    isByMonth: false,
    later: [1, 2],
    cohorts: [
      {
        first: '2018-10-29',
        listeners: 10,
        returned: [
          { listeners: 0, of: 10 },
          { listeners: 4, of: 10 },
        ],
      },
      { first: '2018-11-05', listeners: 6, returned: [{ listeners: 0, of: 6 }, undefined] },
    ],
  });
});

test('two years are a row a month and some of the weeks, of the listeners whose week is known', () => {
  const monday = (week: number) => new Date(Date.UTC(2017, 0, 2 + 7 * week)).toISOString().slice(0, 10);
  // Each week 10 listeners begin, of whom 3 come back in each week until the last one.
  const rows = Array.from({ length: 105 }, (_, first) =>
    Array.from({ length: 105 - first }, (_, later) => row(monday(first), later, later === 0 ? 10 : 3)),
  ).flat();
  const { isByMonth, later, cohorts } = cohortsOf(rows);
  expect(isByMonth).toBe(true);
  expect(later).toEqual([1, 2, 3, 4, 6, 8, 13, 26, 39, 52, 104]);
  expect(cohorts.map(({ first }) => first).slice(0, 2)).toEqual(['2017-01', '2017-02']);
  expect(cohorts).toHaveLength(24);
  // January 2017 has five Mondays; of these listeners, those of the first alone are seen 104 weeks later.
  expect(cohorts[0]).toMatchObject({ listeners: 50 });
  expect(cohorts[0]?.returned.at(0)).toEqual({ listeners: 15, of: 50 });
  expect(cohorts[0]?.returned.at(-1)).toEqual({ listeners: 3, of: 10 });
  expect(cohorts.at(-1)?.returned.at(-1)).toBeUndefined();
});

test('without rows there is no cohort', () => {
  expect(cohortsOf([])).toEqual({ isByMonth: false, later: [], cohorts: [] });
});
