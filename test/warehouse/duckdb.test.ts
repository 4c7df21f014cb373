import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDuckdb } from '../../src/warehouse/duckdb.ts';
import { temporaryFolder } from '../temporary-folder.ts';

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
