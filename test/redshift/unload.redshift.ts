import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type TestClient } from './client.ts';
import { memoryObjects } from './memory-objects.ts';
import { type Redshift, startRedshift } from './stand-in.ts';

const objects = memoryObjects();
let redshift: Redshift;
let client: TestClient;

beforeAll(async () => {
  redshift = await startRedshift({ objects, bucketRegions: { east: 'us-east-1' } });
  client = await connect(redshift);
  await client.query('create table plays (n bigint, song varchar(20))');
  await client.query("insert into plays values (1, 'it''s'), (2, null), (3, '')");
});

afterAll(async () => {
  await client[Symbol.asyncDispose]();
  await redshift[Symbol.asyncDispose]();
});

const unload = (to: string, select = 'select * from plays', role = redshift.role) =>
  `unload ('${select}') to '${to}' iam_role '${role}' format as parquet maxfilesize 32 mb`;

test('UNLOAD writes files of Parquet whose names begin with the prefix · [dg:r_UNLOAD]', async () => {
  await client.query(unload('s3://lake/plays_'));
  expect([...(await objects.list('lake', ''))].sort()).toEqual([
    'plays_0000_part_00.parquet',
    'plays_0001_part_00.parquet',
  ]);
});

test('UNLOAD does not overwrite · [dg:r_UNLOAD]', async () => {
  await client.query(unload('s3://lake/twice/'));
  expect(await client.failure(unload('s3://lake/twice/'))).toMatchObject({
    message: expect.stringContaining('is not empty'),
  });
});

test('a quote in the SELECT of UNLOAD is doubled, and an error in it is the error of the statement', async () => {
  await client.query(unload('s3://lake/quoted/', "select n from plays where song = ''it''''s''"));
  expect(await objects.list('lake', 'quoted/')).toHaveLength(1);
  expect(await client.failure(unload('s3://lake/none/', 'select * from nowhere'))).toMatchObject({
    message: 'relation "nowhere" does not exist',
  });
});

test('UNLOAD of no rows writes no file of Parquet, UNLOAD by a role that the cluster lacks is refused', async () => {
  await client.query(unload('s3://lake/empty/', 'select * from plays where n > 9'));
  expect(await objects.list('lake', 'empty/')).toEqual([]);
  const role = 'arn:aws:iam::123456789012:role/other';
  expect(await client.failure(unload('s3://lake/role/', 'select 1 as one', role))).toMatchObject({
    message: expect.stringContaining('is not authorized to assume IAM Role'),
  });
});
