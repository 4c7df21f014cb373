import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readClusterSettings } from '../../src/cluster/create-settings.ts';
import { writeConfig } from '../../src/commands/init.ts';
import type { FoundDwhCfg } from '../../src/settings/read-dwh-cfg.ts';
import { resolveSettings } from '../../src/settings/resolve.ts';
import { starterConfig } from '../../src/settings/starter-config.ts';
import { settingNames, settingOf } from '../../src/settings/table.ts';
import { wordsOf } from '../cluster/account.ts';
import { folderOfTests } from '../temporary-folder.ts';
import { dwhCfgOf } from './dwh-cfg-of.ts';

const folder = folderOfTests();

test('init writes a configuration that only its owner can read', async () => {
  const file = join(folder, 'dwh.cfg');
  await writeConfig(file);
  expect(await readFile(file, 'utf8')).toBe(starterConfig());
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('init never overwrites a configuration', async () => {
  const file = join(folder, 'mine.cfg');
  await writeFile(file, 'precious');
  const error = await writeConfig(file).catch((thrown: Error) => thrown);
  expect(wordsOf(error ?? undefined)).toContain('was not changed');
  expect(await readFile(file, 'utf8')).toBe('precious');
});

test('the configuration works as it is, and holds every key that can be set in a file', () => {
  const file = dwhCfgOf(starterConfig());
  const of = (file: FoundDwhCfg) =>
    readClusterSettings(resolveSettings({ flags: {}, environment: {}, file }));
  expect(of(file)).toEqual(of(dwhCfgOf()));
  const filled = dwhCfgOf(starterConfig().replace(/=$/gm, '=5439'));
  expect(filled.keys.filter(({ setting }) => setting === undefined)).toEqual([]);
  // The endpoint of AWS is for tests and for stand-ins; it is no setting to start from.
  const wanted = settingNames.filter((name) => settingOf(name).keys !== undefined && name !== 'endpoint');
  expect(wanted.filter((name) => filled.settings[name] === undefined)).toEqual([]);
});
