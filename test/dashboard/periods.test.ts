import { expect, test } from 'vitest';
import { periodsOf } from '../../src/dashboard/web/charts/periods.ts';

function groups(grain: Parameters<typeof periodsOf>[0], first_day: string, last_day: string) {
  const view = { bounds: { first_day, last_day }, zone: 'UTC' };
  const { groups, starts } = periodsOf(grain, {}, view);
  return groups.flatMap((name, index) => (name === '' ? [] : [`${starts[index]} ${name}`]));
}

test.each([
  ['day', '2018-11-01', '2018-11-30', ['2018-11-01 2018']],
  ['week', '2017-06-05', '2018-12-02', ['2017-06-05 2017', '2018-01-01 2018']],
  ['month', '2016-12-15', '2018-12-02', ['2017-01-01 2017', '2018-01-01 2018']],
  [
    'hour',
    '2018-12-31',
    '2019-01-01',
    ['2018-12-31 00:00:00 Dec 31\n2018', '2019-01-01 00:00:00 Jan 1\n2019'],
  ],
] as const)('a %s axis from %s to %s names each year once', (grain, first, last, expected) => {
  expect(groups(grain, first, last)).toEqual(expected);
});

test('days of this year have no year', () => {
  const year = new Date().getFullYear();
  expect(groups('day', `${year}-01-01`, `${year}-01-05`)).toEqual([]);
  expect(groups('hour', `${year}-01-01`, `${year}-01-01`)).toEqual([`${year}-01-01 00:00:00 Jan 1`]);
});
