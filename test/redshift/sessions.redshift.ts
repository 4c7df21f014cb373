import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { openRedshift } from '../../src/warehouse/redshift/redshift.ts';
import { connect } from './client.ts';
import { memoryObjects } from './memory-objects.ts';
import { startProxy } from './proxy.ts';
import { startRedshift } from './stand-in.ts';
import { serializationViolation } from './wire.ts';

const objects = memoryObjects();

test('takes no connection without TLS · [facts §3.3] require_ssl', async () => {
  await using redshift = await startRedshift({ objects });
  const { host, port, user, password, database } = redshift;
  const client = new pg.Client({ host, port, user, password, database, ssl: false });
  await expect(client.connect()).rejects.toMatchObject({ code: '28000' });
});

test('its certificate does not pass without its authority', async () => {
  await using redshift = await startRedshift({ objects });
  const { port, user, password, database } = redshift;
  const client = new pg.Client({ host: 'localhost', port, user, password, database, ssl: true });
  await expect(client.connect()).rejects.toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
});

test('a wrong password is refused, a further user is allowed', async () => {
  await using redshift = await startRedshift({ objects, users: { 'IAM:ada': 'temporary' } });
  await expect(connect(redshift, { password: 'wrong' })).rejects.toThrow(
    'password authentication failed for user "awsuser"',
  );
  await using ada = await connect(redshift, { user: 'IAM:ada', password: 'temporary' });
  expect(await ada.query('select 1 as one')).toEqual([{ one: 1 }]);
});

test('a transaction keeps every other session waiting until it ends', async () => {
  await using redshift = await startRedshift({ objects });
  await using one = await connect(redshift);
  await using two = await connect(redshift);
  await one.query('create table steps (n integer)');
  await one.query('begin');
  await one.query('lock table steps');
  const second = two.query('select count(*) as steps from steps');
  await one.query('insert into steps values (1)');
  await one.query('commit');
  expect(await second).toEqual([{ steps: '1' }]);
});

test('a failed statement spoils its transaction, and ROLLBACK ends it', async () => {
  await using redshift = await startRedshift({ objects });
  await using client = await connect(redshift);
  await client.query('begin');
  await client.failure('insert into nowhere values (1) on conflict do nothing');
  expect(await client.failure('select 1')).toMatchObject({ code: '25P02' });
  await client.query('rollback');
  expect(await client.query('select 1 as one')).toEqual([{ one: 1 }]);
});

test('fails as planned, as often as planned, with 1023', async () => {
  await using redshift = await startRedshift({ objects });
  await using client = await connect(redshift);
  await client.query('create table steps (n integer)');
  redshift.failNext({ statement: /^commit/i, ...serializationViolation });
  await client.query('begin');
  await client.query('insert into steps values (1)');
  expect(await client.failure('commit')).toMatchObject({ code: 'XX000', message: '1023' });
  expect(await client.query('select n from steps')).toEqual([]);
  await client.query('begin');
  await client.query('insert into steps values (2)');
  await client.query('commit');
  expect(await client.query('select n from steps')).toEqual([{ n: 2 }]);
});

for (const [when, kept] of [
  ['before', 0],
  ['during', 1],
  ['after', 1],
] as const) {
  test(`a connection cut ${when} COMMIT leaves ${kept} rows`, async () => {
    await using redshift = await startRedshift({ objects });
    await using proxy = await startProxy(redshift);
    {
      await using admin = await connect(redshift);
      await admin.query('create table steps (n integer)');
    }
    const client = await connect(redshift, { port: proxy.port });
    const cut = new Promise<void>((resolve) => {
      redshift.on({ statement: /^commit/i, when }, () => {
        proxy.cut();
        resolve();
      });
    });
    await client.query('begin');
    await client.query('insert into steps values (1)');
    const commit = client.query('commit').then(
      () => 'answered',
      () => 'cut',
    );
    await cut;
    if (when !== 'after') expect(await commit).toBe('cut');
    await expect(client.query('select 1')).rejects.toThrow();
    expect(await redshift.rows('select n from steps')).toHaveLength(kept);
  });
}

test('a client that vanishes in a transaction is rolled back, and the next one gets its turn', async () => {
  await using redshift = await startRedshift({ objects });
  await using proxy = await startProxy(redshift);
  const client = await connect(redshift, { port: proxy.port });
  await client.query('create table steps (n integer)');
  await client.query('begin');
  await client.query('insert into steps values (1)');
  proxy.cut();
  expect(await redshift.rows('select n from steps')).toEqual([]);
});

test('a statement goes on without its client, until its session is ended · [dg:PG_TERMINATE_BACKEND]', async () => {
  await using redshift = await startRedshift({ objects });
  await using proxy = await startProxy(redshift);
  const client = await connect(redshift, { port: proxy.port });
  const [session] = await client.query<{ id: number }>('select pg_backend_pid() as id');
  await client.query('create table steps (n integer)');
  const runs = new Promise<void>((resolve) => {
    redshift.on({ statement: /^insert/, when: 'during' }, () => {
      resolve();
      return new Promise(() => {}); // for ever
    });
  });
  await client.query('begin');
  const inserted = client.query('insert into steps values (1)').catch(() => 'cut');
  await runs;
  proxy.cut();
  await using other = await connect(redshift);
  const seen = redshift.rows('select n from steps');
  expect(await Promise.race([seen, setTimeout(100, 'waiting')])).toBe('waiting');
  await other.query(`select pg_terminate_backend(${session?.id})`);
  expect(await seen).toEqual([]);
  expect(await inserted).toBe('cut');
});

test('what the program sends must be in a grammar of Redshift, whatever PostgreSQL takes', async () => {
  await using redshift = await startRedshift({ objects });
  await using warehouse = await openRedshift(redshift);
  await warehouse.query('create table time (n integer)');
  await expect(warehouse.query('update time set n = 1')).rejects.toThrow('not in the grammar of Redshift');
  expect((await warehouse.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

test('the log holds each statement as it was sent, with its session', async () => {
  await using redshift = await startRedshift({ objects });
  await using client = await connect(redshift);
  await client.query('select $1::integer as n', [1]);
  await client.query('create table steps (n integer) diststyle all');
  expect(redshift.statements.map(({ sql }) => sql)).toEqual([
    'select $1::integer as n',
    'create table steps (n integer) diststyle all',
  ]);
  expect(new Set(redshift.statements.map(({ session }) => session)).size).toBe(1);
});
