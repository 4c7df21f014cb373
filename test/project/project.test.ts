import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ask } from '../../src/ask/ask.ts';
import { evidence } from '../../src/ask/evidence.ts';
import { query } from '../../src/ask/query.ts';
import { listQuestions } from '../../src/ask/questions.ts';
import { DataError, UsageError } from '../../src/errors.ts';
import { readyTables } from '../../src/project/kinds.ts';
import { openProject } from '../../src/project/project.ts';
import { addReadyTable } from '../../src/project/ready-tables.ts';
import { writeStarterProject } from '../../src/project/starter-project.ts';
import { sparkify } from '../cli/sparkify.ts';
import { duckdb, engines } from '../engines.ts';
import { loadedPipeline, openPipeline } from '../pipeline.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { projectFolder } from './project-folder.ts';

const loyal = `-- title: Loyal listeners
-- param: min_plays integer 2
select user_id, count(*) as plays
from filtered_plays
group by user_id
having count(*) >= cast($min_plays as integer)
order by user_id
`;

for (const engine of engines) {
  describe(`a project on ${engine.name}`, () => {
    test('answers its questions with filters and parameters, and their evidence runs as printed', async () => {
      using project = projectFolder({ 'questions/loyal.sql': loyal });
      await using pipeline = await loadedPipeline(engine, smallSource);
      await using warehouse = await pipeline.open();
      const questions = project.open().questions;

      const usual = await ask(warehouse, 'loyal', { questions });
      const all = await ask(warehouse, 'loyal', { questions, set: { min_plays: '1' } });
      expect(all.rows.length).toBeGreaterThan(usual.rows.length);
      expect(usual.rows.every(({ plays }) => Number(plays) >= 2)).toBe(true);
      const listener = String(all.rows[0]?.user_id);
      const one = await ask(warehouse, 'loyal', { questions, set: { min_plays: '1' }, listener });
      expect(one.rows).toEqual([all.rows[0]]);
      const { sql, file } = await evidence(warehouse, 'loyal', {
        questions,
        set: { min_plays: '1' },
        listener,
      });
      expect(file).toBe(join(project.path, 'questions/loyal.sql'));
      expect((await query(warehouse, sql)).rows).toEqual(one.rows);
    });

    test('publishes nothing where one of its checks finds rows, unless it only warns', async () => {
      const rows = 'select user_id from users';
      using strict = projectFolder({ 'checks/no-users.sql': `-- Nobody listens.\n${rows};\n` });
      using mild = projectFolder({
        'checks/no-users.sql': `-- severity: warn\n-- Nobody listens.\n${rows}\n`,
      });
      await using pipeline = await openPipeline(engine, smallSource);
      const run = (folder: string) => pipeline.etl({ checks: openProject(folder)?.checks });
      await expect(run(strict.path)).rejects.toThrow('checks failed: no-users.');
      await expect(run(strict.path)).rejects.toThrow(DataError);
      const report = await run(mild.path);
      expect(report).toMatchObject({
        run_id: '1',
        status: 'published',
        checks: { failed: 0, warned: ['no-users'] },
      });
    });
  });
}

describe('a file of a project', () => {
  const cases: readonly (readonly [name: string, text: string, message: RegExp])[] = [
    ['questions/Top Ten.sql', 'select 1', /line 1: its name should be of small letters/],
    ['questions/a.sql', '-- titel: A\nselect 1', /line 1: "titel" is no setting.*did you mean "title"/],
    ['questions/a.sql', '-- title: A\n', /line 2: it should hold one SELECT/],
    ['questions/a.sql', '-- title: A\nselect 1; select 2', /line 2: it should hold one SELECT.*these are 2/],
    ['questions/a.sql', '-- title: A\nselect 1; drop table users', /one SELECT/],
    ['questions/a.sql', '-- title: A\n-- limit: ten\nselect 1', /line 2: limit should be a number of rows/],
    [
      'questions/a.sql',
      '-- param: n whole 1\nselect 1',
      /line 1: the type of n should be integer, number, text, date/,
    ],
    ['questions/a.sql', '-- param: n integer x\nselect 1', /line 1: the default of n is not of type integer/],
    ['questions/a.sql', '-- chart: pie a b\nselect 1', /line 1: chart should be bar, .*, but is "pie"/],
    ['questions/a.sql', '-- of: listner\nselect 1', /line 1: of should be from, .*did you mean "listener"\?/],
    ['questions/a.sql', '-- own filters: from levl\nselect 1', /but is "levl"; did you mean "level"\?/],
    ['questions/a.sql', '-- reads: log\nselect 1', /reads should be logs or songs, but is "log"/],
    [
      'questions/a.sql',
      '-- param: min_plays integer 1\n\nselect 1,\n  $min_play',
      /line 4: there is no parameter \$min_play; did you mean \$min_plays\?/,
    ],
    [
      'questions/a.sql',
      'select $minimum',
      /no parameter \$minimum; declare it: -- param: minimum integer 10/,
    ],
    ['checks/a.sql', '-- A.\nselect $x', /line 2: \$x is a parameter, and only questions have parameters/],
    ['tables/a.sql', 'select 1\nwhere $from = 1', /line 2: \$from is a parameter, and only questions/],
    ['checks/a.sql', '-- severity: warning\nselect 1', /severity should be error or warn, but is "warning"/],
    ['checks/a.sql', "insert into users values (1, 'a', 'b', 'c', 'd')", /begins with "insert"/],
    ['checks/a.sql', "-- Why not.\n\n/* hm */ copy users to 'x'", /line 2: .*begins with "copy"/],
  ];
  test.each(cases)('%s is refused with its line: %s', (name, text, message) => {
    using project = projectFolder({ [name]: text });
    expect(() => openProject(project.path)).toThrow(message);
    expect(() => openProject(project.path)).toThrow(UsageError);
  });

  test('is shown with the line that is wrong', () => {
    using project = projectFolder({ 'questions/a.sql': '-- title: A\n-- limit: ten\nselect 1' });
    let details: readonly string[] = [];
    try {
      openProject(project.path);
    } catch (error) {
      if (error instanceof UsageError) details = error.details;
    }
    expect(details).toEqual(['  2 | -- limit: ten']);
  });

  test('may have blanks around the values of its settings', () => {
    using project = projectFolder({
      'questions/a.sql': '-- of:  artist \n-- reads: logs  songs\n-- own filters: from  to \nselect 1',
      'checks/a.sql': '-- severity:  warn \n-- A.\nselect 1',
      'tables/a.sql': '-- engine:  duckdb \nselect 1',
    });
    expect(openProject(project.path)).toMatchObject({
      questions: [{ of: 'artist', reads: ['logs', 'songs'], ownFilters: ['from', 'to'] }],
      checks: [{ severity: 'warn', claim: 'A.' }],
      tables: [{ engines: ['duckdb'] }],
    });
  });

  test('of any ready table is valid', async () => {
    using folder = temporaryFolder();
    for (const name of readyTables) await addReadyTable(folder.path, name);
    const { questions, checks, tables } = openProject(folder.path) ?? {};
    expect([questions?.length, checks?.length, tables?.length]).toEqual([4, 6, 4]);
  });

  test('may have a text in quotes or between dollars that looks like a parameter', () => {
    using project = projectFolder({
      'questions/a.sql': "select '$x' as a, $$ $y $$ as b, $to as c -- $z",
    });
    expect(project.open().questions).toHaveLength(1);
  });

  test('that the engine refuses is named with what the engine says', async () => {
    using project = projectFolder({ 'questions/a.sql': 'select plais from filtered_plays' });
    await using pipeline = await loadedPipeline(duckdb, smallSource);
    await using opened = await pipeline.open();
    const answer = ask(opened, 'a', { questions: project.open().questions });
    await expect(answer).rejects.toThrow(/questions\/a\.sql line 1: .*plais/);
    await expect(answer).rejects.toThrow(UsageError);
  });

  test('cannot read or write other files during a run', async () => {
    await using pipeline = await openPipeline(duckdb, smallSource);
    const secret = pipeline.path('secret.csv');
    writeFileSync(secret, 'a\n1\n');
    using project = projectFolder({ 'checks/spy.sql': `select * from read_csv('${secret}')` });
    const run = pipeline.etl({ checks: project.open().checks });
    await expect(run).rejects.toThrow(/checks\/spy\.sql line 1: .*disabled/);
  });

  test('with the name of a built-in question replaces it', () => {
    using project = projectFolder({ 'questions/top-songs.sql': '-- title: Ours\nselect 1 as one' });
    const questions = listQuestions(project.open().questions);
    expect(questions.filter(({ name }) => name === 'top-songs').map(({ title }) => title)).toEqual(['Ours']);
    expect(questions.length).toBe(listQuestions().length);
  });
});

describe('the project folder', () => {
  test('of init is valid, and is never overwritten', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'sparkify');
    await writeStarterProject(path);
    const project = openProject(path);
    expect(project?.questions.map(({ name }) => name)).toEqual(['loyal-listeners']);
    expect(project?.checks.map(({ name, severity }) => [name, severity])).toEqual([
      ['listeners-have-names', 'warn'],
    ]);
    await expect(writeStarterProject(path)).rejects.toThrow('exists, and was not changed');
  });

  test('beside the command counts by itself, unless others may write it', async () => {
    using source = sourceFolder(smallSource);
    using folder = temporaryFolder();
    const inFolder = (...args: readonly string[]) => sparkify(args, { cwd: folder.path });
    await inFolder('etl', '--data', source.path);
    expect((await inFolder('init', '--project')).code).toBe(0);
    expect((await inFolder('ask', '--csv')).stdout).toContain('loyal-listeners,Listeners with many plays');
    const answer = await inFolder('ask', 'loyal-listeners', '--set', 'min_plays=1', '--json');
    expect(JSON.parse(answer.stdout).rows.length).toBeGreaterThan(0);
    const unknown = await inFolder('ask', 'loyal-listeners', '--set', 'min_play=1');
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('Did you mean min_plays?')]);
    expect((await inFolder('check')).stdout).toContain('listeners-have-names');

    chmodSync(join(folder.path, 'sparkify/questions/loyal-listeners.sql'), 0o666);
    const refused = await inFolder('ask');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('may be written by others')]);
    expect((await inFolder('ask', '--project', 'sparkify')).code).toBe(0);
    expect(readFileSync(join(folder.path, 'sparkify/README.md'), 'utf8').split('\n').length).toBeLessThan(17);
  });

  test('lists its files before they run for the first time, and says once what replaces a built-in question', async () => {
    using source = sourceFolder(smallSource);
    using folder = temporaryFolder();
    using home = temporaryFolder();
    using project = projectFolder({
      'questions/top-songs.sql': 'select 1 as one',
      'checks/none.sql': 'select 1 as one limit 0',
    });
    const run = (...args: readonly string[]) =>
      sparkify([...args, '--project', project.path], { cwd: folder.path, env: { HOME: home.path } });
    const listed = /new to you: .*/;
    const first = await run('etl', '--data', source.path);
    expect(listed.exec(first.stderr)?.[0]).toBe('new to you: questions/top-songs.sql, checks/none.sql');
    expect(first.stderr).toContain('questions/top-songs.sql replaces the built-in saved query');
    expect((await run('check')).stderr).toBe('');
    project.write({ 'tables/one.sql': 'select 1 as one' });
    expect((await run('ask')).stderr).toBe('');
    const next = await run('ask', 'top-songs');
    expect(listed.exec(next.stderr)?.[0]).toBe('new to you: tables/one.sql');
    expect(next.stderr).not.toContain('replaces');
  });

  test('that is named and does not exist is an error', () => {
    expect(() => openProject('no-such-folder')).toThrow('The project folder no-such-folder does not exist.');
  });
});
