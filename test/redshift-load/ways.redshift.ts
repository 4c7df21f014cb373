import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { stagingEvents, stagingSongs } from '../../src/formats/columns.ts';
import { timeLimitsAt } from '../../src/formats/time-limits.ts';
import { etl } from '../../src/load/etl.ts';
import type { EtlOptions } from '../../src/load/etl-options.ts';
import { openS3Folder } from '../../src/s3/folder.ts';
import type { ListedFile } from '../../src/sources/data-set.ts';
import { openS3Source } from '../../src/sources/s3.ts';
import { openRedshift } from '../../src/warehouse/redshift/redshift.ts';
import type { RedshiftConfig } from '../../src/warehouse/redshift/settings.ts';
import { redshiftLoading } from '../../src/warehouse/redshift/stage.ts';
import { openPipeline } from '../pipeline.ts';
import { event, events, song } from '../reference/examples.ts';
import { loadReference } from '../reference/reference.ts';
import { eventColumns, songColumns } from '../reference/stage.ts';
import { lines, smallSource } from '../source-folder.ts';
import { expectTables, readTables, readValue, referenceLines } from '../warehouse-tables.ts';
import { type FreshRedshift, freshRedshift } from './fresh-redshift.ts';

const inBucket = Object.fromEntries(smallSource.map(({ location, bytes }) => [location, bytes]));
const jsonPaths = JSON.stringify({ jsonpaths: eventColumns.map(({ key }) => `$['${key}']`) });
const withPaths = { 'log_json_path.json': jsonPaths };

const said = (text: string) => expect.stringContaining(text);

/** Loads what the bucket `data` holds. */
function run(
  { at }: FreshRedshift,
  settings: Partial<RedshiftConfig> = {},
  options: Partial<EtlOptions> = {},
) {
  const redshift = { ...at.redshift, ...settings };
  return etl({ data: 's3://data', s3: redshift.s3, warehouse: 'redshift', redshift, ...options });
}

const copies = ({ cluster }: FreshRedshift) =>
  cluster.statements.map(({ sql }) => sql).filter((sql) => /^copy "(staging|copied)/.test(sql));

test('small files of S3 are loaded in batches, and each row knows its file and line', async () => {
  await using warehouse = await freshRedshift(inBucket);
  const report = await run(warehouse);
  expect(report.loaded_by).toEqual({ batched_copy: 4 });
  await expectTables(warehouse.at, 's3://data', loadReference(smallSource));
  expect(copies(warehouse).every((sql) => /gzip\n.*manifest$/s.test(sql))).toBe(true);
  const line = `select line from staging_events inner join etl.files on files.file_id = staging_events.file_id
    where item_in_session = 2 and files.location = 's3://data/log_data/2018/11/2018-11-01-events.json'`;
  expect(await readValue(warehouse.at, line)).toBe(3);
});

test('files of this machine are loaded in batches as well', async () => {
  await using pipeline = await openPipeline({ fresh: freshRedshift }, smallSource);
  expect((await pipeline.etl()).loaded_by).toEqual({ batched_copy: 4 });
  await pipeline.expectTables(smallSource);
});

test('without WORK, an empty warehouse is loaded from the prefixes by one COPY each', async () => {
  await using warehouse = await freshRedshift({ ...inBucket, ...withPaths });
  const report = await run(warehouse, { work: undefined });
  expect(report.loaded_by).toEqual({ prefix_copy: 4 });
  expect(report.records).toEqual({ total: 6, lines: 6, blank: 0, staged: 6, rejected: 0 });
  await expectTables(warehouse.at, 's3://data', loadReference(smallSource));
  expect(copies(warehouse).map((sql) => /from '(.*)'/.exec(sql)?.[1])).toEqual([
    's3://data/song_data/',
    's3://data/log_data/',
  ]);
  expect(await run(warehouse, { work: undefined })).toMatchObject({
    status: 'up-to-date',
    files: { unchanged: 4 },
  });
});

test('without WORK, more files later are refused with what to do', async () => {
  await using warehouse = await freshRedshift({ ...inBucket, ...withPaths });
  await run(warehouse, { work: undefined });
  warehouse.s3.put('data', 'log_data/later.json', `${event({ sessionId: 9 })}\n`);
  await expect(run(warehouse, { work: undefined })).rejects.toMatchObject({
    exitCode: 2,
    hints: [said('WORK = s3://')],
  });
});

test.each([
  [
    'a file of another kind below the prefix, which COPY would take',
    { ...withPaths, 'log_data/readme.txt': 'no data' },
    { exitCode: 2, message: said('log_data/readme.txt') },
  ],
  [
    'a compressed file beside plain ones',
    { ...withPaths, 'log_data/a.json.gz': gzipSync(event()) },
    { exitCode: 2, message: said('compressed') },
  ],
  [
    'log data without a JSONPaths file in S3',
    {},
    { exitCode: 2, hints: [said('LOG_JSONPATH'), said('WORK')] },
  ],
  [
    'a record that COPY does not take',
    { ...withPaths, 'log_data/x.json': `${event()}\n${event({ itemInSession: 'third' })}\n` },
    {
      exitCode: 3,
      problems: [{ file: 's3://data/log_data/x.json', line: 2, column: 'item_in_session', code: 1207 }],
    },
  ],
  [
    'a record that COPY takes although it lacks what every record needs',
    { ...withPaths, 'log_data/x.json': `${event({ sessionId: null })}\n` },
    { exitCode: 3, message: said('1 records of the logs lack what every record needs') },
  ],
  [
    'a ts that COPY takes although it is out of range',
    { ...withPaths, 'log_data/x.json': `${event({ page: 'Home', ts: 1541106106 })}\n` },
    { exitCode: 3, message: said('their ts is before 2000') },
  ],
])('without WORK, %s fails the run, which says what is wrong', async (_, more, error) => {
  await using warehouse = await freshRedshift({ ...inBucket, ...more });
  await expect(run(warehouse, { work: undefined })).rejects.toMatchObject(error);
});

test('with WORK, a record that COPY does not take is rejected', async () => {
  const bad = `${event()}\n${event({ itemInSession: 'third' })}\n`;
  await using warehouse = await freshRedshift({ ...inBucket, 'log_data/x.json': bad });
  const { records } = await run(warehouse, {}, { maxRejected: { records: 1 } });
  expect(records.rejected).toBe(1);
});

test('without WORK, files of this machine are refused with what to do', async () => {
  await using pipeline = await openPipeline({ fresh: freshRedshift }, smallSource);
  const redshift = { ...pipeline.at.redshift, work: undefined };
  await expect(pipeline.etl({ redshift })).rejects.toMatchObject({
    exitCode: 2,
    hints: [said('WORK = s3://')],
  });
});

/** So large that packing would gain nothing; in many rows, since COPY takes none above 4 MB. */
const manyLines = lines([
  event(),
  ...events(17, (item) => ({ itemInSession: item + 1, page: 'Home', padding: 'x'.repeat(1 << 20) })),
]);

test('large files of S3 are copied from a manifest of the new ones, mandatory each', async () => {
  await using warehouse = await freshRedshift({ 'log_data/1.json': manyLines });
  const manifests: string[] = [];
  warehouse.cluster.on({ statement: /^copy "copied_logs"/, when: 'before' }, () => {
    for (const [key, body] of warehouse.s3.objects('scratch'))
      if (key.endsWith('.manifest')) manifests.push(body.toString());
  });
  const report = await run(warehouse);
  expect(report.loaded_by).toEqual({ manifest_copy: 1 });
  expect(report.records.lines).toBe(18);
  expect(JSON.parse(manifests[0] ?? '')).toEqual({
    entries: [{ url: 's3://data/log_data/1.json', mandatory: true }],
  });
  expect([...warehouse.s3.objects('scratch').keys()]).toEqual([]);
  const tables = await readTables(warehouse.at, 's3://data');
  const file = { dataSet: 'logs', location: 'log_data/1.json', bytes: Buffer.from(manyLines) } as const;
  expect(tables).toEqual(referenceLines(loadReference([file])));
});

for (const loaded of ['one', 'all'] as const) {
  test(`large files of which another run has loaded ${loaded} meanwhile are planned again, since rows of one COPY belong to no file of their own`, async () => {
    const files = Object.fromEntries(
      ['1', '2'].map((name) => [`log_data/${name}.json`, manyLines.replaceAll('"7"', `"${name}"`)]),
    );
    await using warehouse = await freshRedshift({ 'log_data/0.json': `${event()}\n` });
    await run(warehouse);
    for (const [key, body] of Object.entries(files)) warehouse.s3.put('data', key, body);
    const other = {
      data: undefined,
      logs: loaded === 'one' ? 's3://data/log_data/1.json' : 's3://data/log_data',
    };
    const begins = { statement: /^begin/, when: 'before' } as const;
    // The first transaction reserves ids.
    warehouse.cluster.on(begins, () =>
      warehouse.cluster.on(begins, async () => {
        expect(await run(warehouse, {}, other)).toMatchObject({ run_id: '2' });
      }),
    );
    const report = await run(warehouse, {}, { backoff: { sleep: async () => {} } });
    expect(report).toMatchObject(
      loaded === 'one'
        ? { status: 'published', run_id: '3', loaded_by: { manifest_copy: 1 } }
        : { status: 'up-to-date', run_id: '2' },
    );
    const all = { 'log_data/0.json': `${event()}\n`, ...files };
    await expectTables(
      warehouse.at,
      's3://data',
      loadReference(
        Object.entries(all).map(([location, bytes]) => ({
          dataSet: 'logs',
          location,
          bytes: Buffer.from(bytes),
        })),
      ),
    );
    expect([...warehouse.s3.objects('scratch').keys()]).toEqual([]);
  }, 120_000);
}

test('large files in another region than WORK are refused with what to do, and WORK is left clean', async () => {
  await using fresh = await freshRedshift({ 'log_data/1.json': manyLines });
  const { connection, role, s3 } = fresh.at.redshift;
  await using warehouse = await openRedshift(connection);
  await using work = await openS3Folder('s3://scratch/tmp', s3);
  await using opened = await openS3Source('s3://data/log_data', s3);
  const source = { ...opened, region: 'eu-west-1' };
  const files: ListedFile[] = [];
  for await (const file of opened.list()) files.push({ dataSet: 'logs', source, file });
  await expect(
    redshiftLoading(warehouse, { role, work, countSlices: async () => 2 }).stage({
      ...{ files, listed: [], firstFileId: 1 },
      tables: { logs: stagingEvents(), songs: stagingSongs() },
      jsonPaths: { logs: undefined, songs: undefined },
      ...{ timeLimits: timeLimitsAt(new Date()), signal: undefined, advance() {}, validate: async () => [] },
    }),
  ).rejects.toMatchObject({
    exitCode: 2,
    message: `WORK is in ${s3.region} and the files are in eu-west-1: COPY reads from one region.`,
  });
  expect([...fresh.s3.objects('scratch').keys()]).toEqual([]);
});

test('of files that were copied together, a changed one is refused with what to do', async () => {
  await using warehouse = await freshRedshift({ ...inBucket, ...withPaths });
  await run(warehouse, { work: undefined });
  const [first] = smallSource;
  warehouse.s3.put('data', first?.location ?? '', `${event({ sessionId: 8 })}\n`);
  await expect(run(warehouse)).rejects.toMatchObject({
    exitCode: 2,
    hints: ['Load everything again: --rebuild', expect.anything()],
  });
  expect(await run(warehouse, {}, { rebuild: true })).toMatchObject({ loaded_by: { batched_copy: 4 } });
});

test('a role that is missing is reported before any file is read', async () => {
  await using warehouse = await freshRedshift(inBucket);
  await expect(run(warehouse, { role: undefined })).rejects.toMatchObject({
    exitCode: 2,
    hints: [said('[IAM_ROLE] ARN'), expect.anything()],
  });
  const read = warehouse.s3.requests.filter(({ operation }) => operation === 'GetObject');
  expect(read.filter(({ key }) => key !== 'log_json_path.json')).toEqual([]);
});

test('without WORK, songs are copied by a JSONPaths file of their own', async () => {
  const { song_id, ...rest } = JSON.parse(song()) as Record<string, unknown>;
  const paths = songColumns.map(({ key }) => `$.${key === 'song_id' ? 'id' : key}`);
  await using warehouse = await freshRedshift({
    'song_data/s.json': JSON.stringify({ ...rest, id: song_id }),
    'songs.jsonpaths': JSON.stringify({ jsonpaths: paths }),
  });
  const options = { songJsonpath: 's3a://data/songs.jsonpaths' };
  expect(await run(warehouse, { work: undefined }, options)).toMatchObject({
    loaded_by: { prefix_copy: 1 },
  });
  expect(await readValue(warehouse.at, 'select song_id from songs')).toBe(song_id);
  expect(copies(warehouse)[0]).toContain("format as json 's3://data/songs.jsonpaths'");
});

test('without WORK, a pattern is refused: COPY would take what begins alike', async () => {
  await using warehouse = await freshRedshift({ ...inBucket, ...withPaths });
  const options = {
    data: undefined,
    logs: 's3://data/log_data/2018/11/*',
    logJsonpath: 's3://data/log_json_path.json',
  };
  await expect(run(warehouse, { work: undefined }, options)).rejects.toMatchObject({
    exitCode: 2,
    hints: [said('WORK = s3://')],
  });
  expect(await run(warehouse, {}, options)).toMatchObject({
    files: { new: 2 },
    loaded_by: { batched_copy: 2 },
  });
});

test('a large array of S3, and records over several lines, go to the validating parser', async () => {
  const records = manyLines.trimEnd().split('\n');
  const array = `[${records.join(',')}]`;
  const concatenated = records.map((line) => line.replace('"sessionId":5', '"sessionId":6')).join('');
  const files = {
    'log_data/1.json': manyLines.replaceAll('"7"', '"8"'),
    'log_data/2.json': array,
    'log_data/3.json': concatenated,
  };
  await using warehouse = await freshRedshift(files);
  expect(await run(warehouse)).toMatchObject({
    loaded_by: { manifest_copy: 1, batched_copy: 2 },
    records: { total: 54, staged: 54 },
  });
});

test('of large files, those with records that COPY refuses or should not take are validated, and the rest is copied', async () => {
  const fileOf = (user: string, ...more: string[]) =>
    lines([...manyLines.replaceAll('"7"', `"${user}"`).trimEnd().split('\n'), ...more]);
  const files = {
    'log_data/1.json': fileOf('11'),
    'log_data/2.json': fileOf('12', event({ itemInSession: 'third', userId: '12' })),
    'log_data/3.json': fileOf('13', event({ sessionId: null, userId: '13' })),
  };
  await using warehouse = await freshRedshift(files);
  const report = await run(warehouse, {}, { maxRejected: { records: 2 } });
  expect(report).toMatchObject({
    loaded_by: { manifest_copy: 1, batched_copy: 2 },
    records: { total: 56, staged: 54, rejected: 2 },
  });
  const rejected = `select max(case when files.location like '%2.json' then rejected_records.reason end) || ', ' ||
      max(case when files.location like '%3.json' then rejected_records.reason end) || ', ' || min(line) || ' ' || max(line)
    from etl.rejected_records inner join etl.files on files.file_id = rejected_records.file_id`;
  expect(await readValue(warehouse.at, rejected)).toMatch(
    /^\S*item_?[iI]n_?[sS]ession.*, \S*session_?[iI]d.*, 19 19$/,
  );
  const tables = await readTables(warehouse.at, 's3://data');
  const loaded = Object.entries(files).map(
    ([location, bytes]) => ({ dataSet: 'logs', location, bytes: Buffer.from(bytes) }) as const,
  );
  expect(tables).toEqual(referenceLines(loadReference(loaded)));
  expect(await run(warehouse)).toMatchObject({ status: 'up-to-date' });
  expect([...warehouse.s3.objects('scratch').keys()]).toEqual([]);
}, 120_000);
