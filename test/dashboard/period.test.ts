import { expect, test } from 'vitest';
import { chosenDays, previousDays } from '../../src/dashboard/period.ts';

test.each([
  [{}, { from: '2018-11-01', to: '2018-11-30' }],
  [{ period: '7d' }, { from: '2018-11-24', to: '2018-11-30' }],
  [{ period: 'all' }, {}],
  [{ period: 'nonsense' }, {}],
  [{ period: '7d', from: '2018-11-03' }, { from: '2018-11-03' }],
  [
    { from: '2018-11-03', to: '2018-11-04' },
    { from: '2018-11-03', to: '2018-11-04' },
  ],
])('%j are the days %j', (choice, days) => {
  expect(chosenDays(choice, '2018-11-30')).toEqual(days);
});

test('without a play every day is chosen', () => {
  expect(chosenDays({}, null)).toEqual({});
});

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
])('before %j are %j', (days, previous) => {
  expect(previousDays(days, '2018-11-01', '2018-11-30')).toEqual(previous);
});
