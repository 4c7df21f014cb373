import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { requireTables } from '../../src/load/tables.ts';
import { planProject } from '../../src/project/plan-project.ts';
import { sparkify } from '../cli/sparkify.ts';
import { engines } from '../engines.ts';
import { loadedPipeline, openPipeline } from '../pipeline.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { projectFolder } from './project-folder.ts';

const byUser = `-- column plays: How often.
select user_id, count(*) as plays
from songplays
group by user_id`;

/** Each file reads a table that no run has built. */
const good = {
  'tables/by-user.sql': byUser,
  'tables/a-busiest.sql': 'with by_user as (select * from by_user)\nselect max(plays) as most from by_user',
  'checks/plays.sql': '-- Everybody listens.\nselect * from by_user where plays < (select 1 from a_busiest)',
  'questions/most.sql':
    '-- chart: bar user_id plays\n-- param: least integer 1\nwith mine as (select * from by_user)\nselect mine.user_id, mine.plays\nfrom mine\ninner join filtered_plays on filtered_plays.user_id = mine.user_id\nwhere mine.plays >= cast($least as integer)',
};

const wrong: readonly (readonly [file: string, text: string, message: RegExp, line: string])[] = [
  ['tables/z.sql', 'select user_id,\n  plais\nfrom by_user', /z\.sql line 2: .*plais/, '  2 |   plais'],
  [
    'tables/z.sql',
    'select *\nfrom by_usr',
    /z\.sql line 2: .*by_usr; did you mean by_user\?/,
    '  2 | from by_usr',
  ],
  [
    'tables/z.sql',
    '-- column plais: P.\nselect plays from by_user',
    /line 1: .*no column plais; did you/,
    '',
  ],
  [
    'checks/z.sql',
    '-- Z.\nselect most from a_busiest\nwhere mst = 0',
    /z\.sql line 3: .*mst/,
    '  3 | where mst = 0',
  ],
  ['questions/z.sql', 'select user_id,\n  plais\nfrom by_user', /z\.sql line 2: .*plais/, '  2 |   plais'],
  [
    'questions/z.sql',
    '-- chart: bar level plais\nselect level, 1 as plays from filtered_plays',
    /z\.sql line 1: its chart is of plais, but the SELECT has no such column; did you mean plays\?/,
    '',
  ],
];

const logOfNoColumn = [
  'questions/z.sql',
  "select 'etl.files',\n  path\nfrom etl.files",
  /z\.sql line 2: .*path/,
] as const;

for (const engine of engines) {
  describe(`a dry run with a project folder on ${engine.name}`, () => {
    test('prints the tables in their order, the checks and the questions, and whether a run would build them', async () => {
      using project = projectFolder(good);
      await using pipeline = await openPipeline(engine, smallSource);
      const plan = () => planProject(project.open(), pipeline.at);
      const tables = ['by_user', 'a_busiest'];
      const expected = { tables, dropped: [], checks: ['plays'], questions: ['most'], changed: true };
      expect(await plan()).toEqual({ ...expected, folder: project.path });
      await pipeline.etl();
      expect(await plan()).toMatchObject(expected);
      await pipeline.etl({ tables: project.open().tables });
      expect(await plan()).toMatchObject({ ...expected, changed: false });
      project.remove('tables/a-busiest.sql');
      project.remove('checks/plays.sql');
      expect(await plan()).toMatchObject({ tables: ['by_user'], dropped: ['a_busiest'], changed: true });
    });

    test('checks columns before the first run, and makes nothing', async () => {
      await using fresh = await engine.fresh();
      const withLog = { 'questions/files.sql': 'select file_id, location from etl.files' };
      for (const [file, text, message] of [...wrong, logOfNoColumn]) {
        using project = projectFolder({ ...good, ...withLog });
        expect(await planProject(project.open(), fresh.at), text).toMatchObject({ changed: true });
        project.write({ [file]: text });
        await expect(planProject(project.open(), fresh.at), text).rejects.toThrow(message);
      }
      await expect(requireTables(fresh.at.warehouse, fresh.at)).rejects.toThrow(
        /no tables yet|does not exist/,
      );
    });

    test('refuses what a run or a question would refuse, with file, line and near name', async () => {
      await using pipeline = await loadedPipeline(engine, smallSource);
      for (const [file, text, message, line] of wrong) {
        using project = projectFolder({ ...good, [file]: text });
        const error: unknown = await planProject(project.open(), pipeline.at).catch((caught) => caught);
        expect(error, text).toBeInstanceOf(UsageError);
        expect((error as UsageError).message).toMatch(message);
        if (line !== '') expect((error as UsageError).details[0]).toBe(line);
      }
    });
  });
}

test('before the first run on DuckDB nothing is there, and SQL is refused all the same', async () => {
  using folder = temporaryFolder();
  const warehouse = join(folder.path, 'w.duckdb');
  for (const [file, text, message] of wrong) {
    using project = projectFolder({ ...good, [file]: text });
    await expect(planProject(project.open(), { warehouse })).rejects.toThrow(message);
  }
  expect(existsSync(warehouse)).toBe(false);
});

test.each([
  ['a file', (path: string) => `select * from read_text('${path}')`],
  ['the network', () => "select * from read_csv('https://example.org/a.csv')"],
])('before the first run SQL that reads %s is refused', async (_, sqlOf) => {
  using folder = temporaryFolder();
  using project = projectFolder({ 'checks/a.sql': sqlOf(join(folder.path, 'a')) });
  const planned = planProject(project.open(), { warehouse: join(folder.path, 'w.duckdb') });
  await expect(planned).rejects.toThrow(/disabled/);
});

test('etl --dry-run prints the plan of the project folder, and ends with 2 where a file is wrong', async () => {
  using source = sourceFolder(smallSource);
  using folder = temporaryFolder();
  using project = projectFolder(good);
  const run = (...more: readonly string[]) =>
    sparkify(['etl', '--dry-run', '--data', source.path, '--project', project.path, ...more], {
      cwd: folder.path,
      env: { HOME: folder.path },
    });
  const { code, stdout } = await run();
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining('  build      2 tables   by_user, a_busiest\n'),
  ]);
  expect(stdout).toContain(`  check      1 check of ${project.path}   plays\n`);
  expect(stdout).toContain('  valid      1 saved query   most\n');
  const { stdout: json } = await run('--json');
  expect(JSON.parse(json).project).toMatchObject({ tables: ['by_user', 'a_busiest'], changed: true });
  project.write({ 'checks/plays.sql': 'select levl from songplays' });
  const refused = await run();
  expect([refused.code, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toMatch(/checks\/plays\.sql line 1: .*levl/);
});
