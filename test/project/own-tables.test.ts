import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { diff } from '../../src/diff/diff.ts';
import { UsageError } from '../../src/errors.ts';
import { createTables } from '../../src/load/create-tables.ts';
import { etl } from '../../src/load/etl.ts';
import type { EtlOptions } from '../../src/load/etl-options.ts';
import type { CountedTable } from '../../src/schema/table.ts';
import { describeWarehouse } from '../../src/warehouse/describe-warehouse.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import { duckdb, engines } from '../engines.ts';
import { loadedPipeline, openPipeline, type Pipeline } from '../pipeline.ts';
import { smallSource } from '../source-folder.ts';
import { type ProjectFolder, projectFolder } from './project-folder.ts';

const byUser = `-- grain: one row for each user_id
-- column plays: How often they listened.
-- Who listens how often.
select user_id, count(*) as plays
from songplays
group by user_id
`;

/** Reads by-user, though its name comes first. */
const busiest = `with by_user as (select * from by_user)
select max(plays) as plays, count(*) as users
from by_user
`;

for (const engine of engines) {
  describe(`a table of a project on ${engine.name}`, () => {
    const load = (pipeline: Pipeline, project: ProjectFolder, more: Partial<EtlOptions> = {}) =>
      pipeline.etl({ tables: project.open().tables, ...more });

    test('is built with each run behind what it reads, and says what it means', async () => {
      using project = projectFolder({ 'tables/by-user.sql': byUser, 'tables/a-busiest.sql': busiest });
      await using pipeline = await openPipeline(engine, smallSource);
      const report = await load(pipeline, project);
      const expected = await pipeline.rows('select count(distinct user_id) as users from songplays');
      expect(report.own_tables).toEqual({ a_busiest: 1, by_user: expected[0]?.users });
      expect(await pipeline.rows('select users from a_busiest')).toEqual(expected);
      expect(await pipeline.rows('select * from by_user order by user_id')).toEqual(
        await pipeline.rows(
          'select user_id, count(*) as plays from songplays group by user_id order by user_id',
        ),
      );
      const tables = await tablesOf(pipeline);
      expect(tables.find(({ name }) => name === 'by_user')).toMatchObject({
        kind: 'own',
        meaning: 'One row for each user_id. Who listens how often.',
        rows: Number(expected[0]?.users),
        columns: [
          { name: 'user_id', type: 'bigint', key: true, references: 'users.user_id' },
          { name: 'plays', type: 'bigint', meaning: 'How often they listened.', key: false },
        ],
      });
      expect(await load(pipeline, project)).toMatchObject({ status: 'up-to-date', own_tables: {} });
    });

    test('follows its file: a run has something to publish when it came, changed or went', async () => {
      using project = projectFolder({ 'tables/by-user.sql': byUser });
      await using pipeline = await loadedPipeline(engine, smallSource);
      expect(await load(pipeline, project)).toMatchObject({
        status: 'published',
        run_id: '2',
        files: { new: 0 },
      });
      project.write({ 'tables/by-user.sql': byUser.replace('count(*)', 'min(level) as level, count(*)') });
      expect(await load(pipeline, project)).toMatchObject({ status: 'published' });
      expect(Object.keys((await pipeline.rows('select * from by_user'))[0] ?? {})).toEqual([
        'user_id',
        'level',
        'plays',
      ]);
      project.remove('tables/by-user.sql');
      const report = await load(pipeline, project);
      expect(report).toMatchObject({ status: 'published', own_tables: {} });
      expect(pipeline.warnings).toContain(
        'Dropped, since the project folder has no file for them any more: by_user.',
      );
      await expect(pipeline.rows('select * from by_user')).rejects.toThrow(/by_user/);
    });

    test('follows the data, also by --rebuild, --rebuild-star, --prune, and after a run without the project', async () => {
      using project = projectFolder({ 'tables/by-user.sql': byUser, 'tables/a-busiest.sql': busiest });
      await using pipeline = await openPipeline(engine, smallSource.slice(1));
      const expectCurrent = async () => {
        expect(await pipeline.rows('select * from by_user order by user_id')).toEqual(
          await pipeline.rows(
            'select user_id, count(*) as plays from songplays group by user_id order by user_id',
          ),
        );
      };
      await load(pipeline, project);
      pipeline.source.write(smallSource);
      await load(pipeline, project);
      await expectCurrent();
      await load(pipeline, project, { rebuild: true });
      await expectCurrent();
      await etl({ ...pipeline.at, rebuildStar: true, tables: project.open().tables });
      await expectCurrent();
      for (const { location } of smallSource.slice(1, 2)) rmSync(pipeline.path(location));
      await pipeline.etl({ prune: true });
      expect(pipeline.warnings.join()).toContain('stayed as an earlier run built them');
      expect(await load(pipeline, project)).toMatchObject({ status: 'published' });
      await expectCurrent();
    });

    test('keeps its table, and so the views and privileges of others, while its columns stay the same', async () => {
      using project = projectFolder({ 'tables/by-user.sql': byUser });
      await using pipeline = await openPipeline(engine, smallSource);
      await load(pipeline, project);
      await pipeline.change('create view of_others as select sum(plays) as plays from by_user');
      const idOfTable = async () => {
        await using warehouse = await pipeline.connect();
        return (await warehouse.query("select oid from pg_class where relname = 'by_user'")).rows;
      };
      const before = await idOfTable();
      project.write({ 'tables/by-user.sql': byUser.replace('group by', 'where user_id > 0\ngroup by') });
      await load(pipeline, project);
      expect(await idOfTable()).toEqual(before);
      expect(await pipeline.rows('select plays from of_others')).toEqual(
        await pipeline.rows('select count(*) as plays from songplays'),
      );
    });

    const wrong: readonly (readonly [files: Readonly<Record<string, string>>, message: RegExp])[] = [
      [
        { 'tables/users.sql': 'select 1 as one' },
        /tables\/users\.sql line 1: users is a name of sparkify's own/,
      ],
      [{ 'tables/filtered-plays.sql': 'select 1 as one' }, /filtered_plays is a name of sparkify's own/],
      [
        { 'tables/a.sql': '-- A.\nselect *\nfrom song_plays' },
        /tables\/a\.sql line 3: there is no table song_plays; did you mean songplays\?/,
      ],
      [{ 'tables/a.sql': 'select *\nfrom filtered_plays' }, /line 2: filtered_plays is for questions/],
      [{ 'tables/a.sql': 'select *\nfrom songs_by_plays' }, /line 2: songs_by_plays is for questions/],
      [{ 'tables/a.sql': 'select *\nfrom sparkify_songs' }, /line 2: there is no table sparkify_songs/],
      [{ 'tables/a.sql': 'select * from a' }, /line 1: a table may not be built from itself: a reads a\./],
      [
        {
          'tables/a.sql': 'select * from b',
          'tables/b.sql': 'select *\nfrom c',
          'tables/c.sql': 'select * from songs join a on true',
        },
        /c\.sql line 1: a table may not be built from itself: a reads b reads c reads a\./,
      ],
      [
        { 'tables/a.sql': '-- A.\n\nselect x,\nfrom from songs' },
        /a\.sql line 4: its SELECT cannot be parsed/,
      ],
      [{ 'tables/a.sql': 'select * into b from songs' }, /a\.sql line 1: .*INTO/],
    ];
    test.each(wrong)('is refused before anything is loaded: %s', async (files, message) => {
      using project = projectFolder(files);
      await using pipeline = await openPipeline(engine, smallSource);
      const steps: string[] = [];
      const running = load(pipeline, project, { onProgress: ({ step }) => steps.push(step) });
      await expect(running).rejects.toThrow(message);
      await expect(running).rejects.toThrow(UsageError);
      expect(steps).toEqual(['list']);
    });

    test.each([
      ['select song_id,\n  titel\nfrom songs', /tables\/a\.sql.*titel/],
      [
        '-- column titel: T.\nselect title from songs',
        /a\.sql line 1: the SELECT has no column titel; did you mean title\?/,
      ],
    ])('with a column that does not exist publishes nothing: %s', async (text, message) => {
      using project = projectFolder({ 'tables/a.sql': text });
      await using pipeline = await openPipeline(engine, smallSource);
      await expect(load(pipeline, project)).rejects.toThrow(message);
      await expect(pipeline.open()).rejects.toThrow('no tables yet');
    });

    test('never takes the place of a table that somebody else made', async () => {
      using project = projectFolder({ 'tables/mine.sql': 'select 1 as one' });
      await using pipeline = await loadedPipeline(engine, smallSource);
      await pipeline.change('create table mine (one integer)');
      await expect(load(pipeline, project)).rejects.toThrow(
        'the warehouse has a table or a view mine, which no run of sparkify made',
      );
    });

    test('may be for one engine alone, and is dropped with the others by create-tables', async () => {
      using project = projectFolder({
        'tables/on-duckdb.sql': '-- engine: duckdb\nselect 1 as one',
        'tables/on-redshift.sql': '-- engine: redshift\nselect 1 as one',
      });
      await using pipeline = await openPipeline(engine, smallSource);
      const report = await load(pipeline, project);
      expect(report.own_tables).toEqual({ [`on_${engine.name}`]: 1 });
      await createTables(pipeline.at.warehouse, pipeline.at);
      await expect(pipeline.rows(`select * from on_${engine.name}`)).rejects.toThrow(/on_/);
    });

    test('is compared by diff', async () => {
      using project = projectFolder({ 'tables/by-user.sql': byUser });
      await using pipeline = await openPipeline(engine, smallSource);
      await using other = await openPipeline(duckdb, smallSource);
      for (const each of [pipeline, other]) await load(each, project);
      const compare = async () => {
        await using first = await pipeline.open();
        await using second = await other.open();
        return (await diff(first, second)).tables.find(({ table }) => table === 'by_user');
      };
      expect(await compare()).toMatchObject({ equal: true });
      project.write({ 'tables/by-user.sql': byUser.replace('count(*)', '2 * count(*)') });
      await load(other, project);
      expect(await compare()).toMatchObject({ equal: false });
      project.remove('tables/by-user.sql');
      await load(other, project);
      expect(await compare()).toMatchObject({ equal: false, rows: [expect.any(Number), 0] });
    });
  });
}

async function tablesOf({ at }: Pipeline): Promise<readonly CountedTable[]> {
  await using warehouse = await openWarehouse(at.warehouse, at);
  return await describeWarehouse(warehouse);
}
