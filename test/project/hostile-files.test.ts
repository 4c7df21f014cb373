import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { etl } from '../../src/load/etl.ts';
import { openProject } from '../../src/project/project.ts';
import { connect } from '../../src/warehouse/connect.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { projectFolder } from './project-folder.ts';

const select = 'select user_id from users';

test.each([
  ['a folder', (path: string) => mkdirSync(path), /line 1: it should be a file/],
  ['a pipe', (path: string) => execFileSync('mkfifo', [path]), /line 1: it should be a file/],
  ['a link to nothing', (path: string) => symlinkSync('nothing', path), /line 1: it should be a file/],
  ['a device', (path: string) => symlinkSync('/dev/zero', path), /line 1: it should be a file/],
  ['no UTF-8', (path: string) => writeFileSync(path, Buffer.from([0x2d, 0x2d, 0xff, 0xfe])), /text in UTF-8/],
  ['empty', (path: string) => writeFileSync(path, ''), /line 1: it should hold one SELECT/],
  ['a comment without an end', (path: string) => writeFileSync(path, `/* ${select}`), /one SELECT/],
  ['a quote without an end', (path: string) => writeFileSync(path, `select 'a; drop table users`), undefined],
])('a file that is %s is refused, and nothing waits for it', async (_, make, message) => {
  using project = projectFolder({ 'tables/b.sql': select });
  make(join(project.path, 'tables/a.sql'));
  if (message !== undefined) {
    expect(() => openProject(project.path)).toThrow(message);
    expect(() => openProject(project.path)).toThrow(UsageError);
    return;
  }
  using source = sourceFolder(smallSource);
  using folder = temporaryFolder();
  const warehouse = join(folder.path, 'w.duckdb');
  const { tables } = openProject(project.path) ?? {};
  await expect(etl({ data: source.path, warehouse, tables })).rejects.toThrow(/a\.sql line 1: .*parsed/);
});

test('a byte order mark and lines that end as on Windows are read over', () => {
  using project = projectFolder({ 'tables/a.sql': `\uFEFF-- grain: user_id\r\n-- All.\r\n${select}\r\n` });
  expect(openProject(project.path)?.tables).toMatchObject([{ grain: 'user_id', about: 'All.' }]);
});

const forbidden = [
  ['reads a file', (path: string) => `select * from read_text('${path}')`],
  ['reads a file by its name', (path: string) => `select * from '${path}'`],
  ['lists files', () => "select * from glob('/*')"],
  ['reaches the network', () => "select * from read_csv('https://example.org/a.csv')"],
  ['loads an extension', () => "select * from sqlite_scan('a', 'b')"],
  ['copies', (path: string) => `select 1 as one) to '${path}.copy'; --`],
  ['ends the subquery', () => 'select 1 as one) as a; drop table users; select * from (select 2 as two'],
  ['writes in a CTE', () => 'with gone as (delete from users returning *) select * from gone'],
  ['allows files again', () => "select set_config('enable_external_access', 'true', false)"],
] as const;

test.each(forbidden)('a table whose SQL %s publishes nothing', async (_, sqlOf) => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'secret.csv');
  writeFileSync(path, 'a\n1\n');
  using project = projectFolder({ 'checks/fine.sql': `${select} where false` });
  using source = sourceFolder(smallSource);
  const warehouse = join(folder.path, 'w.duckdb');
  await etl({ data: source.path, warehouse });
  project.write({ 'tables/bad.sql': sqlOf(path) });
  const load = async () => {
    const { tables, checks } = openProject(project.path) ?? {};
    return await etl({ data: source.path, warehouse, tables, checks });
  };
  await expect(load()).rejects.toThrow(UsageError);
  await using opened = await connect(warehouse, { readOnly: true });
  const { rows } = await opened.query(
    'select max(run_id) as runs, (select count(*) from users) as users from etl.runs',
  );
  expect(rows).toEqual([{ runs: 1, users: 2 }]);
});
