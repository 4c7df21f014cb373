import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FileEntry, gatherSettings, settingSources } from '../src/cluster/given.ts';
import { readClusterSettings } from '../src/cluster/settings.ts';
import { init } from '../src/commands/init.ts';
import { starterConfig } from '../src/starter-config.ts';
import { toldOf } from './cluster/account.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparkify-init-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('init writes a configuration that only its owner can read', async () => {
  const file = join(folder, 'dwh.cfg');
  await init(file);
  expect(await readFile(file, 'utf8')).toBe(starterConfig);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('init never overwrites a configuration', async () => {
  const file = join(folder, 'mine.cfg');
  await writeFile(file, 'precious');
  const error = await init(file).catch((thrown: Error) => thrown);
  expect(toldOf(error ?? undefined)).toContain('is left as it is');
  expect(await readFile(file, 'utf8')).toBe('precious');
});

test('the configuration works as it stands, and holds every key that can be set in a file', () => {
  const entries = entriesOf(starterConfig);
  const given = gatherSettings({ flags: {}, environment: {}, file: { name: 'dwh.cfg', entries } });
  expect(readClusterSettings(given)).toEqual(
    readClusterSettings(
      gatherSettings({ flags: {}, environment: {}, file: { name: 'dwh.cfg', entries: [] } }),
    ),
  );
  const there = entries.map(({ section, key }) => `${section} ${key}`);
  for (const [name, { file }] of Object.entries(settingSources)) {
    // The endpoint of AWS is for tests and for stand-ins; it is no setting to start from.
    if (file.length === 0 || name === 'endpoint') continue;
    expect(
      file.some(([section, key]) => there.includes(`${section} ${key}`)),
      name,
    ).toBe(true);
  }
  const known = Object.values(settingSources).flatMap(({ file }) =>
    file.map(([section, key]) => `${section} ${key}`),
  );
  expect(there.filter((key) => !known.includes(key))).toEqual([]);
});

function entriesOf(text: string): FileEntry[] {
  let section = '';
  return text.split('\n').flatMap((line, index) => {
    section = /^\[(.*)\]$/.exec(line)?.[1] ?? section;
    const [, key, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
    return key === undefined ? [] : [{ section, key, value: value ?? '', line: index + 1 }];
  });
}
