import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { sparkify } from './sparkify.ts';

// Calls that a person gets wrong, and the line that says what was probably meant or why it cannot be.

const folder = sourceFolder(smallSource);
const run = (...args: readonly string[]) => sparkify(args, { cwd: folder.path, env: { HOME: homedir() } });

beforeAll(async () => {
  writeFileSync(join(folder.path, 'a-file'), '[S3]\n# secret-word\n');
  writeFileSync(join(folder.path, 'utf-16.cfg'), Buffer.from('\ufeff[S3]\nDATA=data\n', 'utf16le'));
  expect((await run('etl', '--data', '.')).code).toBe(0);
});

afterAll(() => folder[Symbol.dispose]());

test.each([
  [['etl', '--data', './log_data'], 'Did you mean --data .?'],
  [['etl', '--data', 's3:/bucket/prefix'], 'Did you mean s3://bucket/prefix?'],
  [['etl', '--data', '~/data'], `Did you mean ${join(homedir(), 'data')}?`],
  [['etl', '--warehouse', 'redshfit'], 'Write ./redshfit for a new DuckDB file of this name.'],
  [['etl', '--publish-to', 'copy'], '--publish-to should be a DuckDB file of this machine'],
  [['etl', '--publish-to', 'sparkify.duckdb'], '--publish-to sparkify.duckdb is the warehouse itself'],
  [['etl', '--project', 'a-file'], 'a-file is a file.\n\n       Name a folder with --project.'],
  [['etl', '--config', '.'], 'cannot be read: it is a folder.'],
  [
    ['doctor', '--config', 'utf-16.cfg'],
    'cannot be read: it is UTF-16, or no text.\n\n       Save it as UTF-8.',
  ],
  [['etl', '--log-jsonpath', 'a-file'], "a-file is not valid JSON: Unexpected token 'S'.\n"],
  [['ask', 'top-songs --limit 5'], 'Did you mean top-songs?'],
  [['query', '-- a comment alone'], 'There is no SQL to run.'],
  [['init', '--project', '--config', 'x'], "cannot be used with option '--config <file>'"],
  [['init', '--project', 'a-file'], 'cannot be written: a part of its path is a file.'],
  [['init', '--config', 'none/dwh.cfg'], 'cannot be written: its folder does not exist.'],
  [['export', '--to', 'a-file'], 'cannot be read as a folder: it is a file.'],
  [['report', '--out', '.'], 'cannot be written: it is a folder.'],
  [['rejects', '--export', 'a-file'], 'cannot be written: it exists already.'],
  [['simulate', '--out', 'new', '--resume', 'none'], 'The state none cannot be read: it does not exist.'],
  [['simulate', '--out', 'new', '--config', 'a-file'], "Unexpected token 'S'\n"],
  [['doctor', '--warehouse', 'a-file'], 'Failed: warehouse.'],
  [['dashboard', '--warehouse', 'a-file'], 'The warehouse a-file is not a DuckDB file.'],
])('%j', async (args, words) => {
  const { code, stderr } = await run(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
  expect(stderr).not.toMatch(/\bE[A-Z]{4,}:|secret-word/);
});

test('log files directly in the folder that --data names: --logs takes it', async () => {
  const days = join(folder.path, 'log_data/2018/11');
  mkdirSync(days, { recursive: true });
  for (const day of [1, 2]) writeFileSync(join(days, `2018-11-0${day}-events.json`), '');
  const { stderr } = await run('etl', '--data', 'log_data/2018/11');
  expect(stderr).toContain('Did you mean --logs log_data/2018/11?');
});

test('SQL that begins with a comment is no option', async () => {
  expect(await run('query', '-- the levels\nselect 1 as one')).toMatchObject({ code: 0, stdout: 'one\n1\n' });
});

test('a preview of what is no log lists ten lines of it', async () => {
  writeFileSync(join(folder.path, 'no-log.json'), 'x\n'.repeat(30));
  const { stderr } = await run('preview', '--logs', 'no-log.json');
  expect(stderr.trimEnd().split('\n')).toHaveLength(11);
  expect(stderr).toMatch(/^… and 20 more rejected records\.$/m);
});

test('a percentage is printed as it was typed', async () => {
  writeFileSync(join(folder.path, 'bad.json'), 'x\n'.repeat(1200));
  const { code, stderr } = await run('etl', '--logs', 'bad.json', '--max-rejected', '7%');
  expect(code).toBe(3);
  expect(stderr).toContain(
    '1,200 of 1,200 records of the log data (100.0 %) are rejected, more than the 7 % that',
  );
});

test('the hints of simulate continue it, whatever it was called with', async () => {
  const out = join(folder.path, 'month');
  const small = ['--users', '3', '--catalogue', '10', '--until', '2018-11-02', '--seed', '5'];
  const { stdout } = await run('simulate', '--out', out, ...small);
  const [, words = ''] = /Next month +sparkify (.*)/.exec(stdout) ?? [];
  const { code, stderr } = await run(...words.split(' '));
  expect([code, stderr]).toEqual([0, expect.stringContaining('3 users from 2018-11-02 to 2018-12-02')]);
});

test('doctor opens the warehouse, and waits for none', async () => {
  expect((await run('doctor')).stdout).toContain('warehouse     ok     sparkify.duckdb can be read\n');
  const { code, stdout } = await run('doctor', '--warehouse', 'new.duckdb');
  expect([code, stdout]).toEqual([0, expect.stringContaining('new.duckdb does not exist yet.\n')]);
});
