import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { simulate } from '../../src/simulate/simulate.ts';
import { folderOfTests } from '../temporary-folder.ts';
import { countBy, readEvents } from './reading.ts';

const folder = folderOfTests();
const day = 86_400_000;

describe('users', () => {
  test('arrive at the rate of growth, as guests, and register then', async () => {
    const out = join(folder, 'growth');
    const { users } = await simulate({ out, users: 2000, growth: 3, catalogue: 100 });
    const expected = 2000 * Math.expm1((3 * 30) / 365);
    expect(Math.abs(users - 2000 - expected)).toBeLessThan(6 * Math.sqrt(expected));
    const start = Date.UTC(2018, 10, 1);
    const newcomers = readEvents(out).filter(({ registration }) => (registration ?? 0) >= start);
    expect(newcomers.length).toBeGreaterThan(500);
    expect(newcomers.every(({ registration, ts }) => (registration ?? 0) <= ts)).toBe(true);
    expect(newcomers.every(({ userId }) => Number(userId) > 2000)).toBe(true);
  });

  test('registered before the simulation began, longer ago where the service grows slowly', async () => {
    const out = join(folder, 'registration');
    await simulate({ out, users: 3000, growth: 0.01, catalogue: 100, until: '2018-11-08' });
    const registered = new Map(readEvents(out).map(({ userId, registration }) => [userId, registration]));
    registered.delete('');
    const start = Date.UTC(2018, 10, 1);
    const ages = [...registered.values()]
      .map((registration) => (start - (registration ?? 0)) / day)
      .filter((age) => age > -1);
    const mean = ages.reduce((sum, age) => sum + age, 0) / ages.length;
    expect(Math.abs(mean - 3.65)).toBeLessThan((5 * 3.65) / Math.sqrt(ages.length));
  });

  test('leave for good at the rate of attrition', async () => {
    const options = { users: 1500, growth: 0, catalogue: 50, until: '2018-12-31' };
    const stay = join(folder, 'no attrition');
    const leave = join(folder, 'attrition');
    await simulate({ ...options, out: stay });
    await simulate({ ...options, out: leave, attrition: 12 });
    const second = (out: string) => readEvents(out).filter(({ ts }) => ts >= Date.UTC(2018, 11, 1));
    const busy = [...countBy(second(stay), ({ userId }) => userId)].filter(
      ([user, events]) => user !== '' && events > 60,
    );
    const left = new Set(second(leave).map(({ userId }) => userId));
    const survivors = busy.filter(([user]) => left.has(String(user))).length;
    expect(busy.length).toBeGreaterThan(150);
    // A rate of 12 a year leaves exp(-12 * 30 / 365) of the users after 30 days.
    const expected = Math.exp((-12 * 30) / 365);
    const deviation = Math.sqrt((expected * (1 - expected)) / busy.length);
    expect(Math.abs(survivors / busy.length - expected), `${survivors} of ${busy.length}`).toBeLessThan(
      4 * deviation,
    );
  });
});
