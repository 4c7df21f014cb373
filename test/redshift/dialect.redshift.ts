import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type TestClient } from './client.ts';
import { memoryObjects } from './memory-objects.ts';
import { plain, refusedBy } from './refusals/refusal.ts';
import { refusals } from './refusals/refusals.ts';
import { type Redshift, startRedshift } from './stand-in.ts';
import { significant, tokenize } from './tokens.ts';

let redshift: Redshift;
let client: TestClient;

beforeAll(async () => {
  redshift = await startRedshift({ objects: memoryObjects() });
  client = await connect(redshift);
  await client.query('create table words (number integer, word varchar(16))');
  await client.query('create table words_two (number integer, word varchar(16))');
});

afterAll(async () => {
  await client?.[Symbol.asyncDispose]();
  await redshift?.[Symbol.asyncDispose]();
});

for (const refusal of refusals) {
  const { rule, source, example } = refusal;
  test(`refuses ${rule} · ${source}`, async () => {
    const said = refusedBy(refusal, plain(significant(tokenize(example))));
    const { message, code } = await client.failure(example, example.includes('$1') ? ['{1}'] : undefined);
    expect({ message, code }).toEqual(said);
    expect(code).toMatch(/^(0A000|42601|42883|42501)$/);
  });
}

const taken: Readonly<Record<string, string>> = {
  'a plain MERGE from a table · [docs: r_MERGE]':
    'merge into words using words_two on words.number = words_two.number when matched then update set word = words_two.word when not matched then insert values (words_two.number, words_two.word)',
  'DELETE USING · [dg:merge-replacing-existing-rows]':
    'delete from words using words_two where words.number = words_two.number',
  'UPDATE FROM':
    'update words set word = words_two.word from words_two where words.number = words_two.number',
  'ROW_NUMBER in a subquery':
    'select number from (select number, row_number() over (partition by word order by number) as place from words) as w where place = 1',
  'NULLS FIRST in the ORDER BY of a query · [dg:r_ORDER_BY_clause]':
    'select number from words order by number nulls first',
  'generate_series on its own · [dg:c_unsupported-postgresql-functions]':
    'select count(*) from generate_series(1, 3)',
  'the words that Sparkify uses as names · [dg:r_pg_keywords]':
    'create table time_words (start_time timestamp, hour integer, day integer, week integer, month integer, year integer, weekday integer, level varchar(8), location varchar(8), "time" integer)',
};

for (const [what, sql] of Object.entries(taken)) {
  test(`takes ${what}`, async () => {
    await expect(client.query(sql)).resolves.toBeDefined();
  });
}

test('NOT NULL is enforced · [dg:t_Defining_constraints]', async () => {
  await client.query('create table required (id integer not null) diststyle key distkey (id) sortkey (id)');
  expect(await client.failure('insert into required values (null)')).toMatchObject({ code: '23502' });
});

test('names are lower case even in quotes · [dg:r_names]', async () => {
  await client.query('create table "Folded" ("First" integer)');
  expect(await client.query('select first from folded')).toEqual([]);
});

test('VARCHAR is measured in bytes · [dg:r_Character_types]', async () => {
  await client.query('create table bytes_held (word varchar(4))');
  await client.query(`insert into bytes_held values ('éé')`);
  expect(await client.failure(`insert into bytes_held values ('ééa')`)).toEqual({
    message: 'value too long for type character varying(4)',
    code: '22001',
  });
});

test('VARCHAR and TEXT without a length hold 256 bytes, MAX 65535 · [dg:r_Character_types]', async () => {
  await client.query(
    'create table default_lengths (a varchar, b text, c character varying(3), d varchar(max))',
  );
  for (const [column, length] of Object.entries({ a: 256, b: 256, c: 3, d: 65535 })) {
    await client.query(`insert into default_lengths (${column}) values ('${'x'.repeat(length)}')`);
    const tooLong = await client.failure(
      `insert into default_lengths (${column}) values ('${'x'.repeat(length + 1)}')`,
    );
    expect(tooLong.message).toContain(`varying(${length})`);
  }
});

test('comparisons ignore trailing blanks, lengths do not · [dg:r_Character_types]', async () => {
  await client.query('create table blanks (word varchar(10))');
  await client.query(`insert into blanks values ('a '), ('a'), (' a')`);
  const [row] = await client.query(`select count(*) as equal from blanks where word = 'a'`);
  expect(row).toEqual({ equal: '2' });
  const joined =
    'select count(*) as pairs from blanks join (select word from blanks) as b on b.word = blanks.word';
  expect(await client.query(joined)).toEqual([{ pairs: '5' }]);
  expect(await client.query(`select len('a ') as length, 'a ' in ('a') as within`)).toEqual([
    { length: 2, within: true },
  ]);
});

test('TRUNCATE commits · [dg:r_TRUNCATE]', async () => {
  await client.query('create table emptied (n integer)');
  await client.query('insert into emptied values (1)');
  await client.query('begin');
  await client.query('insert into words_two values (99)');
  await client.query('truncate emptied');
  await client.query('rollback');
  expect(await client.query('select n from emptied')).toEqual([]);
  expect(await client.query('select number from words_two where number = 99')).toHaveLength(1);
});

test('CREATE, DROP and DELETE roll back · [facts §2.4]', async () => {
  await client.query('create table kept (n integer)');
  await client.query('insert into kept values (1)');
  await client.query('begin');
  await client.query('delete from kept');
  await client.query('drop table words_two');
  await client.query('create table not_kept (word varchar(7))');
  await client.query('rollback');
  expect(await client.query('select n from kept')).toHaveLength(1);
  expect(await client.failure('select * from not_kept')).toMatchObject({ code: '42P01' });
});

test('the functions of Redshift that the project may use are there · [facts §2.3, §2.6]', async () => {
  const [row] = await client.query(`
    select timestamp 'epoch' + 1541121934796 * interval '0.001 second' as exact,
      timestamp 'epoch' + 1541121934796 / 1000 * interval '1 second' as cut,
      extract(dow from timestamp '2018-11-04 10:00:00') as sunday,
      extract(week from timestamp '2018-12-31') as week, 7 / 2 as whole, md5('a') as md5,
      'a\\\\b' as backslash`);
  expect(row).toEqual({
    exact: new Date(2018, 10, 2, 1, 25, 34, 796),
    cut: new Date(2018, 10, 2, 1, 25, 34),
    ...{ sunday: 0, week: 1, whole: 3 },
    ...{ md5: '0cc175b9c0f1b6a831c399e269772661', backslash: 'a\\b' },
  });
});

test('NULL sorts as the greatest value · [dg:r_ORDER_BY_clause]', async () => {
  await client.query('create table nulls (n integer)');
  await client.query('insert into nulls values (1), (null)');
  expect(await client.query('select n from nulls order by n desc')).toEqual([{ n: null }, { n: 1 }]);
});

test('says that it is Redshift 1.0 and PostgreSQL 8.0.2 · [facts §4.1]', async () => {
  const [row] = await client.query<{ version: string }>('select version()');
  expect(row?.version).toMatch(/^PostgreSQL 8\.0\.2 .* Redshift 1\.0/);
});

test('query_group is a setting · [dg:r_query_group]', async () => {
  await expect(client.query(`set query_group to 'sparkify'`)).resolves.toBeDefined();
});
