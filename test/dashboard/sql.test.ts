import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiSqlAnswer } from '../../src/dashboard/api.ts';
import { createDashboard } from '../../src/dashboard/dashboard.ts';
import { serveDashboard } from '../../src/dashboard/serve.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import type { Warehouse } from '../../src/warehouse/warehouse.ts';
import { getJson, type Refusal, statementRequest } from './get-json.ts';
import { type LoadedWarehouse, loadedWarehouse } from './loaded-warehouse.ts';

let warehouse: LoadedWarehouse;
let opened: Warehouse;
beforeAll(async () => {
  warehouse = await loadedWarehouse();
  opened = await warehouse.open();
});
afterAll(async () => {
  await opened[Symbol.asyncDispose]();
  await warehouse[Symbol.asyncDispose]();
});

type Limits = NonNullable<Parameters<typeof createDashboard>[0]['sqlLimits']>;
type App = ReturnType<typeof createDashboard>;

const appWith = (sqlLimits: Limits = {}) =>
  createDashboard({ openWarehouse: () => opened.another(), sqlLimits });

async function run(sql: string, limits: Limits = {}, app: App = appWith(limits)) {
  return await getJson<ApiSqlAnswer & Refusal>(app, 'sql', statementRequest(sql));
}

const endless = 'select count(*) from range(100000000) a, range(100000000) b where a.range + b.range = -1';

describe('the SQL page', () => {
  test('answers with columns and rows', async () => {
    const { status, body } = await run(
      'select level, count(*) as plays from songplays group by level order by level;',
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      columns: ['level', 'plays'],
      rows: [
        { level: 'free', plays: 4 },
        { level: 'paid', plays: 2 },
      ],
      numbers: ['plays'],
    });
  });

  test('shows no more rows than the limit, and says that there are more', async () => {
    const { body } = await run('select * from range(1000000000)', { rows: 7 });
    expect(body.rows).toHaveLength(7);
    expect(body.truncatedBy).toBe('rows');
    expect((await run('select * from range(7)', { rows: 7 })).body.truncatedBy).toBeUndefined();
  });

  test('stops a statement that takes too long, and answers the next one', async () => {
    const { status, body } = await run(endless, { seconds: 0.2 });
    expect(status).toBe(400);
    expect(body.error.message).toBe('Stopped after 0.2 s.');
    expect((await run('select 1 as one')).body.rows).toEqual([{ one: 1 }]);
  });

  test.each([
    ['select *\nfrom songplay', 2, 6],
    ['select nothing from songplays', 1, 8],
    ['select\n  1 +', 2, 6],
    [`select ${'1 + '.repeat(60)} nothing from songplays`, 1, 249],
    ["select 'nothing', nothing from songplays", 1, 19],
    ["select cast('x' as integer)", 1, 8],
  ])('says where a statement is wrong: %s', async (sql, line, column) => {
    const { status, body } = await run(sql);
    expect(status).toBe(400);
    expect(body.error.message).not.toContain('LINE');
    expect([body.error.line, body.error.column]).toEqual([line, column]);
  });

  test('says what may be meant, as every other command', async () => {
    const { body } = await run('select *\nfrom songplay');
    expect(body.error).toMatchObject({
      code: 'SPK-707',
      message: 'Catalog Error: Table with name songplay does not exist!',
      details: ['Did you mean "songplays"?'],
    });
    expect((await run('select 1 from filtered_plays')).body.error.details).toEqual([
      'filtered_plays is for saved queries; other SQL reads songplays.',
    ]);
  });

  test('refuses what is no statement', async () => {
    expect((await run('  ')).status).toBe(400);
    expect((await run('-- nothing')).status).toBe(400);
    for (const body of ['no JSON', 'null', '{}', '{"sql": 5}', '{"sql": null}']) {
      const request = { ...statementRequest(''), body };
      expect(await getJson<Refusal>(appWith(), 'sql', request)).toMatchObject({
        status: 400,
        body: { error: { code: 'SPK-705' } },
      });
    }
  });

  test('refuses a body that is too long', async () => {
    expect((await run(`select '${'x'.repeat(200_000)}'`)).status).toBe(400);
  });
});

describe('many statements at once', () => {
  test('the page and its status are answered while six endless ones wait, and each gets its whole time', async () => {
    const app = appWith({ seconds: 0.5 });
    const statements = Array.from({ length: 6 }, () => run(endless, {}, app));
    const startedAt = performance.now();
    expect((await getJson(app, 'status')).status).toBe(200);
    expect((await getJson(app, 'questions/key-figures')).status).toBe(200);
    const answered = performance.now() - startedAt;
    const results = await Promise.all(statements);
    expect(answered).toBeLessThan((performance.now() - startedAt) / 2);
    for (const { status, body } of results)
      expect([status, body.error.message]).toEqual([400, 'Stopped after 0.5 s.']);
  });

  test('200 at once: those beyond the queue are refused at once, and the rest answered', async () => {
    const app = appWith({ waiting: 20 });
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, each) => run(`select ${each} as n`, {}, app)),
    );
    const refused = results.filter(({ status }) => status === 503);
    expect(refused).toHaveLength(178);
    expect(refused[0]?.body.error.message).toBe(
      '2 statements of the SQL page are running and 20 are waiting, which is the limit.',
    );
    expect(results.slice(0, 22).map(({ body }) => body.rows)).toEqual(
      Array.from({ length: 22 }, (_, n) => [{ n }]),
    );
    expect((await run('select 1 as one', {}, app)).body.rows).toEqual([{ one: 1 }]);
  });

  test('a statement whose page was closed leaves the queue', async () => {
    const app = appWith({ running: 1, waiting: 1, seconds: 0.5 });
    const first = run(endless, {}, app);
    const closed = new AbortController();
    const second = app.request('http://127.0.0.1/api/sql', {
      ...statementRequest('select 1'),
      signal: closed.signal,
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await run('select 3', {}, app)).status).toBe(503);
    closed.abort();
    expect((await second).status).toBe(503);
    expect((await run('select 3 as three', {}, app)).body.rows).toEqual([{ three: 3 }]);
    await first;
  });
});

describe('a statement that nobody waits for any more', () => {
  test.each([0, 300])('is interrupted when its request ends after %s ms', async (milliseconds) => {
    const app = appWith({ running: 1, seconds: 60 });
    const closed = new AbortController();
    const abandoned = app.request('http://127.0.0.1/api/sql', {
      ...statementRequest(endless),
      signal: closed.signal,
    });
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    closed.abort();
    expect((await abandoned).status).not.toBe(200);
    expect((await run('select 1 as one', {}, app)).body.rows).toEqual([{ one: 1 }]);
  });

  test('is interrupted when the connection of the browser closes', async () => {
    await using served = await serveDashboard({ openWarehouse: warehouse.open });
    const closed = new AbortController();
    const ask = (sql: string, signal?: AbortSignal) =>
      fetch(new URL('/api/sql', served.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ sql }),
        ...(signal && { signal }),
      });
    const startedAt = performance.now();
    const abandoned = [ask(endless, closed.signal), ask(endless, closed.signal)];
    await new Promise((resolve) => setTimeout(resolve, 300));
    closed.abort();
    await Promise.allSettled(abandoned);
    expect(await (await ask('select 1 as one')).json()).toMatchObject({ rows: [{ one: 1 }] });
    expect(performance.now() - startedAt).toBeLessThan(9000); // they would run for 10 s
  });
});

describe('a result that is too large', () => {
  test('is cut at the limit of bytes, and says so', async () => {
    const { status, body } = await run("select repeat('x', 100000) as x from range(1000)");
    expect(status).toBe(200);
    expect(body.truncatedBy).toBe('bytes');
    expect(body.rows).toHaveLength(100);
  });

  test('is refused if not one row is within the limit', async () => {
    const { status, body } = await run("select repeat(repeat('x', 1000000), 30) as x");
    expect(status).toBe(400);
    expect(body.error.message).toBe('The first row is larger than 20 MB, the limit of a result.');
  });

  test('is refused if it needs more memory than the warehouse may take', async () => {
    const app = createDashboard({
      openWarehouse: () => openWarehouse(warehouse.location, { memoryMebibytes: 100 }),
    });
    const { status, body } = await run(
      "select list(repeat('x', 1000) || range) from range(1000000)",
      {},
      app,
    );
    expect(status).toBe(400);
    expect(body.error.message).toBe('The statement needs more memory than 100.0 MiB, the limit.');
    expect((await run('select 1 as one', {}, app)).body.rows).toEqual([{ one: 1 }]);
  });
});

test.each([
  ['0.000001', 0.000001],
  ['1e300', 1e300],
  ['1234567.891', 1234567.891],
  ['12345678901234567890.123', '12345678901234567890.123'],
  ['9007199254740993', '9007199254740993'],
  ['cast(0.1 as float)', 0.1],
  ["cast('nan' as double)", 'NaN'],
  ["cast('-infinity' as double)", '-Infinity'],
  ['0.10', 0.1],
])('the value of %s is exact', async (sql, value) => {
  const { body } = await run(`select ${sql} as value`);
  expect(body).toMatchObject({ rows: [{ value }], numbers: ['value'] });
});

describe('the SQL page cannot reach beyond the warehouse', () => {
  test.each([
    ['read a file', "select * from read_text('FILE')"],
    ['read a CSV by its name', "select * from 'FILE'"],
    ['read a folder', "select * from glob('FOLDER/*')"],
    ['write a file', "copy songplays to 'FOLDER/out.csv'"],
    ['export the database', "export database 'FOLDER/out'"],
    ['attach a file', "attach 'FOLDER/other.duckdb' as other"],
    ['attach in memory and copy', "attach ':memory:' as m; copy m.x from 'FILE'"],
    ['install', 'install httpfs'],
    ['load', 'load httpfs'],
    ['load a file', "load 'FILE'"],
    ['set', 'set enable_external_access = true'],
    ['set by pragma', 'pragma enable_external_access = true'],
    ['unlock', 'set lock_configuration = false'],
    ['set a folder', "set temp_directory = 'FOLDER'"],
    ['insert', "insert into users values (1, 'a', 'b', 'F', 'free')"],
    ['delete after a query', 'select 1; delete from songplays'],
    ['drop', 'drop table songplays'],
    ['create', 'create table mine as select 1'],
    ['read the environment', "select getenv('PATH')"],
  ])('to %s', async (_, sql) => {
    const folder = warehouse.source.path;
    const secret = join(folder, 'secret.csv');
    writeFileSync(secret, 'a,b\n1,topsecret\n');
    const { status, body } = await run(sql.replaceAll('FILE', secret).replaceAll('FOLDER', folder));
    expect(status).toBe(400);
    expect(JSON.stringify(body)).not.toContain('topsecret');
    expect(
      existsSync(join(folder, 'out.csv')) ||
        existsSync(join(folder, 'out')) ||
        existsSync(join(folder, 'other.duckdb')),
    ).toBe(false);
    expect((await run('select count(*) as plays from songplays')).body.rows).toEqual([{ plays: 6 }]);
  });
});
