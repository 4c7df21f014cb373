import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type {
  ApiAnswer,
  ApiCheck,
  ApiColumnFigures,
  ApiData,
  ApiStatus,
  ApiTable,
  JsonResult,
} from '../../src/dashboard/api.ts';
import { createDashboard } from '../../src/dashboard/dashboard.ts';
import { TransientError } from '../../src/errors.ts';
import { connect } from '../../src/warehouse/connect.ts';
import { event } from '../reference/examples.ts';
import { dataFile } from '../source-folder.ts';
import { getJson, type Refusal } from './get-json.ts';
import { loadedWarehouse } from './loaded-warehouse.ts';

test('a run beside the dashboard publishes, and the dashboard shows it', async () => {
  await using warehouse = await loadedWarehouse();
  const app = createDashboard({ openWarehouse: warehouse.open });
  const before = (await getJson<ApiStatus>(app, 'status')).body;
  expect((await getJson<ApiAnswer>(app, 'questions/key-figures')).body.rows[0]?.plays).toBe(6);
  warehouse.source.write([dataFile('logs', 'more.json', event({ sessionId: 77 }))]);
  await warehouse.loadAgain();
  expect((await getJson<ApiAnswer>(app, 'questions/key-figures')).body.rows[0]?.plays).toBe(7);
  const after = (await getJson<ApiStatus>(app, 'status')).body;
  expect(after.run?.run_id).toBe(2);
  expect(after.key).not.toBe(before.key);
});

test('requests at the same time share one open warehouse, and the last one closes it', async () => {
  await using warehouse = await loadedWarehouse();
  let open = 0;
  let mostOpen = 0;
  const app = createDashboard({
    openWarehouse: async () => {
      mostOpen = Math.max(mostOpen, ++open);
      const opened = await warehouse.open();
      return {
        ...opened,
        async [Symbol.asyncDispose]() {
          await opened[Symbol.asyncDispose]();
          open--;
        },
      };
    },
  });
  const questions = ['key-figures', 'top-songs', 'browsers', 'none', 'retention'];
  await Promise.all([
    ...questions.map((name) => getJson(app, `questions/${name}`)),
    getJson(app, 'model/songplays'),
    getJson(app, 'checks'),
  ]);
  expect([open, mostOpen]).toEqual([0, 1]);
  // Nothing holds the file any more: it can be opened for writing.
  await using _ = await connect(warehouse.location);
});

test('while a run holds the warehouse, what is known is answered and the rest has to wait', async () => {
  await using warehouse = await loadedWarehouse();
  let isHeld = false;
  const app = createDashboard({
    openWarehouse: () =>
      isHeld ? Promise.reject(new TransientError('SPK-303', 'A run holds it.')) : warehouse.open(),
  });
  const known = await getJson(app, 'questions/top-songs');
  await getJson(app, 'status');
  isHeld = true;
  expect(await getJson(app, 'questions/top-songs')).toEqual(known);
  expect((await getJson(app, 'status')).status).toBe(200);
  expect(await getJson(app, 'questions/browsers')).toMatchObject({
    status: 503,
    body: { error: { message: 'A run holds it.' } },
  });
  isHeld = false;
  expect((await getJson(app, 'questions/browsers')).status).toBe(200);
});

test('without a warehouse the page says how to load one', async () => {
  await using warehouse = await loadedWarehouse();
  rmSync(warehouse.location);
  const app = createDashboard({ openWarehouse: warehouse.open });
  const { status, body } = await getJson<Refusal>(app, 'status');
  expect(status).toBe(404);
  expect(body.error.hints.join()).toContain('sparkify etl --data');
});

test('the page for the data holds runs, reconciled counts, files, rejected records and checks', async () => {
  await using warehouse = await loadedWarehouse();
  const app = createDashboard({ openWarehouse: warehouse.open });
  const { body } = await getJson<ApiData>(app, 'data');
  expect(body.runs.rows).toHaveLength(1);
  const counts = body.row_counts.rows;
  expect(counts).toMatchObject([
    { data_set: 'logs', files: 3, records: 8, staged: 7, rejected: 1 },
    { data_set: 'songs', files: 3, records: 3, staged: 3, rejected: 0 },
  ]);
  for (const { read_bytes, staged_bytes, rejected_bytes, between_bytes } of counts)
    expect(read_bytes).toBe(Number(staged_bytes) + Number(rejected_bytes) + Number(between_bytes));
  expect(body.files.rows[0]?.location).toBe(join(warehouse.source.path, 'log_data/2018-11-01.json'));
  const { body: found } = await getJson<JsonResult>(app, 'files?search=AGAIN');
  expect(found.rows.map(({ location }) => location)).toEqual([
    join(warehouse.source.path, 'log_data/2018-11-02-again.json'),
  ]);
  expect(body.rejects.rows).toMatchObject([{ line: 4, code: 'bad_json', raw_line: 'no JSON' }]);
  const checks = (await getJson<readonly ApiCheck[]>(app, 'checks')).body;
  expect(checks.length).toBeGreaterThan(10);
  expect(checks.every(({ passed }) => passed)).toBe(true);
});

test('the page for the data shows what the checks of the newest run found, and when', async () => {
  await using warehouse = await loadedWarehouse();
  const app = createDashboard({ openWarehouse: warehouse.open });
  const lastChecks = async () => (await getJson<ApiData>(app, 'data')).body.checks;
  const first = await lastChecks();
  const anew = (await getJson<readonly ApiCheck[]>(app, 'checks')).body;
  expect(first.map(({ name, claim, passed }) => ({ name, claim, passed }))).toEqual(
    anew.map(({ name, claim, passed }) => ({ name, claim, passed })),
  );
  expect(new Set(first.map(({ run_id }) => run_id))).toEqual(new Set([1]));
  const [check] = first;
  expect(Math.abs(Date.parse(`${check?.checked_at}Z`) - Date.now())).toBeLessThan(60_000);
  warehouse.source.write([{ location: 'log_data/more.json', bytes: '\n' }]);
  await warehouse.loadAgain();
  expect((await lastChecks()).map(({ run_id }) => run_id)).toEqual(first.map(() => 2));
});

test('the page for the model shows each table and column with its meaning and what it holds', async () => {
  await using warehouse = await loadedWarehouse();
  const app = createDashboard({ openWarehouse: warehouse.open });
  const { body } = await getJson<readonly ApiTable[]>(app, 'model');
  for (const table of body) {
    expect(table.columns.length, table.name).toBeGreaterThan(0);
    for (const column of table.columns) expect(column.meaning, `${table.name}.${column.name}`).not.toBe('');
    const figures = (await getJson<readonly ApiColumnFigures[]>(app, `model/${table.name}`)).body;
    expect(figures.map(({ name }) => name).sort()).toEqual(table.columns.map(({ name }) => name).sort());
  }
  const [level] = (await getJson<readonly ApiColumnFigures[]>(app, 'model/songplays')).body.filter(
    ({ name }) => name === 'level',
  );
  expect(level).toEqual({ name: 'level', min: 'free', max: 'paid', nulls: 0, distinct: 2 });
  expect((await getJson(app, 'model/secrets')).status).toBe(400);
});
