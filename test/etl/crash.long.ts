import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { etl } from '../../src/etl/etl.ts';
import { openWarehouse } from '../../src/warehouse/open.ts';
import { type Ended, root, sparkify, start } from '../cli/sparkify.ts';
import { loadReference } from '../reference/reference.ts';
import { type SourceFolder, sourceFolder } from '../source-folder.ts';
import { type TemporaryFolder, temporaryFolder } from '../temporary-folder.ts';
import { readTables, referenceLines, type TableLines } from '../warehouse-tables.ts';
import { after, before } from './before-and-after.ts';

// One process at a time is a matter of DuckDB's file; a server has its own transactions, and tests of its own.

let source: SourceFolder;
let prepared: TemporaryFolder;
let oldTables: TableLines;
const newTables = referenceLines(loadReference(after));

beforeAll(async () => {
  source = sourceFolder(before);
  prepared = temporaryFolder();
  await etl({ data: source.path, warehouse: join(prepared.path, 'old.duckdb') });
  oldTables = await readTables(join(prepared.path, 'old.duckdb'), source.path);
  source.apply({ kind: 'remove', location: 'log_data/2018/11/day-3.json' });
  source.write(after);
});
afterAll(() => {
  source[Symbol.dispose]();
  prepared[Symbol.dispose]();
});

interface Place extends Disposable {
  readonly warehouse: string;
  /** The folder that the run takes for temporary files. */
  readonly temporary: string;
}

/** A warehouse with the old state, for one more run. */
function oldState(): Place {
  const folder = temporaryFolder();
  const temporary = temporaryFolder();
  const warehouse = join(folder.path, 'w.duckdb');
  copyFileSync(join(prepared.path, 'old.duckdb'), warehouse);
  return {
    warehouse,
    temporary: temporary.path,
    [Symbol.dispose]() {
      folder[Symbol.dispose]();
      temporary[Symbol.dispose]();
    },
  };
}

const runArguments = ({ warehouse }: Place): string[] => [
  'etl',
  '--data',
  source.path,
  '--warehouse',
  warehouse,
  '--prune',
];

/** Runs once more, as if nothing had been; nothing of the dead run may be left. */
async function expectRecovery(place: Place): Promise<void> {
  const { warehouse, temporary } = place;
  vi.stubEnv('TMPDIR', temporary);
  await etl({ data: source.path, warehouse, prune: true }).finally(() => vi.unstubAllEnvs());
  expect(await readTables(place.warehouse, source.path)).toEqual(newTables);
  expect(readdirSync(place.temporary)).toEqual([]);
}

async function expectOldOrNew({ warehouse }: Place): Promise<'old' | 'new'> {
  const tables = await readTables(warehouse, source.path);
  const isNew = tables.users.length > 0 && tables.songs.length === newTables.songs.length;
  expect(tables).toEqual(isNew ? newTables : oldTables);
  return isNew ? 'new' : 'old';
}

describe('a run that is killed', () => {
  /** Kills itself the moment that it tells of a step for the n-th time, or some milliseconds later. */
  const driver = `
    const [module, options, step, time, delay] = process.argv.slice(2);
    const { etl } = await import(module);
    let times = 0;
    const die = () => process.kill(process.pid, 'SIGKILL');
    await etl({ ...JSON.parse(options), onProgress(progress) {
      if (progress.step !== step || ++times !== Number(time)) return;
      if (Number(delay) === 0) die();
      setTimeout(die, Number(delay));
    } });`;

  async function killAt(place: Place, step: string, time: number, delay: number): Promise<Ended> {
    using folder = temporaryFolder();
    const path = join(folder.path, 'driver.mjs');
    writeFileSync(path, driver);
    const options = { data: source.path, warehouse: place.warehouse, prune: true };
    const args = [join(root, 'dist/index.js'), JSON.stringify(options), step, String(time), String(delay)];
    return await sparkify(args, { script: path, env: { TMPDIR: place.temporary } });
  }

  test.each([
    ['list', 1],
    ['stage', 1],
    ['stage', 2],
    ['stage', 3],
    ['stage', 4],
    ['star', 1],
    ['check', 1],
    ['publish', 1],
  ])('at the step %s %d leaves the old state, and the next run makes up for it', async (step, time) => {
    using place = oldState();
    expect(await killAt(place, step, time, 0)).toMatchObject({ signal: 'SIGKILL' });
    expect(await expectOldOrNew(place)).toBe('old');
    await expectRecovery(place);
  });

  test.each([
    ['stage', 4, 15],
    ['star', 1, 30],
    ['check', 1, 10],
    ['publish', 1, 2],
    ['publish', 1, 8],
    ['publish', 1, 20],
  ])('after the step %s %d by %d ms leaves the old state or the new', async (step, time, delay) => {
    using place = oldState();
    await killAt(place, step, time, delay);
    await expectOldOrNew(place);
    await expectRecovery(place);
  });

  test('on an empty warehouse, again and again at any time, is made up for', async () => {
    using place = oldState();
    const fresh = { ...place, warehouse: `${place.warehouse}.fresh` };
    for (const delay of [120, 200, 260, 320, 400]) {
      const run = start([...runArguments(fresh), '--quiet'], { env: { TMPDIR: place.temporary } });
      await sleep(delay * (0.8 + Math.random() * 0.4));
      run.kill('SIGKILL');
      await run.ended;
    }
    await expectRecovery(fresh);
  });
});

describe('a run that is stopped', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s ends with 130 and leaves the old state',
    async (signal) => {
      using place = oldState();
      const run = start(runArguments(place), { env: { TMPDIR: place.temporary } });
      while (readdirSync(place.temporary).length === 0) await sleep(2); // the first pack tells that it stages
      run.kill(signal);
      expect(await run.ended).toMatchObject({ code: 130, signal: null, stdout: '' });
      expect((await run.ended).stderr).toMatch(/nothing was published\.\n$/);
      expect(await expectOldOrNew(place)).toBe('old');
      expect(readdirSync(place.temporary)).toEqual([]);
      await expectRecovery(place);
    },
  );

  test('at any time has published all and says so, or nothing', async () => {
    for (const delay of [60, 130, 190, 230, 270, 320]) {
      using place = oldState();
      const run = start(runArguments(place), { env: { TMPDIR: place.temporary } });
      await sleep(delay);
      run.kill('SIGINT');
      const { code, signal, stdout } = await run.ended;
      const state = await expectOldOrNew(place);
      if (code === 0)
        expect({ state, stdout }).toMatchObject({
          state: 'new',
          stdout: expect.stringContaining('Published'),
        });
      else expect({ state, ended: code ?? signal }).toEqual({ state: 'old', ended: signal ?? 130 });
    }
  });

  test('while it waits for the lock ends at once', async () => {
    using place = oldState();
    await using holder = await openWarehouse(place.warehouse);
    const run = start(runArguments(place), { env: { TMPDIR: place.temporary } });
    await sleep(1200); // time to begin, on a machine that is busy
    run.kill('SIGTERM');
    expect(await run.ended).toMatchObject({ code: 130, stdout: '' });
    expect(holder.location).toBe(place.warehouse);
  });
});

describe('two runs at once', () => {
  test('the second waits for the first, and then finds nothing new', async () => {
    using place = oldState();
    const both = [1, 2].map(() =>
      sparkify([...runArguments(place), '--json'], { env: { TMPDIR: place.temporary } }),
    );
    const ended = await Promise.all(both);
    expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual([
      { code: 0, stderr: '' },
      { code: 0, stderr: '' },
    ]);
    expect(ended.map(({ stdout }) => JSON.parse(stdout).status).sort()).toEqual(['published', 'up-to-date']);
    expect(await expectOldOrNew(place)).toBe('new');
  });

  test('the second gives up after --lock-timeout with 75, and names who holds the warehouse', async () => {
    using place = oldState();
    await using holder = await openWarehouse(place.warehouse);
    const ended = await sparkify([...runArguments(place), '--lock-timeout', '1']);
    expect(ended).toMatchObject({ code: 75, stdout: '' });
    expect(ended.stderr).toContain(`error  ${holder.location} is held by process ${process.pid} (`);
    expect(ended.stderr).toContain('), and was not free within 1 s.\n       Nothing was published.\n');
  });

  test('a reader in another process sees the old state or the new, never less or more', async () => {
    using place = oldState();
    const sql = `select (select count(*) from songplays) as plays, (select count(*) from users) as users, (select count(*) from songs) as songs, (select count(*) from etl.files) as files`;
    const read = async () =>
      (await sparkify(['query', sql, '--warehouse', place.warehouse, '--json'])).stdout;
    const old = await read();
    const run = start([...runArguments(place), '--quiet'], { env: { TMPDIR: place.temporary } });
    const seen: string[] = [];
    while (run.exitCode === null) seen.push(await read());
    const last = await read();
    expect((await run.ended).code).toBe(0);
    expect(last).not.toBe(old);
    expect(seen.filter((each) => each !== old && each !== last)).toEqual([]);
  });
});
