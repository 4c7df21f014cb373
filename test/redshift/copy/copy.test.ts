import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { connect } from '../client.ts';
import {
  client,
  copyFrom,
  folderOf,
  load,
  loadError,
  objects,
  redshift,
  role,
  withCopySession,
} from './copy-fixture.ts';

withCopySession();

test('a prefix is a string, not a folder · [dg:copy-parameters-data-source-s3]', async () => {
  objects.put('s3://data/song_data/a.json', '{"name":"a"}');
  objects.put('s3://data/song_data_old/b.json', '{"name":"b"}');
  await client.query(copyFrom('s3://data/song_data'));
  expect(await client.query('select name from events order by name')).toEqual([{ name: 'a' }, { name: 'b' }]);
});

test('a prefix of nothing fails · [facts §1.3]', async () => {
  expect((await client.failure(copyFrom('s3://data/nothing/'))).message).toBe(
    "The specified S3 prefix 'nothing/' does not exist",
  );
});

/** A manifest of files, and the COPY that reads it. */
function copyManifest(entries: readonly object[]): string {
  const manifest = `${folderOf()}manifest`;
  objects.put(manifest, JSON.stringify({ entries }));
  return copyFrom(manifest, `manifest json 'auto'`);
}

test('MANIFEST loads what is listed, what is listed twice twice · [dg:copy-parameters-data-source-s3]', async () => {
  const folder = folderOf('{"name":"a"}', '{"name":"b"}');
  const [a, b] = [`${folder}0.json`, `${folder}1.json`].map((url) => ({ url, mandatory: true }));
  await client.query(copyManifest([a ?? {}, b ?? {}, a ?? {}]));
  expect(await client.query('select name from events order by name')).toHaveLength(3);
});

test('MANIFEST passes over a missing file unless it is mandatory, but not over all · [dg:loading-data-files-using-manifest]', async () => {
  const folder = folderOf('{"name":"a"}');
  const there = { url: `${folder}0.json` };
  const missing = { url: `${folder}missing.json` };
  await client.query(copyManifest([there, missing]));
  expect(await client.query('select name from events')).toHaveLength(1);
  const mandatory = await client.failure(copyManifest([there, { ...missing, mandatory: true }]));
  expect(mandatory.message).toContain(missing.url);
  expect((await client.failure(copyManifest([missing]))).message).toContain('none');
});

test('without the word MANIFEST the manifest is read as data · [dg:copy-parameters-data-source-s3]', async () => {
  objects.put('s3://data/read-as-data', '{"entries":[{"url":"s3://data/1/0.json"}],"name":"entries"}');
  await client.query(copyFrom('s3://data/read-as-data'));
  expect(await client.query('select name from events')).toEqual([{ name: 'entries' }]);
});

test('GZIP is what the keyword says, never the name · [dg:copy-parameters-file-compression]', async () => {
  const packed = gzipSync('{"name":"a"}\n{"name":"b"}');
  expect(await load(packed, `gzip json 'auto'`)).toHaveLength(2);
  expect((await client.failure(copyFrom(folderOf('{"name":"a"}'), `gzip json 'auto'`))).message).toContain(
    'GZIP',
  );
  expect(await loadError(packed)).toMatchObject({ code: 1216 });
});

test('a bad record fails the COPY and nothing is loaded, of any file · [dg:copy-usage_notes-multiple-files]', async () => {
  const sql = copyFrom(folderOf('{"number":1}', '{"number":2}', '{"number":"x"}'));
  await client.failure(sql);
  expect(await client.query('select number from events')).toEqual([]);
});

test('an object of more than 4 MB fails · [dg:copy-usage_notes-copy-from-json]', async () => {
  const record = (bytes: number) => `{"other":"${'x'.repeat(bytes - 12)}"}`;
  expect(await load(record(4 * 1024 * 1024), undefined, 'name')).toHaveLength(1);
  expect((await loadError(record(4 * 1024 * 1024 + 1)))?.message).toContain('size');
});

test('a role is required, and one that the cluster may assume · [dg:copy-usage_notes-access-permissions]', async () => {
  const url = folderOf('{}');
  expect((await client.failure(`copy events from '${url}' json 'auto'`)).message).toContain('IAM_ROLE');
  const other = role.replace('sparkify', 'other');
  const sql = `copy events from '${url}' iam_role '${other}' json 'auto'`;
  expect((await client.failure(sql)).message).toContain(`not authorized to assume IAM Role ${other}`);
});

test('REGION is required where the bucket is in another region · [dg:copy-parameters-data-source-s3]', async () => {
  objects.put('s3://east/a.json', '{"name":"a"}');
  expect((await client.failure(copyFrom('s3://east/a.json'))).message).toContain('PermanentRedirect');
  await client.query(copyFrom('s3://east/a.json', `region 'us-east-1' json 'auto'`));
});

test('options come in any order, AS or not · [facts §1.1]', async () => {
  const options = `compupdate off statupdate off format as json as 'auto' region as 'us-west-2'`;
  expect(await load('{"name":"a"}', options)).toHaveLength(1);
});

test.each(['maxerror 10', 'truncatecolumns', 'acceptinvchars', "null as 'x'", 'statupdate on'])(
  'an option that the program never sends is refused: %s',
  async (option) => {
    const sql = copyFrom(folderOf('{}'), `json 'auto' ${option}`);
    expect(await client.failure(sql)).toMatchObject({ code: '42601' });
  },
);

test('pg_last_copy_count() counts the last COPY of the session · [dg:PG_LAST_COPY_COUNT]', async () => {
  await load('{"name":"a"}\n{"name":"b"}');
  expect(await client.query('select pg_last_copy_count() as rows')).toEqual([{ rows: '2' }]);
  await using other = await connect(redshift);
  expect(await other.query('select pg_last_copy_count() as rows')).toEqual([{ rows: '0' }]);
});

test('a COPY in a transaction is rolled back with it; its errors stay in SYS_LOAD_ERROR_DETAIL · [facts §1.6]', async () => {
  const url = folderOf('{"number":"x"}');
  await client.query('begin');
  await load('{"number":1}');
  await client.failure(copyFrom(url));
  expect(await client.failure('select * from sys_load_error_detail')).toMatchObject({ code: '25P02' });
  await client.query('rollback');
  const errors = await client.query(`
    select trim(file_name) as file, session_id = pg_backend_pid() as mine, trim(column_type) as type
    from sys_load_error_detail where trim(file_name) = '${url}0.json'`);
  expect(errors).toEqual([{ file: `${url}0.json`, mine: true, type: 'int4' }]);
  expect(await client.query('select number from events')).toEqual([]);
});
