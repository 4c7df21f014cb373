import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { simulate } from '../../src/simulate/simulate.ts';
import { countBy, readEvents, temporaryFolder } from './reading.ts';

const folder = temporaryFolder();
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
    const out = join(folder, 'attrition');
    await simulate({ out, users: 1500, growth: 0, attrition: 12, catalogue: 100, until: '2019-01-30' });
    const months = countBy(readEvents(out), ({ ts }) =>
      Math.floor((ts - Date.UTC(2018, 10, 1)) / (30 * day)),
    );
    // A twelfth of a year at a rate of 12 leaves exp(-1) of the users, give or take the heavy users among them.
    expect((months.get(1) ?? 0) / (months.get(0) ?? 1)).toBeGreaterThan(0.25);
    expect((months.get(1) ?? 0) / (months.get(0) ?? 1)).toBeLessThan(0.5);
    expect((months.get(2) ?? 0) / (months.get(0) ?? 1)).toBeLessThan(0.25);
  });
});
