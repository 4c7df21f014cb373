import { describe, expect, test } from 'vitest';
import { chosenPeriod, defaultPreset } from '../../src/dashboard/period.ts';

const november = { first_day: '2018-11-01', last_day: '2018-11-30' };
const twoMonths = { first_day: '2018-10-01', last_day: '2018-11-20' };

test.each([
  [{}, { from: '2018-11-17', to: '2018-11-30' }],
  [{ period: '7d' }, { from: '2018-11-24', to: '2018-11-30' }],
  [{ period: '30d' }, { from: '2018-11-01', to: '2018-11-30' }],
  [{ period: 'month' }, { from: '2018-11-01', to: '2018-11-30' }],
  [{ period: 'all' }, {}],
  [{ period: 'nonsense' }, {}],
  [{ period: '0d' }, {}],
  [{ period: '7d', from: '2018-11-03' }, { from: '2018-11-03' }],
  [
    { from: '2018-11-03', to: '2018-11-04' },
    { from: '2018-11-03', to: '2018-11-04' },
  ],
])('%j are the days %j', (choice, days) => {
  expect(chosenPeriod(choice, november).days).toEqual(days);
});

test('without a play every day is chosen, and there is nothing before', () => {
  const nothing = { first_day: null, last_day: null };
  for (const choice of [{}, { period: '7d' }, { period: 'month' }])
    expect(chosenPeriod(choice, nothing)).toEqual({ days: {}, previous: undefined });
});

test.each([
  ['2018-11-01', '2018-12-26', '28d'],
  ['2018-11-01', '2018-12-25', '14d'],
  ['2018-11-01', '2018-11-30', '14d'],
  ['2018-11-01', '2018-11-14', '7d'],
  ['2018-11-01', '2018-11-13', 'all'],
])(
  'plays from %s to %s are first shown by %s, which has something to compare with',
  (first, last, preset) => {
    const bounds = { first_day: first, last_day: last };
    expect(defaultPreset(bounds)).toBe(preset);
    expect(chosenPeriod({}, bounds).previous !== undefined).toBe(preset !== 'all');
  },
);

describe('what is before', () => {
  test.each([
    [
      { from: '2018-11-08', to: '2018-11-14' },
      { from: '2018-11-01', to: '2018-11-07' },
    ],
    [{ from: '2018-11-16' }, { from: '2018-11-01', to: '2018-11-15' }],
    [{ from: '2018-11-07', to: '2018-11-14' }, undefined],
    [{ to: '2018-11-14' }, undefined],
    [{ from: 'nonsense', to: '2018-13-77' }, undefined],
    [{ from: '2018-11-14', to: '2018-11-13' }, undefined],
    [{ from: '0001-01-01', to: '9999-12-31' }, undefined],
  ])('%j are %j', (days, previous) => {
    expect(chosenPeriod(days, november).previous).toEqual(previous);
  });

  test.each([
    [twoMonths, { from: '2018-10-01', to: '2018-10-20' }],
    [november, undefined],
    [
      { first_day: '2018-01-01', last_day: '2018-03-31' },
      { from: '2018-02-01', to: '2018-02-28' },
    ],
    [
      { first_day: '2018-01-01', last_day: '2019-01-05' },
      { from: '2018-12-01', to: '2018-12-05' },
    ],
  ])('this month, as many days of the month before: %j', (bounds, previous) => {
    expect(chosenPeriod({ period: 'month' }, bounds).previous).toEqual(previous);
  });
});
