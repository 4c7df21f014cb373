import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { defaultModel } from '../../src/simulate/default-model.ts';
import type { StateDescription } from '../../src/simulate/model.ts';
import { type SimulateReport, simulate } from '../../src/simulate/simulate.ts';
import { folderOfTests } from '../temporary-folder.ts';
import { bySession, countBy, type LogEvent, readEvents } from './reading.ts';

const folder = folderOfTests();
const day = 86_400_000;
let report: SimulateReport;
let events: LogEvent[];
let sessions: ReturnType<typeof bySession>;

beforeAll(async () => {
  const out = join(folder, 'large');
  report = await simulate({ out, users: 3000, seed: 7, catalogue: 20_000, catalogueShare: 0.001 });
  events = readEvents(out);
  sessions = bySession(events);
});

/** Whether a share of n draws is what a probability gives: within five standard deviations. */
function expectShare(count: number, draws: number, probability: number, what: string): void {
  const deviation = Math.sqrt(Math.max(probability * (1 - probability), 1 / draws) / draws);
  expect(
    Math.abs(count / draws - probability),
    `${what}: ${count} of ${draws}, expected ${probability}`,
  ).toBeLessThan(5 * deviation);
}

function nameOf({ page, auth, level }: Pick<StateDescription, 'page' | 'auth' | 'level'>): string {
  return `${page} (${auth}, ${level})`;
}

/** Sessions that began long enough before the end of the period to have ended within it. */
function wholeSessions(): readonly (readonly LogEvent[])[] {
  return sessions.filter(([first]) => (first?.ts ?? Infinity) < Date.parse(report.until) - 3 * day);
}

describe('a large simulation', () => {
  test('reports what it wrote', () => {
    expect(report.events).toBe(events.length);
    expect(report.sessions).toBe(sessions.length);
    expect(events.length).toBeGreaterThan(100_000);
  });

  test('is in order of time, and numbers the events of a session without a gap', () => {
    expect(events.filter(({ ts }, index) => ts < (events[index - 1]?.ts ?? 0))).toEqual([]);
    for (const session of sessions) {
      const first = session[0]?.itemInSession ?? 0;
      expect(session.every((event, index) => event.itemInSession === first + index)).toBe(true);
    }
  });

  test('goes from page to page with the probabilities of its model', () => {
    const visits = new Map<string, Map<string, number>>();
    for (const session of wholeSessions()) {
      session.forEach((event, index) => {
        const after = session[index + 1];
        const seen = visits.get(nameOf(event)) ?? new Map<string, number>();
        const next = after === undefined ? 'end' : nameOf(after);
        visits.set(nameOf(event), seen.set(next, (seen.get(next) ?? 0) + 1));
      });
    }
    let compared = 0;
    for (const [source, seen] of visits) {
      const draws = [...seen.values()].reduce((total, count) => total + count, 0);
      const out = defaultModel.transitions.filter((transition) => nameOf(transition.source) === source);
      const ends = 1 - out.reduce((total, { p }) => total + p, 0);
      expectShare(seen.get('end') ?? 0, draws, Math.max(0, ends), `${source} ends`);
      for (const { dest, p } of out)
        expectShare(seen.get(nameOf(dest)) ?? 0, draws, p, `${source} to ${nameOf(dest)}`);
      for (const next of seen.keys()) {
        expect(next === 'end' || out.some(({ dest }) => nameOf(dest) === next), `${source} to ${next}`).toBe(
          true,
        );
      }
      if (draws > 1000) compared += out.length;
    }
    expect(compared).toBeGreaterThan(40);
  });

  test('begins sessions on the pages of its model', () => {
    const starts = sessions
      .map((session) => session[0])
      .filter((event) => event?.itemInSession === 0) as LogEvent[];
    for (const level of ['free', 'paid']) {
      for (const auth of ['Logged In', 'Logged Out']) {
        const here = starts.filter((event) => event.auth === auth && event.level === level);
        const weights = defaultModel.newSession.filter(
          (state) => state.auth === auth && state.level === level,
        );
        const total = weights.reduce((sum, { weight }) => sum + weight, 0);
        expect(here.length).toBeGreaterThan(200);
        for (const { page, weight } of weights) {
          expectShare(
            here.filter((event) => event.page === page).length,
            here.length,
            weight / total,
            `${auth} ${page}`,
          );
        }
      }
    }
  });

  test('plays the next song when the one before ends, and comes a second after to a page that redirects', () => {
    const wrong: LogEvent[] = [];
    let songs = 0;
    let redirects = 0;
    for (const session of sessions) {
      let songEnd = 0;
      session.forEach((event, index) => {
        const before = session[index - 1];
        if (before !== undefined && event.status === 307) {
          if (event.ts - before.ts !== 1000) wrong.push(event);
          redirects++;
        }
        if (before !== undefined && event.page === 'NextSong' && songEnd > before.ts) {
          if (event.ts !== songEnd) wrong.push(event);
          songs++;
        }
        if (event.page === 'NextSong') songEnd = event.ts + Math.floor(event.length ?? 0) * 1000;
      });
    }
    expect(wrong).toEqual([]);
    expect(songs).toBeGreaterThan(50_000);
    expect(redirects).toBeGreaterThan(1000);
  });

  test('draws the times between pages from an exponential distribution for each user', () => {
    const gaps = new Map<string, number[]>();
    for (const session of sessions) {
      session.forEach((event, index) => {
        const before = session[index - 1];
        if (before === undefined || event.userId === '' || event.status === 307 || event.page === 'NextSong')
          return;
        gaps.set(event.userId, [...(gaps.get(event.userId) ?? []), (event.ts - before.ts) / 1000]);
      });
    }
    const means: number[] = [];
    const variations: number[] = [];
    for (const list of gaps.values()) {
      if (list.length < 30) continue;
      const mean = list.reduce((sum, gap) => sum + gap, 0) / list.length;
      const variance = list.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (list.length - 1);
      means.push(mean);
      variations.push(Math.sqrt(variance) / mean);
    }
    expect(means.length).toBeGreaterThan(50);
    // The variation of an exponential distribution is 1; that of the users' means is lognormal, with a median of 0.61 alpha.
    expect(median(variations)).toBeGreaterThan(0.9);
    expect(median(variations)).toBeLessThan(1.06);
    expect(median(means)).toBeGreaterThan(0.61 * 90 * 0.75);
    expect(median(means)).toBeLessThan(0.61 * 90 * 1.25);
  });

  test('begins most sessions in the afternoon', () => {
    const starts = countBy(startTimes(), (time) => new Date(time).getUTCHours());
    const total = [...starts.values()].reduce((sum, count) => sum + count, 0);
    const expected = countBy(
      Array.from(
        { length: 86_400 },
        (_, second) => second + 0.09375 * 86_400 * Math.sin((2 * Math.PI * (second - 10_800)) / 86_400),
      ),
      (second) => Math.floor((second + 86_400) / 3600) % 24,
    );
    for (let at = 0; at < 24; at++) {
      const share = (expected.get(at) ?? 0) / 86_400;
      const deviation = Math.sqrt(share / total);
      // Days of rest shift some starts to the hours around midnight, hence the tenth on top.
      expect(Math.abs((starts.get(at) ?? 0) / total - share), `hour ${at}`).toBeLessThan(
        0.1 * share + 4 * deviation,
      );
    }
  });

  test('begins half as many sessions at weekends and on holidays', () => {
    const starts = countBy(startTimes(), (time) => Math.floor(time / day));
    const onDays = (chosen: (date: Date) => boolean): number => {
      const counts = [...starts]
        .filter(([number]) => chosen(new Date(Number(number) * day)))
        .map(([, count]) => count);
      return counts.reduce((sum, count) => sum + count, 0) / counts.length;
    };
    const holidays = [12, 22];
    const weekday = onDays((date) => date.getUTCDay() % 6 !== 0 && !holidays.includes(date.getUTCDate()));
    const weekend = onDays((date) => date.getUTCDay() % 6 === 0);
    expect(weekend / weekday).toBeGreaterThan(0.45);
    expect(weekend / weekday).toBeLessThan(0.62);
    for (const holiday of holidays) {
      expect(onDays((date) => date.getUTCDate() === holiday) / weekday).toBeLessThan(0.75);
    }
  });

  test('plays few songs often and most songs once', () => {
    const plays = countBy(
      events.filter(({ page }) => page === 'NextSong').slice(0, 7000),
      ({ artist, song, length }) => `${artist}|${song}|${length}`,
    );
    const counts = [...plays.values()].sort((a, b) => b - a);
    expect((counts[0] ?? 0) / 7000).toBeGreaterThan(0.003);
    expect((counts[0] ?? 0) / 7000).toBeLessThan(0.009);
    expect(counts.filter((count) => count === 1).length / counts.length).toBeGreaterThan(0.6);
  });

  test('changes the level of a user after Submit Upgrade and Submit Downgrade, and never else', () => {
    const lastOf = new Map<string, LogEvent>();
    const changes = { 'Submit Upgrade': 0, 'Submit Downgrade': 0 };
    for (const event of events) {
      if (event.userId === '') continue;
      const before = lastOf.get(event.userId);
      lastOf.set(event.userId, event);
      if (before === undefined || before.level === event.level) continue;
      expect(before.page).toBe(event.level === 'paid' ? 'Submit Upgrade' : 'Submit Downgrade');
      changes[event.level === 'paid' ? 'Submit Upgrade' : 'Submit Downgrade']++;
    }
    expect(changes['Submit Upgrade']).toBeGreaterThan(50);
    expect(changes['Submit Downgrade']).toBeGreaterThan(5);
  });

  test('keeps the details of who is not logged in to itself', () => {
    const wrong = events.filter(({ auth, userId, registration }) => {
      const hidden = auth === 'Guest' || auth === 'Logged Out';
      return (userId === '') !== hidden || (registration === null) !== hidden;
    });
    expect(wrong).toEqual([]);
    expect(events.some(({ auth }) => auth === 'Logged Out')).toBe(true);
  });
});

function startTimes(): number[] {
  return sessions.flatMap(([first]) => (first?.itemInSession === 0 ? [first.ts] : []));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
