import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiSqlAnswer } from '../../src/dashboard/api.ts';
import { createDashboard } from '../../src/dashboard/dashboard.ts';
import { getJson, type Refusal } from './get-json.ts';
import { type LoadedWarehouse, loadedWarehouse } from './loaded-warehouse.ts';

let warehouse: LoadedWarehouse;
beforeAll(async () => {
  warehouse = await loadedWarehouse();
});
afterAll(() => warehouse[Symbol.asyncDispose]());

async function run(sql: string, limits = {}) {
  const app = createDashboard({ openWarehouse: warehouse.open, ...limits });
  return await getJson<ApiSqlAnswer & Refusal>(app, 'sql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sql }),
  });
}

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
      truncated: false,
    });
  });

  test('shows no more rows than the limit, and says that there are more', async () => {
    const { body } = await run('select * from range(1000000000)', { sqlRowLimit: 7 });
    expect(body.rows).toHaveLength(7);
    expect(body.truncated).toBe(true);
    expect((await run('select * from range(7)', { sqlRowLimit: 7 })).body.truncated).toBe(false);
  });

  test('stops a statement that takes too long, and answers the next one', async () => {
    const endless =
      'select count(*) from range(100000000) a, range(100000000) b where a.range + b.range = -1';
    const { status, body } = await run(endless, { sqlTimeLimitSeconds: 0.2 });
    expect(status).toBe(400);
    expect(body.error.message).toBe('Stopped after 0.2 s.');
    expect((await run('select 1 as one')).body.rows).toEqual([{ one: 1 }]);
  });

  test.each([
    ['select *\nfrom songplay', 2, 6],
    ['select nothing from songplays', 1, 8],
    ['select\n  1 +', 2, 6],
    [`select ${'1 + '.repeat(60)} nothing from songplays`, 1, 249],
  ])('says where a statement is wrong: %s', async (sql, line, column) => {
    const { status, body } = await run(sql);
    expect(status).toBe(400);
    expect(body.error.message).not.toContain('LINE');
    expect([body.error.line, body.error.column]).toEqual([line, column]);
  });

  test('refuses what is no statement', async () => {
    expect((await run('  ')).status).toBe(400);
    expect((await run('-- nothing')).status).toBe(400);
  });

  test('refuses a body that is too long', async () => {
    expect((await run(`select '${'x'.repeat(200_000)}'`)).status).toBe(400);
  });
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
