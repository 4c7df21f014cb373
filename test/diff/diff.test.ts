import { expect, test } from 'vitest';
import { diff } from '../../src/diff/diff.ts';
import { duckdb } from '../engines.ts';
import { loadedPipeline } from '../pipeline.ts';
import { smallSource } from '../source-folder.ts';

test('rows that differ are named, and those that are there twice', async () => {
  await using first = await loadedPipeline(duckdb, smallSource);
  await using second = await loadedPipeline(duckdb, smallSource);
  await using left = await first.connect();
  await using right = await second.connect();
  expect((await diff(left, right)).equal).toBe(true);
  await right.run(`update users set level = 'paid' where user_id = 7`);
  await right.run('insert into songs select * from songs');
  await right.run('update time set hour = null where day = 2');
  await right.run("insert into etl.rejected_records (file_id, line, code) values (1, 3, 'bad_json')");
  const { equal, tables } = await diff(left, right);
  expect(equal).toBe(false);
  const users = { user_id: 7, first_name: 'Ana', last_name: 'Bell', gender: 'F' };
  expect(tables.filter((table) => !table.equal)).toMatchObject([
    {
      table: 'users',
      rows: [2, 2],
      only_in_first: [{ ...users, level: 'free' }],
      only_in_second: [{ ...users, level: 'paid' }],
    },
    {
      table: 'songs',
      rows: [2, 4],
      only_in_first: [],
      only_in_second: [{ song_id: 'S1' }, { song_id: 'S2' }],
    },
    { table: 'time', only_in_first: [{ hour: 21 }], only_in_second: [{ hour: null }] },
    { table: 'etl.rejected_records', only_in_first: [], only_in_second: [{ line: 3, code: 'bad_json' }] },
  ]);
});

test('rows in another order are the same rows', async () => {
  await using pipeline = await loadedPipeline(duckdb, smallSource);
  await using left = await pipeline.connect();
  const before = await diff(left, left);
  await left.run('create table other as select * from songplays order by user_agent desc, songplay_id desc');
  await left.run('delete from songplays');
  await left.run('insert into songplays select * from other');
  expect(await diff(left, left)).toEqual(before);
});
