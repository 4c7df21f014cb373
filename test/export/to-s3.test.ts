import { afterAll, beforeAll, expect, test } from 'vitest';
import { SparkifyError, UsageError } from '../../src/errors.ts';
import { type ExportOptions, exportTables } from '../../src/export/export.ts';
import { parseManifest } from '../../src/export/manifest.ts';
import { duckdb } from '../engines.ts';
import { loadedPipeline, type Pipeline } from '../pipeline.ts';
import { projectFolder } from '../project/project-folder.ts';
import { event } from '../reference/examples.ts';
import { startS3Server } from '../s3-server/s3-server.ts';
import { dataFile, smallSource } from '../source-folder.ts';
import { credentials, settingsFor } from '../sources/s3-settings.ts';

let pipeline: Pipeline;

beforeAll(async () => {
  using project = projectFolder({
    'tables/by-user.sql': 'select user_id, count(*) as plays from songplays group by 1',
  });
  pipeline = await loadedPipeline(duckdb, smallSource, { tables: project.open().tables });
});
afterAll(() => pipeline[Symbol.asyncDispose]());

async function setUp(objects: Readonly<Record<string, string>> = {}) {
  const server = await startS3Server({ buckets: { lake: objects }, credentials });
  const s3 = { ...settingsFor(server.endpoint), backoff: { attempts: 1 } };
  return {
    server,
    names: () => [...server.objects('lake').keys()].sort(),
    export: (options: Partial<ExportOptions> = {}) =>
      exportTables({ ...pipeline.at, to: 's3://lake/stars', s3, format: 'csv', ...options }),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const tables = ['artists', 'by_user', 'songplays', 'songs', 'time', 'users'];

test('an export to S3 is below the folder of its run, with the manifest last; the same again does nothing', async () => {
  await using given = await setUp({ 'other/file.txt': 'not below the folder' });
  const report = await given.export();
  expect(report.status).toBe('exported');
  const below = given.names().filter((name) => name.startsWith('stars/'));
  expect(below).toEqual(
    ['manifest.json', ...tables.map((name) => `${name}.csv`)].map((name) => `stars/run=1/${name}`).sort(),
  );
  const puts = given.server.requests.filter(({ method }) => method === 'PUT');
  expect(puts.at(-1)?.key).toContain('manifest.json');
  const stored = given.server.objects('lake');
  const manifest = parseManifest(String(stored.get('stars/run=1/manifest.json')));
  expect(manifest).toEqual(report.manifest);
  for (const { files } of manifest?.tables ?? [])
    for (const { path, bytes } of files) expect(stored.get(`stars/run=1/${path}`)?.length).toBe(bytes);
  expect(await given.export()).toMatchObject({ status: 'unchanged', manifest: report.manifest });
  expect(given.server.requests.filter(({ method }) => method === 'PUT').length).toBe(puts.length);
});

test('another export of the run removes what the first manifest lists, and nothing else', async () => {
  await using given = await setUp();
  await given.export();
  await given.export({ format: 'parquet', partitionBy: ['year', 'month'] });
  const names = given.names();
  expect(names.filter((name) => name.endsWith('.csv'))).toEqual([]);
  expect(names).toContain('stars/run=1/songplays/year=2018/month=11/data_0.parquet');
  await given.export({ format: 'csv', tables: ['users'] });
  expect(given.names()).toEqual(['stars/run=1/manifest.json', 'stars/run=1/users.csv']);
});

test.each([
  [{ 'stars/notes.txt': 'mine' }],
  [{ 'stars/run=1/manifest.json': '{"sparkify_export":1}' }],
  [{ 'stars/run=0/users.csv': 'of nobody' }],
])('a folder of S3 that holds something else is refused and stays as it is: %j', async (objects) => {
  await using given = await setUp(objects);
  await expect(given.export()).rejects.toThrow('s3://lake/stars is not empty, and was not made by');
  await expect(given.export()).rejects.toThrow(UsageError);
  expect(given.names()).toEqual(Object.keys(objects));
});

test('an export that was disturbed half-way has no manifest, and the next one completes it', async () => {
  await using given = await setUp();
  given.server.fail('access-denied', { key: 'stars/run=1/songs.csv', times: 1 });
  await expect(given.export()).rejects.toThrow(SparkifyError);
  expect(given.names()).toContain('stars/run=1/songplays.csv');
  expect(given.names()).not.toContain('stars/run=1/manifest.json');
  expect(await given.export()).toMatchObject({ status: 'exported' });
  expect(given.names()).toContain('stars/run=1/manifest.json');
});

test('an export that is stopped half-way says that it is not complete', async () => {
  await using given = await setUp();
  await given.export({ tables: ['users'] });
  const stop = new AbortController();
  given.server.fail('stall', { key: 'stars/run=1/songs.csv', times: 1 });
  const exported = given.export({ signal: stop.signal });
  await expect
    .poll(() => given.server.requests.map(({ method, key }) => `${method} ${key}`))
    .toContain('PUT stars/run=1/songs.csv');
  stop.abort();
  await expect(exported).rejects.toMatchObject({
    code: 'SPK-109',
    message: 'Stopped; the export to s3://lake/stars is not complete.',
    details: ['Files of it may be there, but not its manifest: readers take the export before.'],
  });
  const manifest = parseManifest(String(given.server.objects('lake').get('stars/run=1/manifest.json')));
  expect(manifest?.tables.map(({ name }) => name)).toEqual(['users']);
  expect(await given.export()).toMatchObject({ status: 'exported' });
});

test('each run has a folder of its own', async () => {
  await using given = await setUp();
  await given.export();
  await using other = await loadedPipeline(duckdb, smallSource);
  other.source.write([dataFile('logs', 'more.json', `${event({ ts: 1546300800000, itemInSession: 77 })}\n`)]);
  await other.etl();
  await given.export({ warehouse: other.at.warehouse, tables: ['users'] });
  expect(given.names()).toContain('stars/run=1/by_user.csv');
  expect(given.names()).toContain('stars/run=2/users.csv');
});
