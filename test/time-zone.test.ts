import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requireTimeZone } from '../src/settings/require-time-zone.ts';
import { isShown, offsetsBetween, startOfDay, toLocal } from '../src/time-zone.ts';
import { localText } from './reference/local-text.ts';
import { runs } from './runs.ts';

const zones = Intl.supportedValuesOf('timeZone');
const [first, last] = [Date.UTC(2000, 0), Date.UTC(2027, 0)];
const zone = fc.constantFrom(...zones);
const moment = fc.integer({ min: first, max: last });
const hour = 3_600_000;

describe('local times', () => {
  test('are those that Intl shows, in every zone', () => {
    fc.assert(
      fc.property(zone, moment, (name, at) => {
        expect(new Date(toLocal(name, at)).toISOString().slice(0, 19).replace('T', ' ')).toBe(
          localText(name, at),
        );
      }),
      runs(2000),
    );
  });

  test('follow every change of the clocks between two moments, and none besides', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(zone, moment, fc.integer({ min: 0, max: 700 }), (name, from, days) => {
        const to = from + days * 24 * hour;
        const offsets = offsetsBetween(name, from, to);
        expect(offsets[0]?.at).toBe(from);
        for (let at = from; at <= to; at += 37 * hour) {
          const { offset = 0 } = offsets.findLast((each) => each.at <= at) ?? {};
          expect(at + offset * 60_000).toBe(toLocal(name, at));
        }
        for (const { at, offset } of offsets.slice(1))
          expect(toLocal(name, at - 1000) - (at - 1000)).not.toBe(offset * 60_000);
      }),
      runs(100),
    );
  });

  test('a day has the hours that its clocks show: 23, 24 or 25, and other lengths where they change by half an hour', () => {
    const lengthOf = (name: string, day: string, next: string) =>
      (startOfDay(name, next) - startOfDay(name, day)) / hour;
    expect(lengthOf('Europe/Berlin', '2018-03-25', '2018-03-26')).toBe(23);
    expect(lengthOf('Europe/Berlin', '2018-10-28', '2018-10-29')).toBe(25);
    expect(lengthOf('Australia/Lord_Howe', '2018-10-07', '2018-10-08')).toBe(23.5);
    expect(lengthOf('America/Sao_Paulo', '2018-11-04', '2018-11-05')).toBe(23);
    expect(lengthOf('America/Sao_Paulo', '2018-02-17', '2018-02-18')).toBe(25);
    expect(lengthOf('Pacific/Apia', '2011-12-30', '2011-12-31')).toBe(0);
    expect(lengthOf('UTC', '2018-10-28', '2018-10-29')).toBe(24);
  });

  test('a day begins when Intl first shows it and no day before it any more', () => {
    fc.assert(
      fc.property(zone, moment, (name, at) => {
        const day = localText(name, at).slice(0, 10);
        const start = startOfDay(name, day);
        expect(localText(name, start).slice(0, 10) >= day).toBe(true);
        expect(localText(name, start - 1000).slice(0, 10) < day).toBe(true);
        for (const later of [1, 2, 5, 23])
          expect(localText(name, start + later * hour).slice(0, 10) >= day).toBe(true);
      }),
      runs(1000),
    );
  });

  test('an hour that clocks went forward over is never shown', () => {
    expect(isShown('Europe/Berlin', Date.UTC(2018, 2, 25, 2))).toBe(false);
    expect(isShown('Europe/Berlin', Date.UTC(2018, 2, 25, 3))).toBe(true);
    expect(isShown('Europe/Berlin', Date.UTC(2018, 9, 28, 2))).toBe(true);
    expect(isShown('America/Sao_Paulo', Date.UTC(2018, 10, 4))).toBe(false);
    expect(isShown('UTC', Date.UTC(2018, 2, 25, 2))).toBe(true);
  });
});

describe('a time zone is known', () => {
  test.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    [' America/New_York ', 'America/New_York'],
    ['utc', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['Asia/Kolkata', expect.stringMatching(/Kolkata|Calcutta/)],
  ])('by its name in any case: %s', (name, found) => {
    expect(requireTimeZone(name)).toEqual(found);
  });

  test.each([
    ['Europe/Berln', 'Did you mean Europe/Berlin?'],
    ['berlin', 'Did you mean Europe/Berlin?'],
    ['new york', 'Did you mean America/New_York?'],
    ['+02:00', expect.stringMatching(/IANA|Did you/)],
  ])('and %s is none, with a near name', (name, hint) => {
    expect(() => requireTimeZone(name, 'dwh.cfg line 3')).toThrow(
      expect.objectContaining({
        code: 'SPK-714',
        message: `There is no time zone "${name}" (dwh.cfg line 3).`,
        hints: [hint],
      }),
    );
  });
});
