import { describe, expect, test } from 'vitest';
import { event, load } from './examples.ts';

describe('time', () => {
  // The weekdays and weeks are a calendar's, not this program's.
  test.each([
    [1541106106796, '2018-11-01 21:01:46.796', 21, 1, 44, 11, 2018, 4],
    [1546300799999, '2018-12-31 23:59:59.999', 23, 31, 1, 12, 2018, 1],
    [1483228800000, '2017-01-01 00:00:00.000', 0, 1, 52, 1, 2017, 0],
    [1609459200001, '2021-01-01 00:00:00.001', 0, 1, 53, 1, 2021, 5],
    [1582934400500, '2020-02-29 00:00:00.500', 0, 29, 9, 2, 2020, 6],
    [951782400000, '2000-02-29 00:00:00.000', 0, 29, 9, 2, 2000, 2],
    [946684800000, '2000-01-01 00:00:00.000', 0, 1, 52, 1, 2000, 6],
  ])('takes %i apart', (ts, ...row) => {
    expect(load([event({ ts })]).time.map((time) => Object.values(time))).toEqual([row]);
  });

  test('is one row for each moment of a play', () => {
    const lines = [
      event(),
      event({ userId: '8' }),
      event({ ts: 946684800005, page: 'Home' }),
      event({ ts: 946684800006 }),
    ];
    expect(load(lines).time.map(({ start_time }) => start_time)).toEqual([
      '2018-11-01 21:01:46.796',
      '2000-01-01 00:00:00.006',
    ]);
  });
});
