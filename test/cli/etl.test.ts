import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSqlFolder } from '../../src/sql.ts';
import { event, song } from '../reference/examples.ts';
import { dataFile, failingCheck, lines, smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { masked, sparkify } from './sparkify.ts';

const checks = readSqlFolder('checks').length;

const published = `\
  Source     ../data   2 log files, 2 song files   (1.6 kB)
  New        4 files   nothing changed, nothing missing
  Stage      1.6 kB   6 records   T s
  Star       songplays 3 · users 2 · songs 2 · artists 2 · time 3   T s
  Check      ${checks} of ${checks} passed   T s
  Published  run 1 in T s to sparkify.duckdb

  2 of 3 plays (66.7 %) found their song.
  The song data (2 songs) has none with the title and artist of the other 1.

  Next   sparkify match     sparkify ask top-songs     sparkify check
`;

describe('sparkify etl', () => {
  test('says what it loaded, then that nothing is new', async () => {
    using folder = temporaryFolder();
    using source = sourceFolder(smallSource);
    cpSync(source.path, join(folder.path, 'data'), { recursive: true });
    mkdirSync(join(folder.path, 'here'));
    const run = () => sparkify(['etl', '--data', '../data'], { cwd: join(folder.path, 'here') });
    const first = await run();
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(masked(first.stdout)).toBe(published);
    const second = await run();
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(masked(second.stdout)).toBe(`\
  Nothing new: all 4 files are in sparkify.duckdb since run 1.   T s

  Next   sparkify ask top-songs     sparkify check
`);
  });

  test('says of a location that is named twice once, and of copies alone that nothing is new', async () => {
    using source = sourceFolder(smallSource);
    const run = (...args: string[]) => sparkify(['etl', ...args], { cwd: source.path });
    const twice = await run('--logs', 'log_data', '--logs', 'log_data', '--songs', 'song_data');
    expect(twice.stdout).toMatch(/^ {2}Source {5}log_data and song_data {3}2 log files, 2 song files/);
    cpSync(join(source.path, 'log_data'), join(source.path, 'copied'), { recursive: true });
    expect((await run('--logs', 'copied')).stdout).toMatch(
      /^ {2}Nothing new in sparkify\.duckdb since run 1\./,
    );
  });

  test('takes the places from the environment, and flags before these', async () => {
    using source = sourceFolder(smallSource);
    const env = { SPARKIFY_DATA: source.path, SPARKIFY_WAREHOUSE: join(source.path, 'a.duckdb') };
    expect(await sparkify(['etl', '--quiet'], { env })).toEqual({
      code: 0,
      signal: null,
      stdout: '',
      stderr: '',
    });
    const other = join(source.path, 'b.duckdb');
    expect(await sparkify(['etl', '--quiet', '--warehouse', other], { env })).toMatchObject({ code: 0 });
    expect([existsSync(env.SPARKIFY_WAREHOUSE), existsSync(other)]).toEqual([true, true]);
  });

  test('and what follows it on a schedule print nothing with --quiet', async () => {
    using source = sourceFolder(smallSource);
    const nothing = { code: 0, signal: null, stdout: '', stderr: '' };
    for (const args of [
      ['simulate', '--out', 'simulated', '--users', '1'],
      ['etl', '--data', '.', '--publish-to', 'copy.duckdb'],
      ['check', '--freshness', '1h'],
      ['export', '--to', 'parquet'],
      ['upgrade'],
    ])
      expect(await sparkify([...args, '--quiet'], { cwd: source.path })).toEqual(nothing);
  });

  test('--json prints one document of the shape that schedulers know', async () => {
    using source = sourceFolder([...smallSource, dataFile('logs', 'bad.json', 'x\n\n')]);
    const args = ['etl', '--data', '.', '--json', '--max-rejected', '100%', '--warehouse', 'w.duckdb'];
    const { code, stdout, stderr } = await sparkify(args, { cwd: source.path });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    const seconds = expect.any(Number);
    expect(JSON.parse(stdout)).toMatchObject({
      run_id: '1',
      status: 'published',
      warehouse: 'w.duckdb',
      files: { seen: 5, new: 5, changed: 0, removed: 0, unchanged: 0 },
      records: { total: 7, lines: 8, blank: 1, staged: 6, rejected: 1 },
      plays: { from_events: 3, duplicate: 0, songplays: 3, matched: 2 },
      tables: { staging_events: 4, staging_songs: 2, songplays: 3, users: 2, songs: 2, artists: 2, time: 3 },
      checks: { passed: checks, failed: 0 },
      seconds: {
        list: seconds,
        stage: seconds,
        star: seconds,
        check: seconds,
        publish: seconds,
        total: seconds,
      },
    });
  });

  test('says what changed, what is missing, copied, rejected, and which keys nobody reads', async () => {
    using source = sourceFolder(smallSource);
    const run = (...args: string[]) => sparkify(['etl', '--data', '.', ...args], { cwd: source.path });
    await run();
    source.apply({ kind: 'remove', location: 'log_data/2018/11/2018-11-02-events.json' });
    source.apply({ kind: 'rename', from: 'song_data/A/B/C/TRABC.json', to: 'song_data/A/B/C/renamed.json' });
    source.write([
      dataFile('songs', 'copy.json', smallSource[2]?.bytes ?? ''),
      dataFile(
        'logs',
        '2018/11/2018-11-01-events.json',
        lines([event({ tag: 'x' }), event({ level: 'paid' }), '{']),
      ),
    ]);
    const { code, stdout } = await run('--max-rejected', '50%');
    expect(code).toBe(0);
    expect(masked(stdout)).toContain(`
  New        0 files   1 changed, 1 renamed, 1 unchanged
`);
    expect(stdout).toContain(`
  2 of 2 plays (100.0 %) found their song.
  1 event repeated a play that was there already.
  1 record was rejected.
  1 file with the content of a loaded file was left out (--allow-copies loads them).
  1 loaded file no longer in the source; the rows stay (--prune removes them).
  Keys of the logs that feed no column: tag.
`);
    expect((await run('--prune')).stdout).toContain('  New        0 files   1 removed, 3 unchanged\n');
  });

  test.each([
    ['log_data', 'There is no song data here: only logs were loaded, and no play finds its song.'],
    ['song_data', 'There is no log data here: only songs were loaded.'],
  ])('of a folder with %s alone loads it, and says so', async (folder, remark) => {
    using source = sourceFolder(smallSource.filter(({ location }) => location.startsWith(folder)));
    const { code, stdout } = await sparkify(['etl', '--data', '.'], { cwd: source.path });
    expect(code).toBe(0);
    expect(stdout).toContain(`  ${remark}\n`);
  });

  test('of logs alone does not deny the matches of songs that are loaded already', async () => {
    using source = sourceFolder(smallSource);
    const run = (...args: string[]) => sparkify(['etl', ...args], { cwd: source.path });
    await run('--songs', 'song_data');
    expect((await run('--logs', 'log_data')).stdout).toContain(
      'title and artist of the other 1.\n  There is no song data here: only logs were loaded.\n',
    );
    const [song = ''] = readdirSync(join(source.path, 'song_data'), {
      recursive: true,
      encoding: 'utf8',
    }).filter((name) => name.endsWith('.json'));
    expect((await run('--songs', `song_data/${song}`)).stdout).toContain(
      '  Nothing new: 1 file is in sparkify.duckdb since run 2.',
    );
  });
});

describe('sparkify etl fails with', () => {
  test('3 and the bad records, when they are too many', async () => {
    using source = sourceFolder([...smallSource, dataFile('logs', 'bad.json', 'x\n')]);
    const ended = await sparkify(['etl', '--data', '.'], { cwd: source.path });
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(masked(ended.stderr, { DATA: source.path })).toBe(`\
error  1 of 5 records of the log data (20.0 %) are rejected, more than the 1 % that --max-rejected allows.
       DATA/log_data/bad.json: 1 of 1 records
         line 1: The line is not valid JSON: Unexpected token 'x', "x" is not valid JSON.

       Nothing was published.

       Reject these and load the other records: --max-rejected 100%
       Explain it   sparkify explain SPK-220
`);
  });

  test('1 and the check, when one fails', async () => {
    using source = sourceFolder([dataFile('songs', 's.json', song())]);
    source.write([failingCheck]);
    const ended = await sparkify(['etl', '--data', '.', '--project', 'own'], { cwd: source.path });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toBe(`\
  Project folder own, new to you: checks/no-song.sql
error  1 of ${checks + 1} checks failed: no-song.

       no-song: There is no song.
         song_id S1

       Nothing was published.

       Each check is a file of sql/checks, or of checks in the project folder, that returns the rows that are wrong.
       Explain it   sparkify explain SPK-221
`);
  });

  test.each([
    [['--data', 'nowhere'], 'error  nowhere does not exist.\n'],
    [['--data', 'song_data'], 'error  song_data holds neither log_data/ nor song_data/.\n'],
    [[], 'error  No data location was given.\n'],
    [['--logs', 'empty'], 'error  There are no data files below empty.\n'],
    [['--data', '.', '--log-jsonpath', 'none.json'], 'error  none.json does not exist.\n'],
    [['--data', '.', '--log-jsonpath', 'song_data/A/A/A/TRAAA.json'], 'the key "jsonpaths" is missing'],
    [
      ['--data', '.', '--max-rejected', 'some'],
      'error  --max-rejected should be a number of records or a percentage',
    ],
    [['--data', '.', '--lock-timeout', 'soon'], 'It should be a number of seconds.\n'],
    [
      ['--data', '.', '--warehouse', 'song_data'],
      'error  The warehouse song_data is a folder, not a DuckDB file.\n',
    ],
    [['--data', '.', '--warehouse', 'log_data/2018/11/2018-11-01-events.json'], ' is not a DuckDB file.\n'],
    [['--data', '.', 'more'], `error  Too many arguments for 'etl'.`],
  ])('2 for %j, and changes nothing', async (args, message) => {
    using source = sourceFolder(smallSource);
    mkdirSync(join(source.path, 'empty'));
    const ended = await sparkify(['etl', ...args], { cwd: source.path });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).not.toMatch(/^ +at /m);
    expect(existsSync(join(source.path, 'sparkify.duckdb'))).toBe(false);
  });

  test('a stack trace only where --verbose asks for it', async () => {
    const ended = await sparkify(['etl', '--data', 'nowhere', '--verbose']);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^ +at /m);
    expect(ended.stderr).toContain('caused by: Error: ENOENT');
  });
});
