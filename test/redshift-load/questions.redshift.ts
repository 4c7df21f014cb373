import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../../src/ask/ask.ts';
import { listQuestions } from '../../src/ask/questions.ts';
import { diff } from '../../src/diff/diff.ts';
import { check } from '../../src/load/checks.ts';
import { etl } from '../../src/load/etl.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import type { Warehouse } from '../../src/warehouse/warehouse.ts';
import { sparkify } from '../cli/sparkify.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type FreshRedshift, freshRedshift } from './fresh-redshift.ts';

/** Saved queries of pages that this data does not have. */
const unusedPages = ['playlist-adds', 'thumbs'];

describe('a month of dirty data in both engines', { timeout: 120_000 }, () => {
  const folder = temporaryFolder();
  let fresh: FreshRedshift;
  let duckdb: Warehouse;
  let redshift: Warehouse;

  beforeAll(async () => {
    const data = join(folder.path, 'data');
    const size = ['--users', '60', '--catalogue', '300', '--growth', '3', '--attrition', '0.5'];
    await sparkify(['simulate', '--out', data, '--dirty', '0.03', '--mojibake', '--quiet', ...size]);
    const warehouse = join(folder.path, 'warehouse.duckdb');
    fresh = await freshRedshift();
    for (const at of [{ warehouse }, fresh.at]) await etl({ data, ...at, maxRejected: { share: 1 } });
    duckdb = await openWarehouse(warehouse);
    redshift = await openWarehouse('redshift', fresh.at);
  }, 120_000);

  afterAll(async () => {
    for (const opened of [duckdb, redshift, fresh]) await opened?.[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  test('is the same in every table and in the rejected records', async () => {
    const { equal, tables } = await diff(duckdb, redshift);
    expect(tables.filter((table) => !table.equal)).toEqual([]);
    expect(equal).toBe(true);
    expect(tables.every(({ rows }) => rows[0] > 0)).toBe(true);
  });

  test.each(listQuestions().map(({ name }) => name))('answers %s with the same rows', async (name) => {
    const local = await ask(duckdb, name);
    expect((await ask(redshift, name)).rows).toEqual(local.rows);
    if (!unusedPages.includes(name)) expect(local.rows.length).toBeGreaterThan(0);
  });

  test('passes the same checks', async () => {
    expect(await check(redshift)).toEqual(await check(duckdb));
  });
});
