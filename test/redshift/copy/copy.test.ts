import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connect, type TestClient } from '../client.ts';
import { type MemoryObjects, memoryObjects } from '../memory-objects.ts';
import { type Redshift, startRedshift } from '../stand-in.ts';

const role = 'arn:aws:iam::123456789012:role/sparkify-copy';
const objects: MemoryObjects = memoryObjects();
let redshift: Redshift;
let client: TestClient;

beforeAll(async () => {
  redshift = await startRedshift({ objects, bucketRegions: { east: 'us-east-1' } });
  client = await connect(redshift);
});

beforeEach(async () => {
  await client.query('drop table if exists events');
  await client.query(`create table events (name varchar(8), number integer, big bigint, ratio double precision,
    at timestamp, "firstname" varchar(8))`);
});

afterAll(async () => {
  await client?.[Symbol.asyncDispose]();
  await redshift?.[Symbol.asyncDispose]();
});

let folders = 0;

/** Puts files into a fresh folder and gives its URL. */
function folderOf(...files: readonly (string | Buffer)[]): string {
  const folder = `s3://data/${++folders}/`;
  for (const [index, content] of files.entries()) objects.put(`${folder}${index}.json`, content);
  return folder;
}

const copyFrom = (url: string, options = `json 'auto'`, columns = 'name, number') =>
  `copy events (${columns}) from '${url}' iam_role '${role}' ${options}`;

const load = async (content: string | Buffer, options?: string, columns = 'name, number') => {
  await client.query(copyFrom(folderOf(content), options, columns));
  return client.query(`select ${columns} from events`);
};

/** The newest row of SYS_LOAD_ERROR_DETAIL, after a COPY that must fail. */
async function loadError(content: string | Buffer, options?: string, columns = 'name, number') {
  const url = folderOf(content);
  const { message, code } = await client.failure(copyFrom(url, options, columns));
  expect(message).toMatch(/^Load into table 'events' failed\./);
  expect(code).toBe('XX000');
  const [error] = await client.query<{ line: string; code: number; column: string; message: string }>(`
    select line_number as line, error_code as code, trim(column_name) as column, trim(error_message) as message
    from sys_load_error_detail where trim(file_name) = '${url}0.json'`);
  return error;
}

test('objects may stand on a line each, on several, or one after the other · [dg:copy-parameters-data-format]', async () => {
  expect(await load('{"name":"a"}\n\n{"name":\n"b"}{"name":"c"}')).toHaveLength(3);
});

test('a top-level array is one row, and wants JSONPaths · [dg:copy-parameters-data-format]', async () => {
  expect(await loadError('[{"name":"a"},{"name":"b"}]')).toMatchObject({ code: 1216 });
});

test('a comma between objects fails · [dg:copy-parameters-data-format]', async () => {
  expect(await loadError('{"name":"a"},\n{"name":"b"}')).toMatchObject({ line: '1', code: 1216 });
});

test(`'auto' compares keys with lower-case names, case and all · [dg:copy-parameters-data-format]`, async () => {
  expect(await load('{"firstName":"Ada","NAME":"x"}', `json 'auto'`, 'name, firstname')).toEqual([
    { name: null, firstname: null },
  ]);
});

test(`'auto ignorecase' takes keys of any case · [dg:copy-parameters-data-format]`, async () => {
  expect(await load('{"firstName":"Ada"}', `json 'auto ignorecase'`, 'firstname')).toEqual([
    { firstname: 'Ada' },
  ]);
});

test('JSONPaths feed the columns in their order, in bracket or in dot notation · [dg:copy-usage_notes-copy-from-json]', async () => {
  objects.put('s3://data/paths.json', `{"jsonpaths": ["$['song']['title']", "$['n'][1]"]}`);
  objects.put('s3://data/dots.json', '{"jsonpaths": ["$.song.title", "$.n[1]"]}');
  const record = '{"name":"no","song":{"title":"Yes"},"n":[1,2]}';
  const row = { name: 'Yes', number: 2 };
  expect(await load(record, `json 's3://data/paths.json'`)).toEqual([row]);
  expect(await load(record, `json 's3://data/dots.json'`)).toEqual([row, row]);
});

test('a missing key is NULL, a missing array element fails · [dg:copy-usage_notes-copy-from-json]', async () => {
  objects.put('s3://data/element.json', `{"jsonpaths": ["$['a']['b']", "$['n'][1]"]}`);
  expect(await load('{"n":[1,2]}', `json 's3://data/element.json'`)).toEqual([{ name: null, number: 2 }]);
  expect(await loadError('{"n":[1]}', `json 's3://data/element.json'`)).toMatchObject({
    message: 'Invalid JSONPath format: Not an array or index out of range',
  });
});

test(`a JSONPaths file with another key is 'auto', without a word · [dg:copy-parameters-data-format]`, async () => {
  objects.put('s3://data/misspelt.json', `{"jsonPaths": ["$['other']", "$['number']"]}`);
  expect(await load('{"name":"a","other":"b"}', `json 's3://data/misspelt.json'`)).toEqual([
    { name: 'a', number: null },
  ]);
});

for (const [what, file] of Object.entries({
  'that is not JSON': '{"jsonpaths": [',
  'with an empty path': `{"jsonpaths": ["", "$['a']"]}`,
  'with more paths than columns': `{"jsonpaths": ["$['a']", "$['b']", "$['c']"]}`,
})) {
  test(`a JSONPaths file ${what} fails, MAXERROR or not · [dg:copy-usage_notes-copy-from-json]`, async () => {
    objects.put('s3://data/broken.json', file);
    const sql = copyFrom(folderOf('{}'), `json 's3://data/broken.json' maxerror 100`);
    expect((await client.failure(sql)).message).toMatch(/jsonpath/i);
  });
}

test('the JSONPaths file is one exact object · [dg:copy-parameters-data-format]', async () => {
  const sql = copyFrom(folderOf('{}'), `json 's3://data/nowhere.json'`);
  expect((await client.failure(sql)).message).toContain('NoSuchKey');
});

test(`'' and blanks into a number or a time are NULL · [dg:copy-parameters-data-format]`, async () => {
  expect(
    await load('{"number":"","big":"  ","ratio":"","at":""}', undefined, 'number, big, ratio, at'),
  ).toEqual([{ number: null, big: null, ratio: null, at: null }]);
});

test(`'' in a text stays, or is NULL with EMPTYASNULL · [dg:copy-parameters-data-conversion]`, async () => {
  expect(await load('{"name":""}', undefined, 'name')).toEqual([{ name: '' }]);
  await client.query('delete from events');
  expect(await load('{"name":""}', `json 'auto' emptyasnull`, 'name')).toEqual([{ name: null }]);
});

test('blanks in a text stay, or are NULL with BLANKSASNULL · [dg:copy-parameters-data-conversion]', async () => {
  expect(await load('{"name":"  "}', undefined, 'name')).toEqual([{ name: '  ' }]);
  await client.query('delete from events');
  expect(await load('{"name":"  "}', `json 'auto' blanksasnull`, 'name')).toEqual([{ name: null }]);
});

test('a column with no key is NULL, a key with no column is ignored · [dg:copy-parameters-data-format]', async () => {
  expect(await load('{"number":1,"other":2}')).toEqual([{ name: null, number: 1 }]);
});

test('NULL into NOT NULL fails with 1213 · [dg:copy-parameters-data-format]', async () => {
  await client.query('drop table events');
  await client.query('create table events (name varchar(8) not null, number integer)');
  expect(await loadError('{"number":1}')).toMatchObject({ code: 1213, column: 'name' });
});

test('numbers, truth values and nested values go into text as written · [dg:copy-usage_notes-copy-from-json]', async () => {
  const file = '{"name":112}\n{"name":true}\n{"name":{"a": 1}}\n{"name":[1,2]}';
  expect(await load(file, undefined, 'name')).toEqual(
    ['112', 'true', '{"a": 1}', '[1,2]'].map((name) => ({ name })),
  );
});

test('letters into a number fail with 1207 · [dg:SYS_LOAD_ERROR_DETAIL]', async () => {
  expect(await loadError('{"number":1}\n{"number":"abc"}')).toEqual({
    ...{ line: '2', code: 1207, column: 'number' },
    message: "Invalid digit, Value 'a', Pos 0, Type: Integer",
  });
});

test('a quoted fraction into BIGINT fails with 1207 · [facts §1.2]', async () => {
  expect(await loadError('{"big":"20200407.0"}', undefined, 'big')).toMatchObject({
    message: "Invalid digit, Value '.', Pos 8, Type: Long",
  });
});

test('a number beyond its type fails · [docs: r_Load_Error_Reference]', async () => {
  expect(await loadError('{"number":2147483648}')).toMatchObject({ code: 1222 });
});

test('a text is measured in bytes: 1204, or cut with TRUNCATECOLUMNS · [dg:copy-parameters-data-conversion]', async () => {
  expect(await load('{"name":"éééé"}', undefined, 'name')).toEqual([{ name: 'éééé' }]);
  expect(await loadError('{"name":"ééééé"}')).toMatchObject({ code: 1204, column: 'name' });
  await client.query('delete from events');
  expect(await load('{"name":"xéééé"}', `json 'auto' truncatecolumns`, 'name')).toEqual([{ name: 'xééé' }]);
});

test('bytes that are not UTF-8 fail with 1220, or are replaced with ACCEPTINVCHARS · [dg:copy-parameters-data-conversion]', async () => {
  const file = Buffer.from('{"name":"a\xffb"}', 'latin1');
  expect(await loadError(file)).toMatchObject({ code: 1220, column: 'name' });
  expect(await load(file, `json 'auto' acceptinvchars`, 'name')).toEqual([{ name: 'a?b' }]);
});

test('escapes in texts are read · [dg:copy-usage_notes-copy-from-json]', async () => {
  expect(await load('{"name":"\\n\\\\\\/\\u00e9"}', undefined, 'name')).toEqual([{ name: '\n\\/é' }]);
});

test(`TIMEFORMAT 'epochmillisecs' is exact · [dg:copy-parameters-data-conversion]`, async () => {
  await load('{"at":1541121934796}', `json 'auto' timeformat 'epochmillisecs'`, 'at');
  const [row] = await client.query(
    "select extract(epoch from at) as seconds, to_char(at, 'MS') as ms from events",
  );
  expect(row).toEqual({ seconds: 1541121934, ms: '796' });
});

test(`an epoch without TIMEFORMAT, or with 'auto', fails with 1206 · [dg:automatic-recognition]`, async () => {
  expect(await loadError('{"at":1541121934796}', `json 'auto'`, 'at')).toMatchObject({ code: 1206 });
  expect(await loadError('{"at":1541121934796}', `json 'auto' timeformat 'auto'`, 'at')).toMatchObject({
    code: 1206,
  });
});

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
  const manifest = `s3://data/${++folders}.manifest`;
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

test('MAXERROR n drops bad records until there are n · [dg:copy-parameters-data-load]', async () => {
  const file = '{"number":"x"}\n{"number":1}\n{"number":\n{"number":2}';
  expect(await load(file, `json 'auto' maxerror 3`, 'number')).toEqual([{ number: 1 }, { number: 2 }]);
  expect(await loadError(file, `json 'auto' maxerror 2`)).toMatchObject({ code: 1207 });
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
  const options = `compupdate off statupdate off timeformat as 'epochmillisecs' format as json as 'auto' region as 'us-west-2'`;
  expect(await load('{"at":1541121934796}', options, 'at')).toHaveLength(1);
});

test('NULL AS and other options of CSV are refused with JSON · [dg:copy-parameters-data-format]', async () => {
  const sql = copyFrom(folderOf('{}'), `json 'auto' null as 'x'`);
  expect((await client.failure(sql)).message).toContain('not supported with JSON');
});

test('NOLOAD reads and loads nothing · [dg:copy-parameters-data-load]', async () => {
  expect(await load('{"name":"a"}', `json 'auto' noload`)).toEqual([]);
});

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
