import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { openProject } from '../../src/project/project.ts';
import { duckdb } from '../engines.ts';
import { loadedPipeline, openPipeline, type Pipeline } from '../pipeline.ts';
import { smallSource } from '../source-folder.ts';
import { hostileSelects } from './hostile-selects.ts';
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
  [
    'several statements, which end the subquery that they are put into',
    (path: string) =>
      writeFileSync(path, 'select 1 as a) as b; drop table users; select * from (select 2 as c'),
    /One statement is run at a time, and these are 3/,
  ],
  ['a quote without an end', (path: string) => writeFileSync(path, `select 'a; drop table users`), undefined],
])('a file that is %s is refused, and nothing waits for it', async (_, make, message) => {
  using project = projectFolder({ 'tables/b.sql': select });
  make(join(project.path, 'tables/a.sql'));
  if (message !== undefined) {
    expect(() => openProject(project.path)).toThrow(message);
    expect(() => openProject(project.path)).toThrow(UsageError);
    return;
  }
  await using pipeline = await openPipeline(duckdb, smallSource);
  await expect(pipeline.etl({ tables: project.open().tables })).rejects.toThrow(/a\.sql line 1: .*parsed/);
});

test('a byte order mark and lines that end as on Windows are read over', () => {
  using project = projectFolder({ 'tables/a.sql': `\uFEFF-- grain: user_id\r\n-- All.\r\n${select}\r\n` });
  expect(project.open().tables).toMatchObject([{ grain: 'user_id', about: 'All.' }]);
});

describe('a table of a project', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await loadedPipeline(duckdb, smallSource);
    writeFileSync(pipeline.path('secret.csv'), 'a\n1\n');
  });
  afterAll(() => pipeline[Symbol.asyncDispose]());

  test.each(hostileSelects)('whose SQL %s publishes nothing', async (_, sqlOf) => {
    const path = pipeline.path('secret.csv');
    using project = projectFolder({
      'checks/fine.sql': `${select} where false`,
      'tables/bad.sql': sqlOf(path),
    });
    const load = async () => {
      const { tables, checks } = project.open();
      return await pipeline.etl({ tables, checks });
    };
    await expect(load()).rejects.toThrow(UsageError);
    expect(existsSync(`${path}.copy`)).toBe(false);
    const rows = await pipeline.rows(
      'select max(run_id) as runs, (select count(*) from users) as users from etl.runs',
    );
    expect(rows).toEqual([{ runs: 1, users: 2 }]);
  });
});
