import { expect, test } from 'vitest';
import { openRedshift } from '../../../src/warehouse/redshift/redshift.ts';
import { RetryableError } from '../../../src/warehouse/retryable-error.ts';
import { memoryObjects } from '../../redshift/memory-objects.ts';
import { startProxy } from '../../redshift/proxy.ts';
import { startRedshift } from '../../redshift/stand-in.ts';
import { serializationViolation } from '../../redshift/wire.ts';
import { errorOf, settingsOf } from './stand-in-settings.ts';

test('rows come with their columns, whole numbers, texts and times as the interface says', async () => {
  await using redshift = await startRedshift({ objects: memoryObjects() });
  await using warehouse = await openRedshift(settingsOf(redshift));
  const { columns, rows } = await warehouse.query(
    `select $number::bigint as number, $text::varchar as text, timestamp '2018-11-02 01:25:34.796' as at, null as nothing`,
    { number: 2n ** 60n, text: `it's` },
  );
  expect(columns).toEqual(['number', 'text', 'at', 'nothing']);
  expect(rows).toEqual([{ number: 2n ** 60n, text: `it's`, at: '2018-11-02 01:25:34.796', nothing: null }]);
});

test('it says who it is, to Redshift and to people', async () => {
  await using redshift = await startRedshift({ objects: memoryObjects() });
  await using warehouse = await openRedshift(settingsOf(redshift));
  expect(warehouse.engineVersion).toMatch(/^Redshift 1\.0/);
  expect(warehouse.location).toBe(`redshift://127.0.0.1:${redshift.port}/dwh`);
  expect(redshift.statements.map(({ sql }) => sql)).toContain(`set query_group to 'sparkify'`);
  expect(redshift.statements[0]?.application).toBe('sparkify');
});

test('run gives the number of rows changed, of a COPY those loaded', async () => {
  const objects = memoryObjects({ 's3://data/a.json': '{"n":1}\n{"n":2}\n{"n":3}' });
  await using redshift = await startRedshift({ objects });
  await using warehouse = await openRedshift(settingsOf(redshift));
  await warehouse.run('create table numbers (n integer)');
  expect(
    await warehouse.count(`copy numbers from 's3://data/' iam_role '${redshift.role}' json 'auto'`),
  ).toBe(3);
  expect(await warehouse.count('delete from numbers where n > $n', { n: 1 })).toBe(2);
});

test('statements sent together are executed one by one', async () => {
  await using redshift = await startRedshift({ objects: memoryObjects() });
  await using warehouse = await openRedshift(settingsOf(redshift));
  const warnings: Error[] = [];
  const note = (warning: Error) => void warnings.push(warning); // `pg` warns of statements sent too early
  process.on('warning', note);
  const results = await Promise.all([1, 2, 3].map((n) => warehouse.query('select $n::integer as n', { n })));
  process.off('warning', note);
  expect(results.map(({ rows }) => rows[0]?.n)).toEqual([1, 2, 3]);
  expect(warnings).toEqual([]);
});

test('a transaction is committed whole, or rolled back whole', async () => {
  await using redshift = await startRedshift({ objects: memoryObjects() });
  await using warehouse = await openRedshift(settingsOf(redshift));
  await warehouse.run('create table numbers (n integer)');
  await warehouse.transaction(() => warehouse.run('insert into numbers values (1)'));
  const failed = warehouse.transaction(async () => {
    await warehouse.run('insert into numbers values (2)');
    throw new Error('in the middle');
  });
  await expect(failed).rejects.toThrow('in the middle');
  expect((await warehouse.query('select n from numbers')).rows).toEqual([{ n: 1 }]);
});

test('a warehouse opened for reading writes nothing, whatever the statement', async () => {
  await using redshift = await startRedshift({ objects: memoryObjects() });
  await using writer = await openRedshift(settingsOf(redshift));
  await writer.run('create table numbers (n integer)');
  await writer.run('insert into numbers values (1)');
  await using reader = await openRedshift(settingsOf(redshift), { readOnly: true });
  for (const sql of [
    'delete from numbers',
    'drop table numbers',
    'truncate numbers',
    'commit; delete from numbers',
    'rollback;\ndrop table numbers;',
  ]) {
    await expect(reader.query(sql)).rejects.toThrow();
  }
  await reader.query('commit');
  expect((await reader.query('select n from numbers where n = $n', { n: 1 })).rows).toEqual([{ n: 1 }]);
});

test('a failed COPY names file, line, column, value and reason, after the rollback', async () => {
  const objects = memoryObjects({ 's3://data/a.json': '{"n":1}\n{"n":"abc"}' });
  await using redshift = await startRedshift({ objects });
  await using warehouse = await openRedshift(settingsOf(redshift));
  await warehouse.run('create table numbers (n integer)');
  const copy = () => warehouse.run(`copy numbers from 's3://data/' iam_role '${redshift.role}' json 'auto'`);
  for (const failing of [copy, () => warehouse.transaction(copy)]) {
    const error = await errorOf(failing());
    expect(error).toMatchObject({
      message: `s3://data/a.json line 2: "n": Invalid digit, Value 'a', Pos 0, Type: Integer (1207)`,
      exitCode: 3,
      problems: [{ file: 's3://data/a.json', line: 2, column: 'n', value: 'a', code: 1207 }],
    });
    expect(error instanceof RetryableError).toBe(false);
  }
  expect(redshift.statements.some(({ sql }) => /stl_/.test(sql))).toBe(false);
});

test('a serialization violation rolls back, says so, and may be tried again as a whole', async () => {
  await using redshift = await startRedshift({ objects: memoryObjects() });
  await using warehouse = await openRedshift(settingsOf(redshift));
  await warehouse.run('create table numbers (n integer)');
  const write = () => warehouse.transaction(() => warehouse.run('insert into numbers values (1)'));
  for (const statement of [/^insert/, /^commit/]) {
    redshift.failNext({ statement, ...serializationViolation });
    const error = await errorOf(write());
    expect(error).toMatchObject({ name: 'ConflictError', exitCode: 75 });
    expect(error instanceof RetryableError).toBe(true);
  }
  await write();
  expect((await warehouse.query('select n from numbers')).rows).toHaveLength(1);
});

for (const [message, code] of [
  ['deadlock detected', '40P01'],
  ['1018', 'XX000'],
  ['could not open relation with OID 100123', 'XX000'],
  ['could not complete because of conflict with concurrent transaction', 'XX000'],
] as const) {
  test(`"${message}" may be tried again`, async () => {
    await using redshift = await startRedshift({ objects: memoryObjects() });
    await using warehouse = await openRedshift(settingsOf(redshift));
    redshift.failNext({ statement: /^select 1/, message, code, detail: 'Relation does not exist' });
    expect(await errorOf(warehouse.query('select 1'))).toBeInstanceOf(RetryableError);
  });
}

for (const [when, atCommit, rows] of [
  ['before', true, 0],
  ['during', true, 1],
] as const) {
  test(`a connection cut ${when} COMMIT is reported as such, and the next statement connects again`, async () => {
    await using redshift = await startRedshift({ objects: memoryObjects() });
    await using proxy = await startProxy(redshift);
    await using warehouse = await openRedshift({ ...settingsOf(redshift), port: proxy.port });
    await warehouse.run('create table numbers (n integer)');
    redshift.on({ statement: /^commit/, when }, () => proxy.cut());
    const error = await errorOf(warehouse.transaction(() => warehouse.run('insert into numbers values (1)')));
    expect(error).toMatchObject({ name: 'LostConnectionError', mayBeCommitted: atCommit, exitCode: 75 });
    expect(error instanceof RetryableError).toBe(true);
    expect((await warehouse.query('select n from numbers')).rows).toHaveLength(rows);
  });
}

test('a connection cut in the middle of a transaction leaves nothing, and is not silently opened again', async () => {
  await using redshift = await startRedshift({ objects: memoryObjects() });
  await using proxy = await startProxy(redshift);
  await using warehouse = await openRedshift({ ...settingsOf(redshift), port: proxy.port });
  await warehouse.run('create table numbers (n integer)');
  const work = warehouse.transaction(async () => {
    await warehouse.run('insert into numbers values (1)');
    proxy.cut();
    await errorOf(warehouse.run('insert into numbers values (2)'));
    await warehouse.run('insert into numbers values (3)');
  });
  expect(await errorOf(work)).toMatchObject({ name: 'LostConnectionError', mayBeCommitted: false });
  expect((await warehouse.query('select n from numbers')).rows).toEqual([]);
});

test('interrupt stops the statement that runs', async () => {
  await using redshift = await startRedshift({ objects: memoryObjects() });
  await using warehouse = await openRedshift(settingsOf(redshift));
  await warehouse.run('create table numbers (n integer)');
  redshift.on({ statement: /^insert/, when: 'during' }, () => warehouse.interrupt());
  const work = warehouse.transaction(() => warehouse.run('insert into numbers values (1)'));
  expect(await errorOf(work)).toMatchObject({ exitCode: 130 });
  expect(await redshift.rows('select n from numbers')).toEqual([]);
});

test('interrupt ends the statement on the server as well, which would go on and keep its locks', async () => {
  await using redshift = await startRedshift({ objects: memoryObjects() });
  const warehouse = await openRedshift(settingsOf(redshift));
  await warehouse.run('create table numbers (n integer)');
  redshift.on({ statement: /^insert/, when: 'during' }, () => {
    warehouse.interrupt();
    return new Promise(() => {}); // for ever
  });
  const work = warehouse.transaction(() => warehouse.run('insert into numbers values (1)'));
  expect(await errorOf(work)).toMatchObject({ exitCode: 130 });
  await warehouse[Symbol.asyncDispose]();
  expect(await redshift.rows('select n from numbers')).toEqual([]);
});

test('after an interrupt the connection works on, and a later error is reported as what it is', async () => {
  await using redshift = await startRedshift({ objects: memoryObjects() });
  await using warehouse = await openRedshift(settingsOf(redshift));
  redshift.on({ statement: /^select 1 as one/, when: 'during' }, () => warehouse.interrupt());
  const [stopped, next] = [warehouse.query('select 1 as one'), warehouse.query('select 2 as two')];
  expect(await errorOf(stopped)).toMatchObject({ exitCode: 130 });
  expect((await next).rows).toEqual([{ two: 2 }]);
  expect(await errorOf(warehouse.query('select nothing from nowhere'))).toMatchObject({
    message: expect.stringContaining('nowhere'),
  });
});

test('a role that the cluster may not assume is reported with what to do', async () => {
  const objects = memoryObjects({ 's3://data/a.json': '{}' });
  await using redshift = await startRedshift({ objects });
  await using warehouse = await openRedshift(settingsOf(redshift));
  await warehouse.run('create table numbers (n integer)');
  const copy = warehouse.run(
    `copy numbers from 's3://data/' iam_role 'arn:aws:iam::123456789012:role/other' json 'auto'`,
  );
  expect(await errorOf(copy)).toMatchObject({
    exitCode: 2,
    message: expect.stringContaining('role/other'),
    hints: expect.arrayContaining([expect.stringContaining('Attach the role')]),
  });
});

test('a wrong statement is reported with its file', async () => {
  await using redshift = await startRedshift({ objects: memoryObjects() });
  await using warehouse = await openRedshift(settingsOf(redshift));
  const error = await errorOf(warehouse.query({ file: 'x.sql', text: 'select nonsense' }));
  expect(error.message).toBe('sql/x.sql: column "nonsense" does not exist');
});
