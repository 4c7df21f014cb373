import { describe, expect, test } from 'vitest';
import { isDayOfRest, type Rhythm, restDamping, warp } from '../../src/simulate/calendar.ts';

const rhythm: Rhythm = {
  damping: 0.09375,
  weekendDamping: 0.5,
  weekendDampingOffset: 180,
  weekendDampingScale: 360,
};
const at = (moment: string): number => Date.parse(`${moment}Z`);

describe('the rhythm of the day', () => {
  test('moves starts towards 15:00 and away from 03:00', () => {
    expect(warp(at('2018-11-07T03:00'), 0.09375)).toBe(at('2018-11-07T03:00'));
    expect(warp(at('2018-11-07T15:00'), 0.09375)).toBe(at('2018-11-07T15:00'));
    expect(warp(at('2018-11-07T09:00'), 0.09375)).toBe(at('2018-11-07T11:15'));
    expect(warp(at('2018-11-07T21:00'), 0.09375)).toBe(at('2018-11-07T18:45'));
  });

  // The times of a simulation are whole seconds apart (behaviour.ts). Others may change places, since shifts are whole
  // seconds; the shift depends on the second of the day alone, so one day is every case.
  test('keeps the order of starts that are whole seconds apart, below a damping of 1 / 2 pi', () => {
    const day = Array.from({ length: 86_401 }, (_, second) =>
      warp(at('2018-11-07T00:00:00.999') + second * 1000, 0.159),
    );
    expect(day.filter((start, second) => start < (day[second - 1] ?? 0))).toEqual([]);
  });
});

describe('days of rest', () => {
  test('are weekends and the public holidays of the United States', () => {
    const rest = (date: string) => isDayOfRest(at(`${date}T00:00`) / 86_400_000);
    const holidays =
      '2018-01-01 2018-01-15 2018-02-19 2018-05-28 2018-07-04 2018-09-03 2018-10-08 2018-11-12 2018-11-22 2018-12-25 2021-06-18 2020-07-03';
    for (const date of holidays.split(' ')) expect(rest(date), date).toBe(true);
    for (const date of '2018-11-03 2018-11-04'.split(' ')) expect(rest(date), date).toBe(true);
    for (const date of '2018-11-01 2018-11-21 2018-11-23 2018-06-19 2018-12-24'.split(' '))
      expect(rest(date), date).toBe(false);
  });

  test('set in from 21:00 to 03:00 and end from 21:00 to 03:00', () => {
    const damping = (moment: string) => restDamping(at(moment), rhythm);
    expect(damping('2018-11-02T20:59')).toBe(0);
    expect(damping('2018-11-03T00:00')).toBe(0.25);
    expect(damping('2018-11-03T03:00')).toBe(0.5);
    expect(damping('2018-11-04T00:00')).toBe(0.5);
    expect(damping('2018-11-04T21:00')).toBe(0.5);
    expect(damping('2018-11-05T00:00')).toBe(0.25);
    expect(damping('2018-11-05T03:00')).toBe(0);
  });

  test('ramp on both sides of a holiday in the midst of a week', () => {
    const damping = (moment: string) => restDamping(at(moment), rhythm);
    expect(damping('2018-11-21T22:30')).toBeCloseTo(0.125);
    expect(damping('2018-11-22T12:00')).toBe(0.5);
    expect(damping('2018-11-23T01:30')).toBeCloseTo(0.125);
  });
});
