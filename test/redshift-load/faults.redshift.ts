import { expect, test } from 'vitest';
import type { EtlOptions } from '../../src/load/etl-options.ts';
import { CopyError } from '../../src/warehouse/redshift/redshift-errors.ts';
import { openPipeline } from '../pipeline.ts';
import { serializationViolation } from '../redshift/wire.ts';
import { event } from '../reference/examples.ts';
import { dataFile, smallSource } from '../source-folder.ts';
import { type FreshRedshift, freshRedshift, proxyTo } from './fresh-redshift.ts';

const atOnce = { sleep: async () => {} };

/** A small source, a cluster, and the run from the one into the other. */
async function setUp() {
  const pipeline = await openPipeline({ fresh: freshRedshift }, smallSource);
  const { warehouse } = pipeline;
  return {
    ...pipeline,
    run: (options: Partial<EtlOptions> = {}) => pipeline.etl({ backoff: atOnce, ...options }),
    async expectLoadedOnce() {
      await pipeline.expectTables(smallSource);
      expect(await pipeline.value('select count(*) from etl.runs')).toBe(1);
      expectCleanWork(warehouse);
    },
  };
}

function expectCleanWork({ s3 }: FreshRedshift): void {
  expect([...s3.objects('scratch').keys()]).toEqual([]);
}

for (const when of ['before', 'during', 'after'] as const) {
  test(`a connection cut ${when} COMMIT leads to one published run, reported as such`, async () => {
    await using given = await setUp();
    const { warehouse, run, expectLoadedOnce } = given;
    const { cluster } = warehouse;
    await using proxy = await proxyTo(warehouse);
    cluster.on({ statement: /^commit/, when }, () => proxy.cut());
    const report = await run({ redshift: proxy.redshift });
    expect(report).toMatchObject({ status: 'published', run_id: '1', records: { staged: 6 } });
    await expectLoadedOnce();
    const copies = cluster.statements.filter(({ sql }) => sql.startsWith('copy "staging_events"'));
    expect(copies).toHaveLength(when === 'before' ? 2 : 1);
  });
}

test('a connection cut in a COPY has the run done again', async () => {
  await using given = await setUp();
  const { warehouse, run, expectLoadedOnce } = given;
  const { cluster } = warehouse;
  await using proxy = await proxyTo(warehouse);
  cluster.on({ statement: /^copy "staging_songs"/, when: 'during' }, () => proxy.cut());
  await run({ redshift: proxy.redshift });
  await expectLoadedOnce();
});

test('a connection that does not come back publishes nothing and leaves nothing in WORK', async () => {
  await using given = await setUp();
  const { warehouse, run } = given;
  const { cluster } = warehouse;
  await using proxy = await proxyTo(warehouse);
  cluster.on({ statement: /^copy "staging_songs"/, when: 'before' }, () => {
    proxy.refuse();
    proxy.cut();
  });
  const attempt = run({ redshift: proxy.redshift });
  await expect(attempt).rejects.toMatchObject({ exitCode: 75 });
  expectCleanWork(warehouse);
  expect(await cluster.rows(`select 1 from pg_namespace where nspname = 'etl'`)).toEqual([]);
});

for (const statement of [/^insert into etl.runs/, /^commit/, /^copy "staging_songs"/]) {
  test(`a serialization violation in ${statement.source} has the run done again`, async () => {
    await using given = await setUp();
    const { warehouse, run, expectLoadedOnce } = given;
    warehouse.cluster.failNext({ statement, ...serializationViolation });
    expect(await run()).toMatchObject({ status: 'published', run_id: '1' });
    await expectLoadedOnce();
  });
}

test('a conflict that does not pass ends the run after five tries', async () => {
  await using given = await setUp();
  const { warehouse, run } = given;
  warehouse.cluster.failNext({ statement: /^commit/, times: 9, ...serializationViolation });
  await expect(run()).rejects.toMatchObject({ name: 'ConflictError', exitCode: 75 });
  const commits = warehouse.cluster.statements.filter(({ sql }) => sql === 'commit');
  expect(commits).toHaveLength(5);
  expectCleanWork(warehouse);
});

test('a COPY that fails in a later run says so and publishes nothing', async () => {
  await using given = await setUp();
  const { warehouse, run } = given;
  await run();
  const { cluster } = warehouse;
  cluster.failNext({
    statement: /^copy "staging_events"/,
    message: `Load into table 'staging_events' failed.  Check it.`,
  });
  given.source.write([{ location: 'log_data/later.json', bytes: smallSource[1]?.bytes ?? '' }]);
  await expect(run({ allowCopies: true })).rejects.toThrow(CopyError);
  await given.expectLoadedOnce();
});

test('two runs at once load every file once', async () => {
  await using given = await setUp();
  const reports = await Promise.all([given.run(), given.run()]);
  expect(reports.map(({ status }) => status).sort()).toEqual(['published', 'up-to-date']);
  await given.expectLoadedOnce();
});

/** A file that a later run has to load. */
const laterFile = dataFile('logs', 'later.json', `${event({ sessionId: 9 })}\n`);

for (const code of ['57014', 'XX000']) {
  test(`a second run waits for the lock no longer than the time limit, which ends it with ${code}`, async () => {
    await using given = await setUp();
    await given.run();
    given.source.write([laterFile]);
    given.warehouse.cluster.failNext({
      statement: /^lock etl.lock/,
      message: "Query (1234) canceled on user's request",
      code,
    });
    await expect(given.run({ lockTimeoutSeconds: 0.5 })).rejects.toMatchObject({
      exitCode: 75,
      message: expect.stringContaining('did not end within 0.5 s'),
    });
  });
}

test('only the lock is waited for with a time limit of this program', async () => {
  await using given = await setUp();
  await given.run();
  given.source.write([laterFile]);
  const before = given.warehouse.cluster.statements.length;
  await given.run({ lockTimeoutSeconds: 7 });
  const sent = given.warehouse.cluster.statements.slice(before).map(({ sql }) => sql);
  const begin = sent.indexOf('begin');
  expect(sent.slice(begin + 1, begin + 4)).toEqual([
    'set statement_timeout to 7000',
    'lock etl.lock',
    'reset statement_timeout',
  ]);
});

test('an interrupted run publishes nothing and leaves nothing in WORK', async () => {
  await using given = await setUp();
  const { warehouse, run } = given;
  const stop = new AbortController();
  warehouse.cluster.on({ statement: /^copy "staging_songs"/, when: 'before' }, () => stop.abort());
  await expect(run({ signal: stop.signal })).rejects.toMatchObject({ exitCode: 130 });
  expectCleanWork(warehouse);
  await run();
  await given.expectLoadedOnce();
});

test('a later run reserves ids and uploads before its transaction, which begins with the lock and has nothing to do but COPY', async () => {
  await using given = await setUp();
  const { warehouse, run } = given;
  await run();
  given.source.write([laterFile]);
  const before = warehouse.cluster.statements.length;
  const put = () => warehouse.s3.requests.filter(({ operation }) => operation === 'PutObject').length;
  const uploaded: number[] = [];
  warehouse.cluster.on(
    { statement: /^copy "staging_events"/, when: 'before' },
    () => void uploaded.push(put()),
  );
  await run();
  expect(uploaded).toEqual([put()]);
  const sent = warehouse.cluster.statements.slice(before).map(({ sql }) => sql);
  const lines = sent.map(
    (sql) =>
      sql
        .replace(/^--.*\n/gm, '')
        .trim()
        .split(/\n| where| \(/, 1)[0],
  );
  const reserving = lines.indexOf('begin');
  expect(lines.slice(reserving, lines.indexOf('commit') + 1)).toEqual([
    'begin',
    'lock etl.lock',
    'select next_file_id',
    'update etl.lock',
    'commit',
  ]);
  const loading = lines.lastIndexOf('begin');
  expect(lines.slice(loading, loading + 2)).toEqual(['begin', 'lock etl.lock']);
  expect(lines.filter((line) => line?.startsWith('lock'))).toEqual(['lock etl.lock', 'lock etl.lock']);
  expect(sent.some((sql) => /truncate|vacuum/i.test(sql))).toBe(false);
});

/** Acts when a later run has prepared its files, and has not begun its transaction. */
function whenPrepared({ cluster }: FreshRedshift, action: () => Promise<void>): void {
  const reserves = { statement: /^begin/, when: 'before' } as const;
  cluster.on(reserves, () => cluster.on({ statement: /^begin/, when: 'before' }, action));
}

test('two incremental runs at once end as one: the second drops what the first has loaded', async () => {
  await using given = await setUp();
  const { warehouse, run } = given;
  await run();
  given.source.write([laterFile]);
  const before = warehouse.cluster.statements.length;
  const reports: string[] = [];
  whenPrepared(warehouse, async () => void reports.push((await run()).status));
  reports.push((await run()).status);
  expect(reports).toEqual(['published', 'up-to-date']);
  const copies = warehouse.cluster.statements.slice(before).filter(({ sql }) => sql.startsWith('copy'));
  expect(copies).toHaveLength(1);
  await given.expectTables([...smallSource, laterFile]);
  expectCleanWork(warehouse);
});

test('of files that another run has loaded since, the rows are dropped, and the others are loaded', async () => {
  await using given = await setUp();
  const { warehouse, run } = given;
  await run();
  const other = dataFile('logs', 'other.json', `${event({ sessionId: 10 })}\n`);
  given.source.write([laterFile, other]);
  whenPrepared(warehouse, async () => {
    await run({ data: undefined, logs: `${given.source.path}/log_data/later.json` });
  });
  expect(await run()).toMatchObject({ status: 'published', files: { new: 1 }, run_id: '3' });
  await given.expectTables([...smallSource, laterFile, other]);
  expectCleanWork(warehouse);
});

test('a run with nothing to do locks nothing', async () => {
  await using given = await setUp();
  const { warehouse, run } = given;
  await run();
  const before = warehouse.cluster.statements.length;
  expect(await run()).toMatchObject({ status: 'up-to-date', plays: { songplays: 3 } });
  const sent = warehouse.cluster.statements.slice(before).map(({ sql }) => sql);
  expect(sent.filter((sql) => /^(begin|lock|insert|update|delete|copy)/.test(sql))).toEqual([]);
});

test('statistics are gathered after the COMMIT', async () => {
  await using given = await setUp();
  await given.run();
  const sent = given.warehouse.cluster.statements.map(({ sql }) => sql);
  expect(sent.indexOf('analyze "songplays"')).toBeGreaterThan(sent.indexOf('commit'));
});
