import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageVersion } from '../../src/version.ts';
import { currentVersion } from '../../src/warehouse/migrations.ts';
import { makeVersionZero } from '../load/version-0/make-version-0.ts';
import { markedLocations, versionZeroSource } from '../load/version-0/source.ts';
import { sourceFolder } from '../source-folder.ts';
import { masked, sparkify } from './sparkify.ts';

const to = currentVersion();

async function versionZero() {
  const source = sourceFolder(versionZeroSource);
  await makeVersionZero({ at: { warehouse: join(source.path, 'sparkify.duckdb') } }, source.path);
  return {
    source,
    run: (...args: string[]) => sparkify(args, { cwd: source.path }),
    [Symbol.dispose]: () => source[Symbol.dispose](),
  };
}

test('a verb that only reads names the command that upgrades the tables, and this one does', async () => {
  using old = await versionZero();
  for (const args of [
    ...[['check'], ['ask', 'top-songs'], ['runs'], ['query', 'select 1'], ['schema'], ['match'], ['report']],
    ...[
      ['export', '--to', 'copy'],
      ['diff', 'sparkify.duckdb', 'sparkify.duckdb'],
      ['dashboard', '--no-open'],
    ],
  ]) {
    expect(await old.run(...args)).toEqual({
      ...{ code: 2, signal: null, stdout: '' },
      stderr: `\
error  The tables of sparkify.duckdb are of version 0; sparkify ${packageVersion()} works on version ${to}.
       Nothing was changed.

       Upgrade them   sparkify upgrade
       The next etl upgrades them as well.
       Explain it     sparkify explain SPK-306
`,
    });
  }
  const planned = await old.run('upgrade', '--dry-run');
  expect(planned.stdout).toBe(
    `  Nothing was changed. The tables of sparkify.duckdb would be upgraded from version 0 to version ${to}.\n`,
  );
  const upgraded = await old.run('upgrade');
  expect(upgraded).toMatchObject({ code: 0, stderr: '' });
  expect(upgraded.stdout).toBe(
    `  Upgraded the tables of sparkify.duckdb from version 0 to version ${to}; 5 files are to be read again.\n`,
  );
  expect(JSON.parse((await old.run('upgrade', '--json')).stdout)).toEqual({
    ...{ status: 'up-to-date', warehouse: 'sparkify.duckdb', from: to, to, files_to_read_again: 0 },
  });
  expect(await old.run('check')).toMatchObject({ code: 0 });
});

test('etl says that it upgrades the tables, in its dry run and in its summary', async () => {
  using old = await versionZero();
  const [missing = ''] = markedLocations;
  rmSync(join(old.source.path, missing));
  const args = ['etl', '--data', '.', '--max-rejected', '100%'];
  const planned = await old.run(...args, '--dry-run');
  expect(planned.stdout).toContain(
    `  upgrade    the tables, from version 0 to version ${to}\n  replace    4 files\n`,
  );
  const { stdout } = await old.run(...args);
  expect(masked(stdout)).toMatch(
    /^ {2}Upgraded {3}tables from version 0 to version \d+; 5 files are to be read again\n {2}Source/,
  );
  expect(stdout).toContain(
    '  1 loaded file to be read again is not in this source, or cannot be read; the rows stay as they were loaded.\n',
  );
});

test('etl --rebuild-star takes no source, and what it builds is no source of the next run', async () => {
  using old = await versionZero();
  expect(await old.run('etl', '--rebuild-star', '--data', '.')).toMatchObject({ code: 2 });
  expect(await old.run('etl', '--rebuild-star')).toMatchObject({
    ...{ code: 0, stderr: '' },
    stdout: expect.stringMatching(/^ {2}Upgraded .*\n {2}Star /),
  });
  expect(await old.run('etl', '--max-rejected', '100%')).toMatchObject({
    ...{ code: 0, stderr: expect.stringContaining('of the last run') },
  });
});
