import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listQuestions } from '../../src/ask/questions.ts';
import { readSqlFolder } from '../../src/sql.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import { dataFile, type SourceFolder, smallSource, sourceFolder } from '../source-folder.ts';
import { type Ended, sparkify } from './sparkify.ts';

let source: SourceFolder;
beforeAll(async () => {
  source = sourceFolder([...smallSource, dataFile('logs', 'x.json', '{')]);
  await run('etl', '--data', '.', '--max-rejected', '100%');
});
afterAll(() => source[Symbol.dispose]());

/** Beside the source, with the default warehouse. */
function run(...args: string[]): Promise<Ended> {
  return sparkify(args, { cwd: source.path });
}

describe('sparkify ask', () => {
  test('without a name lists every question', async () => {
    const { code, stdout } = await run('ask', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).rows).toEqual(listQuestions().map(({ name, title }) => ({ name, title })));
    expect((await run('ask')).stdout).toMatch(
      /^name,title\nartist,"Artists, and who played them"\nbrowsers,/,
    );
  });

  test('answers as CSV where stdout is no terminal, and as JSON', async () => {
    expect(await run('ask', 'top-songs')).toEqual({
      code: 0,
      signal: null,
      stdout: 'song,artist,plays,listeners,in_song_data\nUp,Kid Cudi,2,2,true\nDown,Kid Cudi,1,1,false\n',
      stderr: '',
    });
    expect(JSON.parse((await run('ask', 'top-songs', '--json')).stdout)).toEqual({
      question: 'top-songs',
      title: 'Top songs',
      time_zone: 'UTC',
      rows: [
        { song: 'Up', artist: 'Kid Cudi', plays: 2, listeners: 2, in_song_data: true },
        { song: 'Down', artist: 'Kid Cudi', plays: 1, listeners: 1, in_song_data: false },
      ],
    });
  });

  test('takes a limit, and a first and a last day, both included', async () => {
    const days = async (...args: string[]) => (await run('ask', 'plays-by-day', ...args)).stdout;
    const [head, first, second] = [
      'day,level,plays,incomplete\n',
      '2018-11-01,free,2,true\n',
      '2018-11-02,paid,1,true\n',
    ];
    expect(await days()).toBe(head + first + second);
    expect(await days('--limit', '1')).toBe(head + first);
    expect(await days('--from', '2018-11-02')).toBe(head + second);
    expect(await days('--to', '2018-11-01')).toBe(head + first);
  });

  test('takes a grain and a time zone, from a flag, a variable or dwh.cfg', async () => {
    const asked = async (...args: string[]) =>
      JSON.parse((await run('ask', 'plays-over-time', '--json', ...args)).stdout);
    expect(await asked()).toMatchObject({
      title: 'Plays of each level by day',
      ...{ time_zone: 'UTC', grain: 'day' },
    });
    expect(await asked('--grain', 'week')).toMatchObject({
      grain: 'week',
      rows: [
        { week: '2018-10-29', level: 'free', plays: 2, incomplete: true },
        { week: '2018-10-29', level: 'paid', plays: 1, incomplete: true },
      ],
    });
    expect((await asked('--from', '2018-11-01', '--to', '2018-11-01')).grain).toBe('hour');
    const inTokyo = await asked('--time-zone', 'asia/tokyo');
    expect(inTokyo.time_zone).toBe('Asia/Tokyo');
    const { stdout } = await sparkify(['ask', 'plays-over-time', '--json'], {
      cwd: source.path,
      env: { TIME_ZONE: 'Asia/Tokyo' },
    });
    expect(JSON.parse(stdout)).toEqual(inTokyo);
    source.write([{ location: 'zone.cfg', bytes: '[PROJECT]\nTIME_ZONE = Asia/Tokio\n' }]);
    expect((await run('ask', 'top-songs', '--config', 'zone.cfg')).stderr).toMatch(
      /^error {2}There is no time zone "Asia\/Tokio" \(zone.cfg line 2\)\.\n\n +Did you mean Asia\/Tokyo\?/,
    );
    expect((await run('runs', '--config', 'zone.cfg')).code).toBe(0);
  });

  test('leaves values out, several of one filter too', async () => {
    const rows = async (...args: string[]) =>
      (await run('ask', 'key-figures', ...args)).stdout.split(/[\n,]/)[5];
    expect(await rows()).toBe('3');
    expect(await rows('--exclude', 'song=Down')).toBe('2');
    expect(await rows('--exclude', 'song=Down', '--exclude', 'song=Up')).toBe('0');
    expect(await rows('--exclude', 'level=paid', '--exclude', 'song=Down')).toBe('1');
    expect(await rows('--exclude', 'browser=none', '--browser', 'none')).toBe('0');
  });

  test('a filter that is given several times keeps the plays with one of its values', async () => {
    const [up, down, both] = await Promise.all(
      [['Up'], ['Down'], ['Up', 'Down']].map(async (songs) => {
        const flags = songs.flatMap((song) => ['--song', song]);
        const { stdout } = await run('ask', 'key-figures', ...flags, '--evidence', '--json');
        return JSON.parse(stdout) as { rows: [{ plays: number }]; evidence: { sql: string } };
      }),
    );
    expect(both?.rows[0].plays).toBe((up?.rows[0].plays ?? 0) + (down?.rows[0].plays ?? 0));
    expect(down?.rows[0].plays).toBeGreaterThan(0);
    expect(both?.evidence.sql).toContain("rtrim('Down', ' ')");
  });

  test('says which filters do not apply to page events', async () => {
    const { stdout, stderr } = await run('ask', 'funnel', '--artist', 'Kid Cudi');
    expect(stdout).toBe((await run('ask', 'funnel')).stdout);
    expect(stderr).toContain('Page events name no song: the filter by artist does not apply.');
    const { ignored_filters } = JSON.parse((await run('ask', 'funnel', '--json', '--song', 'Up')).stdout);
    expect(ignored_filters).toEqual(['song']);
  });

  test.each([
    [['--artist', 'Kid Cubi'], 'No play has the artist "Kid Cubi".', 'The artists are Kid Cudi.'],
    [['--exclude', 'song=up'], 'No play has the song "up".', 'The songs are Up, Down.'],
    [['--location', 'Rome'], 'No play has the location "Rome".', 'The locations are '],
    [['--browser', 'Chrom'], 'No play has the browser "Chrom".', 'The browsers are '],
    [['--gender', 'f'], 'No play has the gender "f".', 'The genders are '],
    [['--listener', '999999999'], 'No log event has the listener 999999999.', 'sparkify ask listener'],
    [['--exclude', 'session=999'], 'No log event has the session 999.', 'sparkify ask sessions'],
    [['--exclude', 'titel=Up'], 'It should be FILTER=VALUE, with a FILTER of level, location, ', ''],
    [['--exclude', 'to=2018-11-01'], 'It should be FILTER=VALUE', ''],
    [['--from', '2018-11-01', '--from', '2018-11-02'], 'It is given twice, and takes one value.', ''],
    [['--song', 'Up', '--song', 'Downs'], 'No play has the song "Downs".', 'The songs are Up, Down.'],
  ])('names the values of a filter, or what is like them: %j', async (flags, message, hint) => {
    const ended = await run('ask', 'top-songs', ...flags);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).toContain(hint);
  });

  test.each([
    [
      ['top-sngs'],
      'error  There is no saved query "top-sngs".\n\n       Did you mean top-songs?\n       List them all   sparkify ask\n',
    ],
    [['top-songs', '39'], 'error  The saved query top-songs takes no value.'],
    [['top-songs', '--level', 'gold'], 'error  No play has the level "gold".'],
    [['x'], 'error  There is no saved query "x".\n\n       The saved queries are artist, browsers, '],
    [
      ['top-songs', '--from', '2018-11-31'],
      'error  --from should be a day such as 2018-11-30, but is "2018-11-31".\n',
    ],
    [['top-songs', '--to', `'; drop table users`], 'error  --to should be a day'],
    [['top-songs', '--limit', '0'], 'It should be a whole number from 1.'],
    [['top-songs', '--warehouse', 'none.duckdb'], 'error  The warehouse none.duckdb does not exist yet.\n'],
  ])('refuses %j', async (args, message) => {
    const ended = await run('ask', ...args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
  });
});

describe('sparkify query', () => {
  test('gives rows as CSV or JSON', async () => {
    const sql = `select 'a"b,c' as text, null as nothing, 1.5 as number, 9223372036854775807 as big`;
    expect(await run('query', sql)).toMatchObject({
      code: 0,
      stdout: 'text,nothing,number,big\n"a""b,c",,1.5,9223372036854775807\n',
    });
    expect(JSON.parse((await run('query', sql, '--json')).stdout)).toEqual({
      rows: [{ text: 'a"b,c', nothing: null, number: 1.5, big: '9223372036854775807' }],
    });
  });

  test('reads the statement from standard input', async () => {
    const input = { cwd: source.path, stdin: '-- of a file\nselect 1 as one;\n' };
    expect(await sparkify(['query', '-'], input)).toMatchObject({ code: 0, stdout: 'one\n1\n' });
  });

  test.each([
    'delete from users',
    'create table x (a integer)',
    'drop table users',
    `copy users to 'users.csv'`,
    `select * from read_csv('log_data/x.json')`,
    `select * from 'log_data/x.json'`,
    `attach 'other.duckdb'`,
    'set enable_external_access = true',
    'install httpfs',
    'select 1; delete from users',
    'checkpoint; delete from users',
  ])('cannot change anything, nor read elsewhere: %s', async (sql) => {
    const ended = await run('query', sql);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^error {2}/);
  });

  test('has changed nothing by any of these', async () => {
    expect((await run('query', 'select count(*) as users from users')).stdout).toBe('users\n2\n');
  });

  test.each([
    ['slect 1', /syntax error at or near "slect"/],
    ['select nothing from users', /column "nothing" not found/],
    ['', /There is no SQL to run\./],
    ['/* nothing */', /There is no SQL to run\./],
    ['select 1; select 2', /One statement is run at a time, and these are 2\./],
  ])('says what is wrong with %j', async (sql, message) => {
    const ended = await run('query', sql);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(message);
  });
});

describe('sparkify check', () => {
  test('lists every check that passed', async () => {
    const { code, stdout, stderr } = await run('check');
    const names = readSqlFolder('checks').map(({ name }) => name);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n').flatMap((line) => line.match(/^ {2}ok {6}(\S+)/)?.[1] ?? [])).toEqual(names);
    expect(stdout).toContain(`\n  ${names.length} of ${names.length} checks passed.\n`);
    expect(stdout).not.toContain('$');
    expect(JSON.parse((await run('check', '--json')).stdout).checks).toMatchObject(
      names.map((name) => ({ name, passed: true, bad_rows: [] })),
    );
  });

  test('of a warehouse that is not there is 2', async () => {
    expect(await run('check', '--warehouse', 'none.duckdb')).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('sparkify preview', () => {
  test('shows the first records of the source, before any load', async () => {
    expect(await run('preview', 'songs', '--data', '.')).toMatchObject({
      code: 0,
      stdout:
        'num_songs,artist_id,artist_latitude,artist_longitude,artist_location,artist_name,song_id,title,duration,year\n' +
        '1,A1,,,,Kid Cudi,S1,Up,200,0\n1,A2,,,,Kid Cudi,S2,Left,200,1999\n',
      stderr: '',
    });
    const { stdout } = await run('preview', '--data', '.', '--limit', '2', '--json');
    const { files, rows } = JSON.parse(stdout);
    expect(files).toEqual([join(source.path, 'log_data/2018/11/2018-11-01-events.json')]);
    expect(rows).toMatchObject([{ user_id: 7, ts: 1541106106796 }, { song: 'Down' }]);
  });

  test('prints the records that etl would reject', async () => {
    const { code, stderr } = await run('preview', 'logs', '--data', '.');
    expect(code).toBe(0);
    expect(stderr).toMatch(/log_data\/x\.json, line 1: The line is not valid JSON: /);
  });

  test.each([
    [['songs', '--data', 'none'], 'error  none does not exist.'],
    [['songs', '--logs', 'log_data'], 'error  The source has no song data.'],
    [['plays', '--data', '.'], 'Allowed choices are songs, logs.'],
  ])('refuses %j', async (args, message) => {
    const ended = await run('preview', ...args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
  });
});

describe('sparkify create-tables', () => {
  test('says what it would drop, asks for --yes where nobody can answer, and then drops it', async () => {
    const rows = `\
  drop staging_events   4 rows
  drop staging_songs    2 rows
  drop songplays        3 rows
  drop users            2 rows
  drop songs            2 rows
  drop artists          2 rows
  drop time             3 rows
`;
    const warehouse = ['--warehouse', 'dropped.duckdb'];
    await run('etl', '--data', '.', '--max-rejected', '100%', ...warehouse);
    expect(await run('create-tables', '--dry-run', ...warehouse)).toMatchObject({
      code: 0,
      stdout: '  Nothing was changed. 7 tables would be dropped and created in dropped.duckdb.\n',
      stderr: rows,
    });
    const refused = await run('create-tables', ...warehouse);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toBe(
      `${rows}error  dropped.duckdb holds data, and there is no terminal to ask for confirmation.\n       Nothing was changed.\n\n       Add --yes to drop it.\n       Explain it   sparkify explain SPK-107\n`,
    );
    expect((await run('query', 'select count(*) as n from users', ...warehouse)).stdout).toBe('n\n2\n');
    expect(await run('create-tables', '--yes', ...warehouse)).toMatchObject({
      code: 0,
      stdout: '  Created the tables of dropped.duckdb, empty.\n',
      stderr: rows,
    });
    expect((await run('query', 'select count(*) as n from users', ...warehouse)).stdout).toBe('n\n0\n');
    const again = await run('etl', '--data', '.', '--max-rejected', '100%', '--json', ...warehouse);
    expect(JSON.parse(again.stdout)).toMatchObject({ run_id: '1', files: { new: 5 } });
  });

  test('lists nothing as dropped with --yes if it cannot write', async () => {
    const warehouse = ['--warehouse', 'read.duckdb'];
    await run('etl', '--data', '.', '--max-rejected', '100%', ...warehouse);
    await using _ = await openWarehouse(join(source.path, 'read.duckdb'));
    const { code, stderr } = await run('create-tables', '--yes', '--lock-timeout', '0', ...warehouse);
    expect({ code, stderr }).toEqual({
      code: 75,
      stderr: expect.stringMatching(/^error {2}read.duckdb is held/),
    });
  });
});
