import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { folderOfTests } from '../temporary-folder.ts';
import { bySession, countBy, readEvents } from './reading.ts';

const folder = folderOfTests();
const home = { page: 'Home', method: 'GET', status: 200, auth: 'Logged In', level: 'free' };
const song = { ...home, page: 'NextSong', method: 'PUT' };
const advert = { ...home, page: 'Roll Advert' };

/** A config file as eventsim takes it, with a state that our own model does not have. */
const config = {
  seed: 42,
  alpha: 30.0,
  beta: 86400.0,
  damping: 0.05,
  'weekend-damping': 0.2,
  'weekend-damping-offset': 60,
  'weekend-damping-scale': 120,
  'session-gap': 600,
  'start-date': '2020-02-01T00:00:00',
  'end-date': '2020-02-08T00:00:00',
  'n-users': 40,
  'first-user-id': 1000,
  'growth-rate': 0.0,
  tag: 'control',
  'churned-state': 'Cancelled',
  'show-user-details': [{ auth: 'Logged In', show: true }],
  levels: [{ level: 'free', weight: 1 }],
  auths: [{ auth: 'Logged In', weight: 1 }],
  'new-session': [{ ...home, weight: 1 }],
  'new-user-auth': 'Logged In',
  'new-user-level': 'free',
  upgrades: [],
  downgrades: [],
  transitions: [
    { source: home, dest: song, p: 0.9 },
    { source: song, dest: song, p: 0.5 },
    { source: song, dest: advert, p: 0.25 },
    { source: advert, dest: song, p: 1.0 },
  ],
};

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function refusal(
  content: unknown,
  options: Partial<Parameters<typeof simulate>[0]> = {},
): Promise<UsageError> {
  const path = write('wrong.json', content);
  const out = join(folder, 'refused');
  const error: unknown = await simulate({ out, config: path, ...options }).catch((caught: unknown) => caught);
  if (!(error instanceof UsageError)) throw new Error(`Expected a usage error, got ${String(error)}.`);
  return error;
}

describe('a config file of eventsim', () => {
  test('decides users, dates, ids, pages and the tag', async () => {
    const out = join(folder, 'config');
    const report = await simulate({ out, config: write('config.json', config), catalogue: 50 });
    expect(report).toMatchObject({
      seed: 42,
      users: 40,
      from: '2020-02-01T00:00:00.000Z',
      until: '2020-02-08T00:00:00.000Z',
    });
    const events = readEvents(out);
    expect([...countBy(events, ({ page }) => page).keys()].sort()).toEqual([
      'Home',
      'NextSong',
      'Roll Advert',
    ]);
    const ids = [...countBy(events, ({ userId }) => Number(userId)).keys()].map(Number);
    expect(Math.min(...ids)).toBeGreaterThanOrEqual(1000);
    expect(Math.max(...ids)).toBeLessThan(1040);
    expect(events.every((event) => (event as { tag?: string }).tag === 'control')).toBe(true);
    for (const session of bySession(events)) {
      for (const [index, event] of session.entries()) {
        if (event.page === 'Roll Advert') expect(session[index + 1]?.page ?? 'NextSong').toBe('NextSong');
      }
    }
  });

  test('gives way to the command line', async () => {
    const out = join(folder, 'flags');
    const path = write('config.json', config);
    const report = await simulate({
      out,
      config: path,
      users: 5,
      seed: 7,
      until: '2020-02-03',
      catalogue: 50,
    });
    expect(report).toMatchObject({ seed: 7, users: 5, until: '2020-02-03T00:00:00.000Z' });
  });

  test('may hold keys that mean nothing here, which the report names', async () => {
    const out = join(folder, 'unknown');
    const path = write('unknown.json', { ...config, alhpa: 90 });
    expect((await simulate({ out, config: path, catalogue: 50 })).unknown_keys).toEqual(['alhpa']);
  });

  const wrong: Record<string, [content: unknown, message: RegExp]> = {
    'a text for a number': [{ ...config, alpha: 'fast' }, /alpha should be a number, but is "fast"/],
    'a negative time': [{ ...config, beta: -1 }, /beta should be more than 0, but is -1/],
    'a fraction of a user': [{ ...config, 'n-users': 2.5 }, /n-users should be a whole number, but is 2\.5/],
    'a state without a page': [
      { ...config, transitions: [{ source: home, dest: { ...song, page: undefined }, p: 0.5 }] },
      /transitions\[0\]\.dest\.page should be a text, but is missing/,
    ],
    'a probability above 1': [
      { ...config, transitions: [{ source: home, dest: song, p: 1.5 }] },
      /transitions\[0\]\.p should be at most 1, but is 1\.5/,
    ],
    'a weight that is a text': [
      { ...config, levels: [{ level: 'free', weight: 'many' }] },
      /levels\[0\]\.weight should be a .*number, but is "many"/,
    ],
    'probabilities that add up to more than 1': [
      { ...config, transitions: [...config.transitions, { source: song, dest: home, p: 0.5 }] },
      /"transitions" out of NextSong \(Logged In, free\) have probabilities that add up to 1\.25, expected at most 1/,
    ],
    'users who have no page to begin on': [
      { ...config, 'new-user-auth': 'Guest' },
      /"new-user-auth" with "new-user-level" makes users who are Guest and free, but "new-session" has no page/,
    ],
    'something that is not JSON': ['seed = 1', /is not JSON/],
    'a list': [[], /the file should be an object/],
  };
  for (const [name, [content, message]] of Object.entries(wrong)) {
    test(`is refused for ${name}`, async () => {
      const error = await refusal(content);
      expect(error.message).toMatch(message);
      expect(error.message).toContain('wrong.json');
    });
  }

  test('is refused with all that is wrong with it', async () => {
    const error = await refusal({ ...config, alpha: null, damping: 'x', tag: 5 });
    expect(error.message).toMatch(/and 2 more/);
    expect(error.details).toHaveLength(2);
  });
});

describe('options', () => {
  const cases: Record<string, [options: Partial<Parameters<typeof simulate>[0]>, message: RegExp]> = {
    'no users': [{ users: 0 }, /--users should be a whole number of users, 1 to 100,000,000, but is 0/],
    'a share above 1': [{ catalogueShare: 7 }, /--catalogue-share should be a share from 0 to 1, but is 7/],
    'a date that is none': [{ from: 'yesterday' }, /--from should be a date such as .*, but is "yesterday"/],
    'a 30th of February': [{ from: '2018-02-30' }, /--from should be a date such as .*, but is "2018-02-30"/],
    'an end before the beginning': [
      { from: '2018-11-02', until: '2018-11-01' },
      /should end after it begins/,
    ],
    'two catalogues': [
      { songs: folder, catalogue: 5 },
      /--songs reads a catalogue and --catalogue generates one/,
    ],
    'a state that is none': [{ resume: join(folder, 'no.state') }, /no\.state cannot be read/],
  };
  for (const [name, [options, message]] of Object.entries(cases)) {
    test(`with ${name} are refused, and nothing is written`, async () => {
      const out = join(folder, 'untouched');
      await expect(simulate({ out, ...options })).rejects.toThrow(message);
      expect(existsSync(out)).toBe(false);
    });
  }
});
