import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { etl } from '../../../src/load/etl.ts';
import { comments } from '../../../src/schema/comments.ts';
import { readComments } from '../../../src/warehouse/comments.ts';
import { toDataApi } from '../../../src/warehouse/redshift/data-api/statement.ts';
import { loadingGrants } from '../../../src/warehouse/redshift/grant-loading.ts';
import { openRedshift, type RedshiftOptions } from '../../../src/warehouse/redshift/redshift.ts';
import { LostConnectionError } from '../../../src/warehouse/redshift/redshift-errors.ts';
import { startDataApi } from '../../redshift/data-api.ts';
import { connectionBy, freshRedshift } from '../../redshift-load/fresh-redshift.ts';
import { event } from '../../reference/examples.ts';
import { loadReference } from '../../reference/reference.ts';
import { smallSource, sourceFolder } from '../../source-folder.ts';
import { expectTables } from '../../warehouse-tables.ts';
import { errorOf } from './stand-in-settings.ts';

async function setUp() {
  const redshift = await freshRedshift();
  const api = await startDataApi(redshift.cluster);
  const connection = connectionBy(api, redshift.cluster);
  return {
    redshift,
    api,
    connection,
    open: (options?: RedshiftOptions) => openRedshift(connection, options),
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await redshift[Symbol.asyncDispose]();
    },
  };
}

test('a value is a parameter, but for what a parameter cannot be', () => {
  expect(
    toDataApi("select cast($1 as bigint), cast($2 as varchar), '$1', cast($1 as bigint)", ['1', 'a']),
  ).toEqual({
    Sql: "select cast(:p1 as bigint), cast(:p2 as varchar), '$1', cast(:p1 as bigint)",
    Parameters: [
      { name: 'p1', value: '1' },
      { name: 'p2', value: 'a' },
    ],
  });
  expect(toDataApi('select cast($1 as varchar), cast($2 as varchar)', ['', null])).toEqual({
    Sql: "select cast('' as varchar), cast(null as varchar)",
  });
  expect(toDataApi("select cast($1 as varchar), 'a:b'", ["it's \\"])).toEqual({
    Sql: "select cast(('it''s ' || chr(92) || '') as varchar), 'a:b'",
  });
});

test('values are those of a direct connection: exact, NULL, empty, with colons and backslashes', async () => {
  await using given = await setUp();
  await using warehouse = await given.open();
  const parameters = {
    big: 9_007_199_254_740_993n,
    small: 7,
    text: "it's a :p1 \\ and $2",
    empty: '',
    none: null,
  };
  const { rows } = await warehouse.query(
    `select $big as big, $small as small, $text as text, $empty as empty, cast($none as varchar) as none, true as yes,
       cast(1.5 as double precision) as half, cast(12.50 as decimal(8, 2)) as exact, date '2018-11-01' as day, ':p1' as literal`,
    parameters,
  );
  expect(rows).toEqual([
    {
      ...parameters,
      ...{ yes: true, half: 1.5, exact: 12.5, day: '2018-11-01', literal: ':p1' },
    },
  ]);
});

test('a session that cannot be opened is not kept alive', async () => {
  await using given = await setUp();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  using _ = { [Symbol.dispose]: () => vi.useRealTimers() };
  for (const action of ['GetStatementResult', 'DescribeStatement'])
    given.api.failNext(action, { type: 'ValidationException', message: 'no such statement' });
  await expect(given.open()).rejects.toThrow();
  expect(vi.getTimerCount()).toBe(0);
});

test('a result comes page by page', async () => {
  await using given = await setUp();
  await using warehouse = await given.open();
  await warehouse.run('create table numbers (n integer)');
  await warehouse.run(
    `insert into numbers values ${Array.from({ length: 120 }, (_, n) => `(${n})`).join(', ')}`,
  );
  const { rows } = await warehouse.query('select n from numbers order by n');
  expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 120 }, (_, n) => n));
  expect(given.api.calls.filter(({ action }) => action === 'GetStatementResult').length).toBeGreaterThan(2);
});

test('a session carries a transaction, which commits as a whole or leaves nothing', async () => {
  await using given = await setUp();
  await using warehouse = await given.open();
  await warehouse.run('create table t (n integer)');
  expect(await warehouse.transaction(() => warehouse.count('insert into t values (1), (2)'))).toBe(2);
  const failing = warehouse.transaction(async () => {
    await warehouse.run('insert into t values (3)');
    await warehouse.run('insert into nowhere values (3)');
  });
  await expect(failing).rejects.toThrow('relation "nowhere" does not exist');
  expect((await warehouse.query('select count(*) as n from t')).rows).toEqual([{ n: 2 }]);
  expect(given.api.sessions).toBe(1);
});

test('what is opened for reading cannot write', async () => {
  await using given = await setUp();
  await using warehouse = await given.open();
  await warehouse.run('create table t (n integer)');
  await using reader = await given.open({ readOnly: true });
  await expect(reader.query('insert into t values (1)')).rejects.toThrow(/read-only/);
  expect((await reader.query('select count(*) as n from t')).rows).toEqual([{ n: 0 }]);
});

test('throttled calls are tried again', async () => {
  await using given = await setUp();
  given.api.failNext('ExecuteStatement', { type: 'ThrottlingException', message: 'Rate exceeded', times: 2 });
  await using warehouse = await given.open();
  given.api.failNext('GetStatementResult', {
    type: 'ThrottlingException',
    message: 'Rate exceeded',
    times: 2,
  });
  expect((await warehouse.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

test('too many statements at once end with an error that says to try again', async () => {
  await using given = await setUp();
  await using warehouse = await given.open();
  const type = 'ActiveStatementsExceededException';
  given.api.failNext('ExecuteStatement', {
    type,
    message: 'Active statements exceeded the allowed quota.',
    times: 20,
  });
  expect(await errorOf(warehouse.query('select 1 as one'))).toMatchObject({ exitCode: 75 });
});

test('a session that expired is opened again, and a transaction in it fails as one that may be tried again', async () => {
  await using given = await setUp();
  await using warehouse = await given.open();
  await warehouse.run('create table t (n integer)');
  await given.api.expireSessions();
  await warehouse.query('select 1').catch(() => undefined);
  expect((await warehouse.query('select count(*) as n from t')).rows).toEqual([{ n: 0 }]);
  const lost = warehouse.transaction(async () => {
    await warehouse.run('insert into t values (1)');
    await given.api.expireSessions();
    await warehouse.run('insert into t values (2)');
  });
  expect(await errorOf(lost)).toBeInstanceOf(LostConnectionError);
  expect((await warehouse.query('select count(*) as n from t')).rows).toEqual([{ n: 0 }]);
});

test('a call that fails while a COMMIT runs leaves open whether the run is published, and the next try finds out', async () => {
  await using given = await setUp();
  using source = sourceFolder(smallSource);
  const redshift = { ...given.redshift.at.redshift, connection: given.connection };
  const load = () =>
    etl({ data: source.path, warehouse: 'redshift', redshift, backoff: { sleep: async () => {} } });
  const expired = {
    type: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  };
  const beginsCommit = (then: () => void) =>
    given.redshift.cluster.on({ statement: /^commit/, when: 'during' }, async () => {
      then();
      await sleep(1_500); // longer than the call that sends it waits
    });
  given.redshift.cluster.on({ statement: /^insert into etl\.runs/, when: 'after' }, () =>
    beginsCommit(() => given.api.failNext('DescribeStatement', expired)),
  );
  expect(await load()).toMatchObject({ status: 'published', run_id: '1' });
  source.write([{ location: 'log_data/later.json', bytes: `${event({ sessionId: 9 })}\n` }]);
  given.redshift.cluster.on({ statement: /^insert into etl\.runs/, when: 'after' }, () =>
    beginsCommit(() => {
      for (const action of ['DescribeStatement', 'ExecuteStatement', 'BatchExecuteStatement'])
        given.api.failNext(action, { ...expired, times: 99 });
    }),
  );
  expect(await errorOf(load())).toMatchObject({
    ...{ code: 'SPK-502', exitCode: 2 },
    details: ['It was lost while the run was being published: the run log says whether it is there.'],
  });
});

test('an idle session sends nothing, and one that Redshift has ended meanwhile is replaced', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  using _ = { [Symbol.dispose]: () => vi.useRealTimers() };
  await using given = await setUp();
  await using warehouse = await given.open();
  await warehouse.run('create table t (n integer)');
  const before = given.api.calls.length;
  await vi.advanceTimersByTimeAsync(6 * 60_000);
  expect(given.api.calls).toHaveLength(before);
  await warehouse.transaction(() => warehouse.run('insert into t values (1)'));
  expect((await warehouse.query('select n from t')).rows).toEqual([{ n: 1 }]);
  const failed = warehouse.transaction(async () => {
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    // What is open is kept.
    await expect.poll(() => given.api.calls.map(({ input }) => input.Sql)).toContain('select 1');
    throw new Error('enough');
  });
  await expect(failed).rejects.toThrow('enough');
});

test('a statement that is stopped is ended on the server, with its transaction, also while its id is not known', async () => {
  await using given = await setUp();
  await using warehouse = await given.open();
  await warehouse.run('create table t (n integer)');
  given.redshift.cluster.on({ statement: /^insert into t values \(2\)/, when: 'during' }, () => {
    warehouse.interrupt();
    return new Promise(() => {}); // for ever: until it is ended
  });
  given.api.neverAnswer(/^insert into t values \(2\)/);
  const before = given.api.calls.length;
  const stopped = warehouse.transaction(async () => {
    await warehouse.run('insert into t values (1)');
    await warehouse.run('insert into t values (2)');
  });
  await expect(stopped).rejects.toMatchObject({ exitCode: 130 });
  await expect.poll(() => given.api.calls.at(-1)?.input.Sql).toMatch(/^select pg_terminate_backend\(\d+\)$/);
  expect(given.api.calls.slice(before).map(({ action }) => action)).toEqual(
    Array.from({ length: 4 }, () => 'ExecuteStatement'),
  );
  await using another = await given.open();
  expect((await another.query('select count(*) as n from t')).rows).toEqual([{ n: 0 }]);
});

test('a statement beyond 100 KB is refused with its size before it is sent', async () => {
  await using given = await setUp();
  await using warehouse = await given.open();
  const sql = `select '${'x'.repeat(100_000)}' as x`;
  await expect(warehouse.query(sql)).rejects.toThrow(/has 100,\d+ bytes, and the Data API takes 100,000/);
});

test('a run loads by the Data API what it loads by a connection, without a host, a port or a password', async () => {
  await using given = await setUp();
  using source = sourceFolder(smallSource);
  const redshift = { ...given.redshift.at.redshift, connection: given.connection };
  const report = await etl({ data: source.path, warehouse: 'redshift', redshift });
  expect(report).toMatchObject({ status: 'published', loaded_by: { batched_copy: 4 } });
  await expectTables(given.redshift.at, source.path, loadReference(smallSource));
  expect(await etl({ data: source.path, warehouse: 'redshift', redshift })).toMatchObject({
    status: 'up-to-date',
  });
  const sent = JSON.stringify(given.api.calls);
  expect(sent).not.toContain(given.redshift.cluster.password);
});

test('most statements need one call, and one more for their rows', async () => {
  await using given = await setUp();
  await using warehouse = await given.open();
  expect(given.api.calls.map(({ action }) => action).filter((action) => action !== 'GetWorkgroup')).toEqual([
    ...['BatchExecuteStatement', 'ExecuteStatement', 'GetStatementResult'],
  ]);
  await warehouse.run('create table t (n integer)');
  const sent = async (work: () => Promise<unknown>) => {
    const before = given.api.calls.length;
    await work();
    return given.api.calls.slice(before).map(({ action }) => action);
  };
  expect(await sent(() => warehouse.query('select n from t'))).toEqual([
    'ExecuteStatement',
    'GetStatementResult',
  ]);
  expect(await sent(() => warehouse.transaction(async () => {}))).toEqual([
    'ExecuteStatement',
    'ExecuteStatement',
  ]);
  expect(await sent(() => warehouse.run('insert into t values (1)'))).toEqual(['ExecuteStatement']);
  expect(await sent(() => warehouse.count('insert into t values (2)'))).toEqual([
    ...['ExecuteStatement', 'DescribeStatement'],
  ]);
  expect(await sent(() => warehouse.runAll(['analyze t', 'analyze t', 'analyze t']))).toEqual([
    'BatchExecuteStatement',
  ]);
});

test('queries that rarely have rows need two calls together, and two more for each that has some', async () => {
  await using given = await setUp();
  await using warehouse = await given.open();
  await warehouse.run('create table t (n integer)');
  await warehouse.run('insert into t values (1), (2), (3)');
  const beyond = (n: number) => ({
    file: `checks/${n}.sql`,
    text: `select n from t where n > $least + ${n}`,
  });
  const before = given.api.calls.length;
  const results = await warehouse.queryRare([9, 1, 8, 0, 7].map(beyond), { least: 1 });
  expect(results.map(({ rows }) => rows.length)).toEqual([0, 1, 0, 2, 0]);
  expect(results[1]).toEqual({ columns: ['n'], rows: [{ n: 3 }] });
  expect(given.api.calls.slice(before).map(({ action }) => action)).toEqual(
    Array.from({ length: 3 }, () => ['ExecuteStatement', 'GetStatementResult']).flat(),
  );
  const wrong = [beyond(1), { file: 'checks/wrong.sql', text: 'select n from nowhere' }];
  const named = /^sql\/checks\/wrong\.sql: relation "nowhere" does not exist/;
  await expect(warehouse.queryRare(wrong, { least: 1 })).rejects.toThrow(named);
  await expect(warehouse.transaction(() => warehouse.queryRare(wrong, { least: 1 }))).rejects.toThrow(named);
  given.redshift.cluster.failNext({
    statement: /^select 0 as query_index/,
    code: 'XX000',
    message: 'Disk Full',
  });
  expect(await errorOf(warehouse.queryRare([beyond(1), beyond(2)], { least: 1 }))).toMatchObject({
    ...{ code: 'SPK-411', exitCode: 75, message: 'Redshift ended a statement: Disk Full' },
    details: [
      'This was in sql/checks (2 files, asked together).',
      expect.stringContaining('Nothing was published'),
    ],
  });
});

test('queries that are too long for one statement go in several', async () => {
  await using given = await setUp();
  await using warehouse = await given.open();
  const long = (n: number) => ({
    file: `checks/${n}.sql`,
    text: `select ${n} as n where '${'x'.repeat(30_000)}' = '${n}'`,
  });
  expect((await warehouse.queryRare([1, 2, 3].map(long))).map(({ rows }) => rows)).toEqual([[], [], []]);
});

test('a batch has at most 40 statements and 100 KB', async () => {
  await using given = await setUp();
  await using warehouse = await given.open();
  await warehouse.run('create table t (text varchar(65535))');
  const batches = async (statements: readonly string[]) => {
    const before = given.api.calls.length;
    await warehouse.runAll(statements);
    return given.api.calls.slice(before).map(({ input }) => (input.Sqls as readonly string[]).length);
  };
  expect(await batches(Array.from({ length: 50 }, () => 'analyze t'))).toEqual([40, 10]);
  const long = `insert into t values ('${'x'.repeat(40_000)}')`;
  expect(await batches([long, long, long])).toEqual([2, 1]);
});

test('a run needs few calls, a small incremental one fewer, and one that finds nothing new the fewest', async () => {
  await using given = await setUp();
  using source = sourceFolder(smallSource);
  const redshift = { ...given.redshift.at.redshift, connection: given.connection };
  const callsOf = async () => {
    const before = given.api.calls.length;
    const { status } = await etl({ data: source.path, warehouse: 'redshift', redshift });
    return { status, calls: given.api.calls.length - before };
  };
  const first = await callsOf();
  expect(first.status).toBe('published');
  expect(first.calls).toBeLessThanOrEqual(72); // 70 where nothing takes a second; 128 with two calls for each check
  source.write([{ location: 'log_data/later.json', bytes: `${event({ sessionId: 9 })}\n` }]);
  const incremental = await callsOf();
  expect(incremental.status).toBe('published');
  expect(incremental.calls).toBeLessThanOrEqual(59); // 57 where nothing takes a second; 118 with two calls for each check
  const nothing = await callsOf();
  expect(nothing.status).toBe('up-to-date');
  expect(nothing.calls).toBeLessThanOrEqual(15);
});

test('a run adds the comments that are missing, as after one that ended at its COMMIT', async () => {
  await using given = await setUp();
  using source = sourceFolder(smallSource);
  const redshift = { ...given.redshift.at.redshift, connection: given.connection };
  const load = () => etl({ data: source.path, warehouse: 'redshift', redshift });
  const denied = { type: 'InternalServerException', message: 'The server is gone.' };
  given.redshift.cluster.on({ statement: /^commit/i, when: 'after' }, () =>
    given.api.failNext('BatchExecuteStatement', denied),
  );
  expect(await load()).toMatchObject({ status: 'published' });
  await using warehouse = await given.open();
  const described = async () => (await readComments(warehouse)).size;
  expect(await described()).toBe(0);
  source.write([{ location: 'log_data/later.json', bytes: `${event({ sessionId: 9 })}\n` }]);
  expect(await load()).toMatchObject({ status: 'published' });
  expect(await described()).toBe(comments().length);
});

test('statements go one by one where IAM denies batches', async () => {
  await using given = await setUp();
  const denied = {
    type: 'AccessDeniedException',
    message: 'is not authorized to perform BatchExecuteStatement',
    times: 9,
  };
  given.api.failNext('BatchExecuteStatement', denied);
  await using warehouse = await given.open();
  await warehouse.run('create table t (n integer)');
  await warehouse.runAll(['insert into t values (1)', 'insert into t values (2)']);
  expect((await warehouse.query('select count(*) as n from t')).rows).toEqual([{ n: 2 }]);
  const { rows } = await warehouse.query("select current_setting('timezone') as zone");
  expect(rows).toEqual([{ zone: 'UTC' }]);
});

test('a statement of a batch that fails is reported', async () => {
  await using given = await setUp();
  await using warehouse = await given.open();
  await expect(warehouse.runAll(['analyze nowhere'])).rejects.toThrow('"nowhere" does not exist');
});

test('a statement that takes longer than the call for its rows waits is asked for again', async () => {
  await using given = await setUp();
  await using warehouse = await given.open();
  given.api.failNext('GetStatementResult', {
    type: 'ValidationException',
    message: 'Query is still running.',
  });
  expect((await warehouse.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  expect(given.api.calls.slice(-3).map(({ action }) => action)).toEqual([
    ...['GetStatementResult', 'DescribeStatement', 'GetStatementResult'],
  ]);
});

test('the owner grants by the Data API what etl needs', async () => {
  await using given = await setUp();
  await using warehouse = await given.open();
  const statements = await loadingGrants(warehouse, 'IAMR:by-data-api');
  expect(statements[0]).toBe('create user "IAMR:by-data-api" password disable');
  for (const statement of statements) await warehouse.run(statement);
  expect((await loadingGrants(warehouse, 'IAMR:by-data-api'))[0]).toMatch(
    /^grant create, temporary on database/,
  );
});
