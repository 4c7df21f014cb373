import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TransientError } from '../../src/errors.ts';
import { etl } from '../../src/etl/etl.ts';
import { openDuckdb } from '../../src/warehouse/duckdb.ts';
import { event } from '../reference/examples.ts';
import { dataFile, smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { readValue } from '../warehouse-tables.ts';

test('a transaction that fails takes the statements with it that were still waiting', async () => {
  using folder = temporaryFolder();
  await using warehouse = await openDuckdb(join(folder.path, 'w.duckdb'));
  await warehouse.run('create table numbers (number bigint)');
  for (let attempt = 0; attempt < 20; attempt++) {
    const waiting: Promise<unknown>[] = [];
    const failing = warehouse.transaction(async () => {
      for (let statement = 0; statement < 3; statement++)
        waiting.push(
          warehouse.run('insert into numbers select number from range(100000) as numbers(number)'),
        );
      throw new Error('failed meanwhile');
    });
    await expect(failing).rejects.toThrow('failed meanwhile');
    await Promise.allSettled(waiting);
    const { rows } = await warehouse.query('select count(*) as numbers from numbers');
    expect(rows).toEqual([{ numbers: 0 }]);
  }
});

describe('two of one process on one file', () => {
  test('wait for each other, by whatever path they come', async () => {
    using folder = temporaryFolder();
    using source = sourceFolder(smallSource);
    using more = sourceFolder([dataFile('logs', 'more.json', event({ userId: '9', ts: 1543000000000 }))]);
    symlinkSync(folder.path, join(folder.path, 'link'));
    const first = join(folder.path, 'w.duckdb');
    const runs = await Promise.all([
      etl({ data: source.path, warehouse: first }),
      etl({ data: more.path, warehouse: join(folder.path, 'link/w.duckdb') }),
      etl({ data: source.path, warehouse: first }),
    ]);
    expect(runs.map(({ status }) => status).sort()).toEqual(['published', 'published', 'up-to-date']);
    expect(await readValue(first, 'select count(*) from users')).toBe(3);
  });

  test('read together, and who wants to write gives up with who holds it', async () => {
    using folder = temporaryFolder();
    using source = sourceFolder(smallSource);
    const places = { data: source.path, warehouse: join(folder.path, 'w.duckdb') };
    await etl(places);
    await using reader = await openDuckdb(places.warehouse, { readOnly: true });
    expect(await readValue(places.warehouse, 'select count(*) from users')).toBe(2);
    const run = etl({ ...places, lockTimeoutSeconds: 0 });
    await expect(run).rejects.toThrow(
      `${places.warehouse} is held by this process, and was not free within 0 s.`,
    );
    await expect(run).rejects.toThrow(TransientError);
    await reader[Symbol.asyncDispose]();
    expect(await etl(places)).toMatchObject({ status: 'up-to-date' });
  });
});
