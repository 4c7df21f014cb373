import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TransientError } from '../../../src/errors.ts';
import { etl } from '../../../src/load/etl.ts';
import { duckdb as library } from '../../../src/warehouse/duckdb/api.ts';
import { openDuckdb } from '../../../src/warehouse/duckdb/duckdb.ts';
import { duckdb } from '../../engines.ts';
import { loadedPipeline } from '../../pipeline.ts';
import { event } from '../../reference/examples.ts';
import { dataFile, smallSource, sourceFolder } from '../../source-folder.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { readTables, readValue } from '../../warehouse-tables.ts';

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

test('of statements that are sent at once, each is run, and the error of one names their file', async () => {
  using folder = temporaryFolder();
  await using warehouse = await openDuckdb(join(folder.path, 'w.duckdb'));
  await warehouse.runAll([]);
  await warehouse.runAll(['create table numbers (number bigint) -- whole', 'insert into numbers values (1)']);
  const file = 'tables/duckdb.sql';
  const failing = warehouse.transaction(() =>
    warehouse.runAll([
      { file, text: 'insert into numbers values (2)' },
      { file, text: 'insert into nothing values (3)' },
    ]),
  );
  await expect(failing).rejects.toThrow(/^sql\/tables\/duckdb\.sql: .*nothing/);
  expect((await warehouse.query('select number from numbers')).rows).toEqual([{ number: 1 }]);
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
    await using pipeline = await loadedPipeline(duckdb, smallSource);
    const { warehouse } = pipeline.at;
    await using reader = await openDuckdb(warehouse, { readOnly: true });
    expect(await pipeline.value('select count(*) from users')).toBe(2);
    const run = pipeline.etl({ lockTimeoutSeconds: 0 });
    await expect(run).rejects.toThrow(`${warehouse} is held by this process, and was not free within 0 s.`);
    await expect(run).rejects.toThrow(TransientError);
    await reader[Symbol.asyncDispose]();
    expect(await pipeline.etl()).toMatchObject({ status: 'up-to-date' });
  });
});

test('a link to a warehouse leads to it for readers too, who may open no other file', async () => {
  await using pipeline = await loadedPipeline(duckdb, smallSource);
  const link = pipeline.path('link.duckdb');
  symlinkSync(pipeline.at.warehouse, link);
  await using reader = await openDuckdb(link, { readOnly: true });
  const { rows } = await reader.query('select count(*) as users from users');
  expect(rows).toEqual([{ users: 2 }]);
});

test('a link that leads nowhere is named as one, by who reads and by who writes', async () => {
  using folder = temporaryFolder();
  const link = join(folder.path, 'link.duckdb');
  symlinkSync('none/w.duckdb', link);
  const details = [`${link} is a symbolic link to none/w.duckdb, which does not exist.`];
  await expect(openDuckdb(link, { readOnly: true })).rejects.toMatchObject({ code: 'SPK-301', details });
  await expect(openDuckdb(link, {})).rejects.toMatchObject({ code: 'SPK-302', details });
  const below = openDuckdb(join(link, 'w.duckdb'), { readOnly: true });
  await expect(below).rejects.toMatchObject({ details: [] });
});

describe('the storage format', () => {
  const formatOf = async (path: string) =>
    String(await readValue(path, 'select cast(tags as varchar) from duckdb_databases() where not internal'));

  test('of a new file is 1.3, and a file that is there keeps its own', async () => {
    using folder = temporaryFolder();
    using source = sourceFolder(smallSource);
    const [fresh, older] = [join(folder.path, 'fresh.duckdb'), join(folder.path, 'older.duckdb')];
    const instance = await library.DuckDBInstance.create(older, { storage_compatibility_version: 'v1.0.0' });
    instance.closeSync();
    for (const warehouse of [fresh, older]) await etl({ data: source.path, warehouse });
    expect(await formatOf(fresh)).toContain('v1.3.0');
    expect(await formatOf(older)).toContain('v1.0.0');
    expect(await readTables(fresh, source.path)).toEqual(await readTables(older, source.path));
  });

  test('has macros of its user, whose names are no calls of ours in SQL that is typed', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'w.duckdb');
    {
      await using warehouse = await openDuckdb(path);
      await warehouse.run('create macro "exact"(number) as number + 1');
    }
    await using warehouse = await openDuckdb(path, { readOnly: true });
    expect((await warehouse.query('select exact(1) as number')).rows).toEqual([{ number: 2 }]);
  });

  // https://github.com/duckdb/duckdb/issues/23741
  test('compresses texts so that filters find the rows', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'w.duckdb');
    {
      await using warehouse = await openDuckdb(path);
      await warehouse.run(
        "create table texts as select 'page/' || number as text from range(164) as _(number)",
      );
    }
    const matching = "select count(*) from texts where cast(split_part(text, '/', 2) as integer) >= 10";
    const compression =
      "select any_value(compression) from pragma_storage_info('texts') where segment_type = 'VARCHAR'";
    expect(await readValue(path, compression)).toBe('DICT_FSST');
    expect(await readValue(path, matching)).toBe(154);
  });
});
