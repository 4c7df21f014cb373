import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportTables } from '../../src/export/export.ts';
import { openDuckdb } from '../../src/warehouse/duckdb/duckdb.ts';
import { start } from '../cli/sparkify.ts';
import { loadedPipeline } from '../pipeline.ts';
import { environmentOf } from '../redshift-load/environment.ts';
import { freshRedshift, proxyTo } from '../redshift-load/fresh-redshift.ts';
import { event } from '../reference/examples.ts';
import { dataFile, smallSource } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const inS3 = 's3://data/stars';

/** An export of the first run, in a folder and in S3, and a second run that is not exported yet. */
async function setUp() {
  const folder = temporaryFolder();
  const pipeline = await loadedPipeline({ fresh: freshRedshift }, smallSource);
  const redshift = pipeline.warehouse;
  const { s3, cluster } = redshift;
  const to = join(folder.path, 'stars');
  const write = (target: string, options: object = {}) =>
    exportTables({ ...redshift.at, s3: redshift.at.redshift.s3, to: target, ...options });
  for (const target of [to, inS3]) await write(target);
  pipeline.source.write([
    dataFile('logs', 'more.json', `${event({ ts: 1546300800000, itemInSession: 77 })}\n`),
  ]);
  await pipeline.etl();
  const playsOf = (manifest: Awaited<ReturnType<typeof write>>['manifest']) =>
    manifest.tables.find(({ name }) => name === 'songplays')?.rows;
  return {
    ...{ folder, redshift, s3, cluster, to, write, playsOf },
    /** What a reader of the folder finds. */
    async playsInFolder() {
      await using reader = await openDuckdb(join(folder.path, 'reader.duckdb'));
      const { rows } = await reader.query(`select count(*) as n from '${join(to, 'songplays.parquet')}'`);
      return rows[0]?.n;
    },
    /** The runs whose export in S3 is complete: those that have a manifest. */
    runsInS3: () =>
      [...s3.objects('data').keys()]
        .filter((key) => key.endsWith('/manifest.json'))
        .map((key) => key.split('/')[1]),
    async [Symbol.asyncDispose]() {
      await pipeline[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

test('a connection that is lost between two UNLOADs leaves the export before, and nothing in WORK', async () => {
  await using given = await setUp();
  const { cluster, redshift, s3, write, to } = given;
  await using proxy = await proxyTo(redshift);
  for (const target of [to, inS3]) {
    cluster.on({ statement: /^unload[\s\S]*songplays/, when: 'during' }, () => proxy.cut());
    const lost = write(target, { redshift: proxy.redshift });
    await expect(lost).rejects.toMatchObject({ exitCode: 75 });
  }
  expect([...s3.objects('scratch').keys()]).toEqual([]);
  expect(await given.playsInFolder()).toBe(3);
  expect(given.runsInS3()).toEqual(['run=1']);
  await expectWhole(given);
});

test('files that cannot be fetched from WORK, or written to the target, leave the export before', async () => {
  await using given = await setUp();
  const { s3, write, to } = given;
  s3.fail('access-denied', { operation: 'GetObject', times: 1 });
  await expect(write(to)).rejects.toMatchObject({ exitCode: 2 });
  expect(await given.playsInFolder()).toBe(3);
  s3.fail('access-denied', { operation: 'PutObject', key: 'stars/run=2/time.parquet' });
  await expect(write(inS3)).rejects.toMatchObject({ exitCode: 2 });
  expect(given.runsInS3()).toEqual(['run=1']);
  expect([...s3.objects('data').keys()]).toContain('stars/run=2/songplays.parquet'); // half of it is there
  expect([...s3.objects('scratch').keys()]).toEqual([]);
  s3.reset();
  await expectWhole(given);
});

test('a process that is killed half-way leaves the export before', async () => {
  await using given = await setUp();
  const { cluster, folder, redshift, to } = given;
  for (const target of [to, inS3]) {
    const args = ['export', '--warehouse', 'redshift', '--to', target];
    const run = start(args, { cwd: folder.path, env: environmentOf(redshift, folder.path) });
    cluster.on({ statement: /^unload[\s\S]*"time"/, when: 'after' }, () => void run.kill('SIGKILL'));
    expect((await run.ended).signal).toBe('SIGKILL');
  }
  expect(await given.playsInFolder()).toBe(3);
  expect(given.runsInS3()).toEqual(['run=1']);
  await expectWhole(given);
});

async function expectWhole(given: Awaited<ReturnType<typeof setUp>>): Promise<void> {
  const { to, write, playsOf } = given;
  for (const target of [to, inS3]) {
    const { status, manifest } = await write(target);
    expect([status, manifest.run_id, playsOf(manifest)]).toEqual(['exported', '2', 4]);
  }
  expect(await given.playsInFolder()).toBe(4);
  expect(given.runsInS3()).toEqual(['run=1', 'run=2']);
}
