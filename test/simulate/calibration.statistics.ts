import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { simulate } from '../../src/simulate/simulate.ts';
import { realData } from '../real-data.ts';
import { folderOfTests } from '../temporary-folder.ts';
import { bySession, countBy, type LogEvent, readEvents } from './reading.ts';

const folder = folderOfTests();
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
/** The real logs begin when their simulation did, not at midnight. */
const period = { from: '2018-11-01T20:57:10.796', until: '2018-11-30T19:54:25' };

/** What is compared: each a number that distinguishes a log from one of another model. */
function measure(events: readonly LogEvent[]): Record<string, number> {
  const sessions = bySession(events);
  const starts = sessions.flatMap(([first]) => (first?.itemInSession === 0 ? [new Date(first.ts)] : []));
  const between = (from: number, to: number) =>
    starts.filter((start) => start.getUTCHours() >= from && start.getUTCHours() < to).length / starts.length;
  const onWeekend = starts.filter((start) => start.getUTCDay() % 6 === 0).length;
  const onThanksgiving = starts.filter((start) => start.getUTCDate() === 22).length;
  const onOtherThursdays = starts.filter((start) => [8, 15, 29].includes(start.getUTCDate())).length / 3;
  const plays = events.filter(({ page }) => page === 'NextSong');
  const bySong = [...countBy(plays, ({ artist, song }) => `${artist}|${song}`).values()];
  const users = countBy(events, ({ userId }) => userId);
  const sessionsOf = [...countBy(sessions, ([first]) => first?.userId ?? '')]
    .filter(([user]) => user !== '')
    .map(([, count]) => count)
    .sort((a, b) => a - b);
  const registered = new Map(events.map(({ userId, registration }) => [userId, registration ?? 0]));
  registered.delete('');
  const start = Date.parse(`${period.from}Z`);
  const ages = [...registered.values()].filter((at) => at <= start).map((at) => (start - at) / 86_400_000);
  return {
    events: events.length,
    plays: plays.length,
    sessions: sessions.length,
    users: users.size - (users.has('') ? 1 : 0),
    'mean days since registration': ages.reduce((sum, age) => sum + age, 0) / ages.length,
    'share of starts from 13 to 18 h': between(13, 18),
    'share of starts from 0 to 6 h': between(0, 6),
    'share of starts at weekends': onWeekend / starts.length,
    'Thanksgiving against other Thursdays': onThanksgiving / onOtherThursdays,
    'sessions of the median user': sessionsOf[Math.floor(sessionsOf.length / 2)] ?? 0,
    'sessions of the busiest user': sessionsOf.at(-1) ?? 0,
    'share of plays of the top song': Math.max(...bySong) / plays.length,
  };
}

/** The transitions that the real logs have enough of, by the model's table. */
const transitions: readonly [level: string, page: string, next: string, probability: number][] = [
  ['paid', 'NextSong', 'NextSong', 0.925],
  ['paid', 'NextSong', 'end', 0.022],
  ['paid', 'NextSong', 'Home', 0.02],
  ['paid', 'NextSong', 'Logout', 0.01],
  ['paid', 'NextSong', 'Downgrade', 0.01],
  ['free', 'NextSong', 'NextSong', 0.5],
  ['free', 'NextSong', 'end', 0.437],
  ['free', 'NextSong', 'Logout', 0.02],
  ['free', 'NextSong', 'Home', 0.02],
  ['free', 'NextSong', 'Upgrade', 0.01],
  ['free', 'Home', 'NextSong', 0.6],
  ['free', 'Home', 'end', 0.345],
  ['paid', 'Home', 'NextSong', 0.85],
  ['paid', 'Home', 'end', 0.095],
  ['free', 'first', 'NextSong', 1500 / 2516],
  ['free', 'first', 'Home', 1000 / 2516],
  ['paid', 'first', 'NextSong', 1750 / 2761],
  ['paid', 'first', 'Home', 1000 / 2761],
];

/** What follows on a page, or is first in a session, of users who are logged in. */
function following(sessions: readonly (readonly LogEvent[])[], level: string, page: string): string[] {
  return sessions.flatMap((session) => {
    const here = (event: LogEvent) => event.level === level && event.auth === 'Logged In';
    if (page === 'first')
      return session
        .slice(0, 1)
        .filter(here)
        .map((event) => event.page);
    return session.flatMap((event, index) =>
      here(event) && event.page === page ? [session[index + 1]?.page ?? 'end'] : [],
    );
  });
}

describe.skipIf(realData === undefined)('the real logs of November 2018', () => {
  let real: Record<string, number>;
  let simulated: Record<string, number>[];

  beforeAll(async () => {
    real = measure(readEvents(realData ?? ''));
    simulated = [];
    for (const seed of seeds) {
      const out = join(folder, String(seed));
      await simulate({ out, seed, ...period, catalogue: 10_000, catalogueShare: 0 });
      simulated.push(measure(readEvents(out)));
    }
  });

  test('are the 8,056 events that are known', () => {
    expect(real).toMatchObject({ events: 8056, plays: 6820, sessions: 941, users: 97 });
  });

  test('could be one of the simulated: no measure lies outside of the simulations by more than their spread', () => {
    for (const name of Object.keys(real)) {
      const values = simulated.map((measures) => measures[name] ?? Number.NaN);
      const [low, high] = [Math.min(...values), Math.max(...values)];
      const spread = (high - low) / 2;
      const what = `${name}: real ${real[name]}, simulated ${low} to ${high}`;
      expect(real[name], what).toBeGreaterThan(low - spread);
      expect(real[name], what).toBeLessThan(high + spread);
    }
  });

  test('go from page to page with the probabilities of the model, within the error of their number', () => {
    const sessions = bySession(readEvents(realData ?? ''));
    for (const [level, page, next, probability] of transitions) {
      const after = following(sessions, level, page);
      const share = after.filter((name) => name === next).length / after.length;
      const deviation = Math.sqrt((probability * (1 - probability)) / after.length);
      const what = `${level} ${page} to ${next}: ${share} of ${after.length}, in the model ${probability}`;
      expect(Math.abs(share - probability), what).toBeLessThan(3 * deviation);
    }
  });

  test('obey the same rules of time', () => {
    const gaps = bySession(readEvents(realData ?? '')).flatMap((session) =>
      session.flatMap((event, index) => {
        const before = session[index - 1];
        if (before === undefined) return [];
        if (event.status === 307) return [event.ts - before.ts - 1000];
        if (event.page !== 'NextSong' || before.page !== 'NextSong') return [];
        return [event.ts - before.ts - Math.floor(before.length ?? 0) * 1000];
      }),
    );
    expect(gaps.length).toBe(5778 + 176);
    expect(gaps.filter((gap) => gap !== 0)).toEqual([]);
  });
});
