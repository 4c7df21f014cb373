import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../../src/ask/ask.ts';
import { listQuestions } from '../../src/ask/questions.ts';
import { etl } from '../../src/load/etl.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import { environmentOf } from '../redshift-load/environment.ts';
import { type FreshRedshift, freshRedshift } from '../redshift-load/fresh-redshift.ts';
import { dataFile, type SourceFolder, smallSource, sourceFolder } from '../source-folder.ts';
import { type Ended, sparkify, start } from './sparkify.ts';

let source: SourceFolder;
let redshift: FreshRedshift;
let env: Record<string, string>;

beforeAll(async () => {
  source = sourceFolder([...smallSource, dataFile('logs', 'x.json', '{')]);
  redshift = await freshRedshift();
  env = environmentOf(redshift, source.path);
  await etl({ data: source.path, warehouse: local(), maxRejected: { share: 1 } });
});
afterAll(async () => {
  await redshift[Symbol.asyncDispose]();
  source[Symbol.dispose]();
});

const local = () => join(source.path, 'local.duckdb');

function on(warehouse: string, ...args: string[]): Promise<Ended> {
  return sparkify([...args, '--warehouse', warehouse], { cwd: source.path, env });
}

describe('every command on Redshift:', () => {
  test('create-tables makes the tables, and etl loads them', async () => {
    expect(await on('redshift', 'create-tables', '--yes')).toMatchObject({
      code: 0,
      stdout: '  Created the tables of redshift, empty.\n',
    });
    const { code, stdout, stderr } = await on(
      'redshift',
      'etl',
      '--data',
      '.',
      '--max-rejected',
      '100%',
      '--json',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ status: 'published', tables: { songplays: 3, users: 2 } });
  });

  test('create-tables says what it would drop', async () => {
    const { stdout, stderr } = await on('redshift', 'create-tables', '--dry-run');
    expect(stdout).toBe('  Nothing was changed. 7 tables would be dropped and created in redshift.\n');
    expect(stderr).toContain('  drop songplays        3 rows\n');
  });

  test.each([
    ['check'],
    ['ask', 'top-songs'],
    ['query', 'select user_id, level from users order by user_id'],
    ['rejects'],
    ['match'],
    ['match', '--json'],
  ])('%s %s answers as on DuckDB', async (...args) => {
    const [here, there] = [await on(local(), ...args), await on('redshift', ...args)];
    expect(here.code).toBe(0);
    expect(printedBy(there)).toEqual(printedBy(here));
  });

  test('every question has the same answer on both', async () => {
    await using here = await openWarehouse(local());
    await using there = await openWarehouse('redshift', redshift.at);
    for (const { name } of listQuestions()) {
      for (const filters of [{}, { from: '2018-11-01', to: '2018-11-01', level: 'free', search: 'cudi' }]) {
        const { rows } = await ask(here, name, filters);
        expect({ name, rows: (await ask(there, name, filters)).rows }).toEqual({ name, rows });
      }
    }
  });

  test('ask --evidence prints the same, but for where it looked', async () => {
    const evidence = async (warehouse: string) => {
      const ended = await on(warehouse, 'ask', 'top-songs', '--evidence', '--json');
      const { freshness, sql, ...others } = JSON.parse(ended.stdout).evidence;
      const rest = { sql: sql.replace(' as not materialized (', ' as ('), ...others };
      return { rest, engine: freshness.engine };
    };
    const there = await evidence('redshift');
    expect(there.rest).toEqual((await evidence(local())).rest);
    expect(there.engine).toMatch(/^Redshift 1\.0/);
  });

  test('runs lists the run, and its files', async () => {
    const [run] = JSON.parse((await on('redshift', 'runs', '--json')).stdout).rows;
    expect(String(run.run_id)).toBe('1');
    expect((await on('redshift', 'runs', '1')).stdout).toContain('2018-11-02-events.json');
  });

  test('why follows a play back to its line', async () => {
    const sql = 'select songplay_id from songplays where song_id is not null limit 1';
    const [play] = JSON.parse((await on(local(), 'query', sql, '--json')).stdout).rows;
    const [here, there] = [
      await on(local(), 'why', play.songplay_id),
      await on('redshift', 'why', play.songplay_id),
    ];
    expect(here.code).toBe(0);
    expect(printedBy(there)).toEqual(printedBy(here));
  });

  test('diff finds that it holds the same', async () => {
    const ended = await sparkify(['diff', local(), 'redshift'], { cwd: source.path, env });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout.match(/^ {2}same/gm)?.length).toBeGreaterThanOrEqual(7);
  });

  test('report writes its page', async () => {
    const page = join(source.path, 'report.html');
    expect(await on('redshift', 'report', '--out', page)).toMatchObject({ code: 0 });
    expect(readFileSync(page, 'utf8')).toContain('Kid Cudi');
  });

  test('dashboard answers from it', async () => {
    const served = start(['dashboard', '--warehouse', 'redshift', '--no-open'], {
      cwd: source.path,
      env,
    });
    const address = await new Promise<string>((resolve) =>
      served.stdout?.on('data', (text: string) => resolve(text.trim())),
    );
    const answer = await fetch(new URL('api/questions/top-songs', address));
    expect(await answer.json()).toMatchObject({ rows: [{ song: 'Up', plays: 2 }, { song: 'Down' }] });
    served.kill('SIGTERM');
    await served.ended;
  });

  test('etl --show-sql prints each statement as it is sent; a second run finds nothing new, and locks nothing', async () => {
    const again = await on('redshift', 'etl', '--data', '.', '--show-sql', '--max-rejected', '100%');
    expect(again).toMatchObject({ code: 0 });
    expect(again.stdout).toMatch(/nothing new|up to date/i);
    expect(again.stderr).toMatch(/^from etl\.runs$/m);
    expect(again.stderr).not.toMatch(/^(begin|lock)/m);
    const star = await on('redshift', 'etl', '--rebuild-star', '--show-sql');
    expect(star).toMatchObject({ code: 0 });
    expect(star.stderr).toMatch(/^lock etl\.lock;?$/m);
  });

  test('etl --show-sql --dry-run contacts nothing', async () => {
    const nowhere = { ...env, REDSHIFT_HOST: 'nowhere.invalid', AWS_ENDPOINT_URL: 'http://nowhere.invalid' };
    const before = [redshift.cluster.statements.length, redshift.s3.requests.length];
    const ended = await sparkify(
      ['etl', '--show-sql', '--dry-run', '--data', 's3://data', '--warehouse', 'redshift'],
      { cwd: source.path, env: nowhere },
    );
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^copy "staging_events"/m);
    expect([redshift.cluster.statements.length, redshift.s3.requests.length]).toEqual(before);
  });
});

/** What a command says, but for how long it took and where it looked. */
function printedBy({ code, stdout, stderr }: Ended) {
  const plain = (text: string) => text.replaceAll(local(), 'redshift').replace(/\d+(\.\d+)? m?s\b/g, 'T');
  return { code, stdout: plain(stdout), stderr: plain(stderr) };
}
