import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { InterruptedError, UsageError } from '../../src/errors.ts';
import { hintLines } from '../../src/hint.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { folderOfTests } from '../temporary-folder.ts';
import { digest, filesBelow } from './reading.ts';

const folder = folderOfTests();
const small = { users: 30, catalogue: 60, until: '2018-11-08' };

test('a folder that holds other data is refused and stays as it is', async () => {
  const out = join(folder, 'foreign');
  mkdirSync(out);
  writeFileSync(join(out, 'thesis.txt'), 'years of work');
  await expect(simulate({ ...small, out })).rejects.toThrow(/holds other data.*Nothing was written/);
  expect(filesBelow(out)).toEqual(['thesis.txt']);
});

test('a folder that holds a simulation is refused with the command that continues it', async () => {
  const out = join(folder, 'simulated');
  await simulate({ ...small, out });
  const before = digest(out);
  const error: unknown = await simulate({ ...small, out }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UsageError);
  expect(hintLines((error as UsageError).hints).join()).toContain(
    `--resume ${join(out, 'simulation.state')}`,
  );
  expect(digest(out)).toBe(before);
});

test('an empty folder is taken, hidden files or not; a file is not', async () => {
  const out = join(folder, 'empty');
  mkdirSync(out);
  writeFileSync(join(out, '.gitkeep'), '');
  expect((await simulate({ ...small, out })).events).toBeGreaterThan(0);
  await expect(simulate({ ...small, out: join(out, '.gitkeep') })).rejects.toThrow(
    /is a file; --out takes a folder/,
  );
});

test('a folder that cannot be made is named, with what to do', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const run = simulate({ ...small, out: join(file, 'data') });
  await expect(run).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining(
      `${join(file, 'data')} cannot be written: a part of its path is a file.`,
    ),
    hints: [expect.stringContaining('where you may write')],
  });
});

if (existsSync('/proc/self')) {
  test('a folder in a file system that takes none is refused at once', async () => {
    const run = simulate({ ...small, out: '/proc/simulated/data' });
    const message = expect.stringContaining('its folder does not exist');
    await expect(run).rejects.toMatchObject({ exitCode: 2, message });
  });
}

test('what will be written is estimated before anything is, and comes close', async () => {
  const out = join(folder, 'estimate');
  const estimates: { events: number; bytes: number; songFiles: number; written: boolean }[] = [];
  const report = await simulate({
    ...small,
    out,
    onEstimate: ({ events, bytes, songFiles }) =>
      estimates.push({ events, bytes, songFiles, written: existsSync(out) }),
  });
  expect(estimates).toHaveLength(1);
  expect(estimates[0]).toMatchObject({ written: false, songFiles: report.files.songs });
  expect((estimates[0]?.events ?? 0) / report.events).toBeCloseTo(1, 1);
  expect((estimates[0]?.bytes ?? 0) / report.bytes).toBeCloseTo(1, 0);
});

test('progress goes from the songs to the end of the logs', async () => {
  const phases: string[] = [];
  const shares: number[] = [];
  const report = await simulate({
    ...small,
    catalogue: 600,
    out: join(folder, 'progress'),
    onProgress: ({ phase, share, records }) => {
      phases.push(phase);
      if (phase === 'logs') shares.push(share, records);
    },
  });
  expect(phases[0]).toBe('songs');
  expect(shares.slice(-2)).toEqual([1, report.events]);
});

test('a simulation that is stopped leaves nothing behind', async () => {
  for (const phase of ['songs', 'logs']) {
    const out = join(folder, `stopped in the ${phase}`);
    const controller = new AbortController();
    const stopped = simulate({
      ...small,
      catalogue: 600,
      out,
      signal: controller.signal,
      onProgress: (progress) => progress.phase === phase && controller.abort(),
    });
    await expect(stopped).rejects.toBeInstanceOf(InterruptedError);
    expect(existsSync(out)).toBe(false);
  }
});

test('a continuation that is stopped leaves the earlier period as it was', async () => {
  const out = join(folder, 'stopped continuation');
  await simulate({ ...small, out, until: '2018-11-05T12:00', dirty: 0.05 });
  const before = digest(out);
  const controller = new AbortController();
  const resume = join(out, 'simulation.state');
  const stopped = simulate({ out, resume, signal: controller.signal, onProgress: () => controller.abort() });
  await expect(stopped).rejects.toBeInstanceOf(InterruptedError);
  expect(digest(out)).toBe(before);
});

test('a continuation keeps its settings, and says so where others are asked for', async () => {
  const out = join(folder, 'simulated');
  const resume = join(out, 'simulation.state');
  await expect(simulate({ out, resume, users: 7, gzip: true })).rejects.toThrow(
    /continues with the settings of .*; --users, --gzip cannot be given with it/,
  );
  await expect(simulate({ out, resume, until: '2018-11-02' })).rejects.toThrow(/should end after it begins/);
});

test('a state that is cut off is refused', async () => {
  const state = join(folder, 'cut.state');
  writeFileSync(state, readFileSync(join(folder, 'simulated', 'simulation.state')).subarray(0, -10));
  await expect(simulate({ out: join(folder, 'cut'), resume: state })).rejects.toThrow(
    /is not the state of a simulation/,
  );
});

test.each([
  ['2999-01-01', '2999-01-02', [expect.stringMatching(/^A run of etl now rejects the events after /)]],
  ['1999-12-31', '2000-01-01', [expect.stringContaining('before 2000-01-01')]],
  ['2018-11-01', '2018-11-02', []],
])(
  'events from %s to %s are written with a warning where etl rejects them',
  async (from, until, expected) => {
    const warnings: string[] = [];
    const out = join(folder, from);
    await simulate({
      out,
      users: 1,
      catalogue: 10,
      from,
      until,
      onWarning: (sentence) => warnings.push(sentence),
    });
    expect(warnings).toEqual(expected);
  },
);
