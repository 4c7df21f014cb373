import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sparkify } from '../cli/sparkify.ts';
import { folderOfTests } from '../temporary-folder.ts';

const folder = folderOfTests();

/** Runs the command and returns what it wrote, with the folder and the time taken out. */
async function run(...args: readonly string[]) {
  const { stdout, stderr, ...ended } = await sparkify(['simulate', ...args], { cwd: folder });
  const clean = (text: string) =>
    text
      .trimEnd()
      .replaceAll(`${folder}/`, '')
      .replace(/\d+\.\d s$/gm, '0.1 s')
      .split('\n');
  return { ...ended, result: clean(stdout), steps: clean(stderr) };
}

test('the command says what it will write, what it wrote, and what to do with it', async () => {
  const small = ['--users', '25', '--catalogue', '40', '--until', '2018-11-04', '--dirty', '0.1'];
  const { result, steps } = await run('--out', join(folder, 'data'), ...small);
  expect(steps).toMatchInlineSnapshot(`
    [
      "  Simulate   25 users from 2018-11-01 to 2018-11-04",
      "  Size       about 92 events and 40 song files, 51.0 kB",
    ]
  `);
  expect(result).toMatchInlineSnapshot(`
    [
      "  Activity   92 events in 25 sessions of 25 users",
      "  Written    3 log files, 40 song files, 16.1 kB to data   0.1 s",
      "  Faults     7 to reject, 9 to accept, listed in data/faults.ndjson",
      "",
      "  Load it      sparkify etl --data data",
      "  Next month   sparkify simulate --out data --resume data/simulation.state",
    ]
  `);
});

test('the command prints one document with --json, and nothing with --quiet', async () => {
  const out = join(folder, 'data');
  const resume = ['--resume', join(out, 'simulation.state'), '--out', out];
  const { result } = await run(...resume, '--until', '2018-11-06', '--json');
  expect(result).toHaveLength(1);
  expect(JSON.parse(result[0] ?? '')).toMatchObject({
    users: 25,
    from: '2018-11-04T00:00:00.000Z',
    files: { logs: 2, songs: 0 },
    faults: { key: 'data/faults.ndjson' },
  });
  expect(await run(...resume, '--until', '2018-11-07', '--quiet')).toMatchObject({
    result: [''],
    steps: [''],
  });
});

test('the command refuses what is no number, and a missing folder', async () => {
  const refused = await run('--out', join(folder, 'x'), '--users', 'many');
  expect(refused.steps[0]).toMatch(/--users <number>.*It should be a number/);
  expect((await run('--users', '5')).steps[0]).toMatch(/Required option '--out <folder>' not specified/);
});
