import { join } from 'node:path';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { addCommand } from '../../src/commands/command.ts';
import { simulate } from '../../src/commands/simulate.ts';
import { recordingContext } from '../recording-context.ts';
import { folderOfTests } from '../temporary-folder.ts';

const folder = folderOfTests();

/** Runs the command and returns what it wrote, with the folder and the time taken out. */
async function run(...args: readonly string[]): Promise<{ result: string[]; steps: string[] }> {
  const { context, printed, noted } = recordingContext();
  const program = new Command('sparkify').exitOverride().configureOutput({ writeErr: context.terminal.note });
  addCommand(program, simulate, context);
  for (const command of program.commands) command.exitOverride().copyInheritedSettings(program);
  await program.parseAsync(['simulate', ...args], { from: 'user' });
  const clean = (line: string) => line.replaceAll(`${folder}/`, '').replace(/\d+\.\d s$/, '0.1 s');
  return { result: printed.map(clean), steps: noted.map(clean) };
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
  expect(await run(...resume, '--until', '2018-11-07', '--quiet')).toEqual({ result: [], steps: [] });
});

test('the command refuses what is no number, and a missing folder', async () => {
  await expect(run('--out', join(folder, 'x'), '--users', 'many')).rejects.toThrow(
    /--users <number>.*It should be a number/,
  );
  await expect(run('--users', '5')).rejects.toThrow(/required option '--out <folder>' not specified/);
});
