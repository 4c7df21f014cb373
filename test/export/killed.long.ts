import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDuckdb } from '../../src/warehouse/duckdb/duckdb.ts';
import { sparkify, start } from '../cli/sparkify.ts';
import { event, events, song } from '../reference/examples.ts';
import { dataFile, lines, type SourceFolder, sourceFolder } from '../source-folder.ts';
import { type TemporaryFolder, temporaryFolder } from '../temporary-folder.ts';

/** Milliseconds after the new version appears beside the old one. */
const moments = [0, 5, 20, 60];

const plays = 20_000;

/** So many plays that writing them takes a while. */
function manyPlays(): SourceFolder {
  const many = events(plays, (item) => ({ ts: 1541100000000 + item }));
  return sourceFolder([dataFile('logs', 'many.json', lines(many)), dataFile('songs', 's.json', song())]);
}

test('a read copy whose process is killed half-way stays the one before, and the next run makes it', async () => {
  using folder = temporaryFolder();
  using source = manyPlays();
  using more = sourceFolder();
  const etl = (data: string) => ['etl', ...['--data', data], ...['--publish-to', 'copy.duckdb']];
  const run = (data: string) => sparkify(etl(data), { cwd: folder.path });
  await run(source.path);
  let killed = 0;
  for (const [index, moment] of moments.entries()) {
    const before = readFileSync(join(folder.path, 'copy.duckdb'));
    more.write([
      dataFile('logs', `${index}.json`, `${event({ ts: 1546300800000, itemInSession: index })}\n`),
    ]);
    killed += await killedMeanwhile(folder, etl(more.path), moment);
    const after = readFileSync(join(folder.path, 'copy.duckdb'));
    const found = await playsIn(join(folder.path, 'copy.duckdb'));
    if (after.equals(before)) expect(found).toBe(plays + index);
    else expect(found).toBe(plays + index + 1); // it was renamed before the signal came
    const next = await run(more.path);
    expect([next.code, next.stdout]).toEqual([0, expect.stringContaining('Nothing new')]);
    expect(await playsIn(join(folder.path, 'copy.duckdb'))).toBe(plays + index + 1);
  }
  expect(killed).toBeGreaterThan(0);
  expect(foldersLeftIn(folder)).toEqual([]);
});

test('an export whose process is killed half-way leaves the folder before or the new one, and the next completes it', async () => {
  using folder = temporaryFolder();
  using source = manyPlays();
  using more = sourceFolder();
  const run = (...args: readonly string[]) => sparkify(args, { cwd: folder.path });
  const exporting = ['export', '--to', 'parquet', '--partition-by', 'year,month,artist_id'];
  await run('etl', '--data', source.path);
  await run(...exporting);
  let killed = 0;
  for (const [index, moment] of moments.entries()) {
    more.write([
      dataFile('logs', `${index}.json`, `${event({ ts: 1546300800000, itemInSession: index })}\n`),
    ]);
    await run('etl', '--data', more.path);
    killed += await killedMeanwhile(folder, exporting, moment);
    expect([plays + index, plays + index + 1]).toContain(await playsInFolder(folder));
    expect((await run(...exporting)).code).toBe(0);
    expect(await playsInFolder(folder)).toBe(plays + index + 1);
  }
  expect(killed).toBeGreaterThan(0);
  expect(foldersLeftIn(folder)).toEqual([]);
});

/** Starts a command and kills it so long after something appears beside its target; 1 if it was still running. */
async function killedMeanwhile(
  folder: TemporaryFolder,
  args: readonly string[],
  after: number,
): Promise<number> {
  const child = start(args, { cwd: folder.path });
  let hasEnded = false;
  void child.ended.then(() => {
    hasEnded = true;
  });
  const isWriting = () =>
    foldersLeftIn(folder).some(
      (name) => name.includes('.sparkify-export-') && hasContent(join(folder.path, name)),
    );
  while (!hasEnded && !isWriting()) await sleep(1);
  await sleep(after);
  child.kill('SIGKILL');
  const { signal, stderr } = await child.ended;
  if (signal === null) expect(stderr).not.toContain('error');
  return signal === 'SIGKILL' ? 1 : 0;
}

/** Whether more is there than the empty folder by which an export tries, before anything is read, if it may write. */
function hasContent(path: string): boolean {
  try {
    return statSync(path).isFile() || readdirSync(path).length > 0;
  } catch {
    return false; // it is gone
  }
}

/** What an export has beside its target meanwhile. */
function foldersLeftIn({ path }: TemporaryFolder): readonly string[] {
  return readdirSync(path).filter((name) => name.includes('.sparkify-'));
}

async function playsIn(path: string): Promise<unknown> {
  await using copy = await openDuckdb(path, { readOnly: true });
  return (await copy.query('select count(*) as plays from songplays')).rows[0]?.plays;
}

/** Of the folder that readers find: a crash between the two renames leaves the one before beside it. */
async function playsInFolder({ path }: TemporaryFolder): Promise<unknown> {
  const names = ['parquet', '.parquet.sparkify-previous'];
  const found = names.find((name) => existsSync(join(path, name, 'manifest.json'))) ?? '';
  await using duckdb = await openDuckdb(join(path, 'sparkify.duckdb'), { readOnly: false });
  const files = join(path, found, 'songplays/**/*.parquet');
  return (await duckdb.query(`select count(*) as plays from read_parquet('${files}')`)).rows[0]?.plays;
}
