import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diff } from '../../src/diff/diff.ts';
import { UsageError } from '../../src/errors.ts';
import { createTables } from '../../src/load/create-tables.ts';
import { etl } from '../../src/load/etl.ts';
import type { EtlOptions } from '../../src/load/etl-options.ts';
import { openProject } from '../../src/project/project.ts';
import type { CountedTable } from '../../src/schema/table.ts';
import { connect } from '../../src/warehouse/connect.ts';
import { describeWarehouse } from '../../src/warehouse/describe-warehouse.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import type { Row } from '../../src/warehouse/warehouse.ts';
import { engines, type FreshWarehouse } from '../engines.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
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
    const load = (project: ProjectFolder, places: EtlOptions, more: Partial<EtlOptions> = {}) =>
      etl({ ...places, tables: openProject(project.path)?.tables, ...more });

    test('is built with each run behind what it reads, and says what it means', async () => {
      using project = projectFolder({ 'tables/by-user.sql': byUser, 'tables/a-busiest.sql': busiest });
      using source = sourceFolder(smallSource);
      await using fresh = await engine.fresh();
      const places = { data: source.path, ...fresh.at };
      const report = await load(project, places);
      const expected = await rowsOf(fresh, 'select count(distinct user_id) as users from songplays');
      expect(report.own_tables).toEqual({ a_busiest: 1, by_user: expected[0]?.users });
      expect(await rowsOf(fresh, 'select users from a_busiest')).toEqual(expected);
      expect(await rowsOf(fresh, 'select * from by_user order by user_id')).toEqual(
        await rowsOf(
          fresh,
          'select user_id, count(*) as plays from songplays group by user_id order by user_id',
        ),
      );
      const tables = await tablesOf(fresh);
      expect(tables.find(({ name }) => name === 'by_user')).toMatchObject({
        kind: 'own',
        meaning: 'One row for each user_id. Who listens how often.',
        rows: Number(expected[0]?.users),
        columns: [
          { name: 'user_id', type: 'bigint', key: true, references: 'users.user_id' },
          { name: 'plays', type: 'bigint', meaning: 'How often they listened.', key: false },
        ],
      });
      expect(await load(project, places)).toMatchObject({ status: 'up-to-date', own_tables: {} });
    });

    test('follows its file: a run has something to publish when it came, changed or went', async () => {
      using project = projectFolder({ 'tables/by-user.sql': byUser });
      using source = sourceFolder(smallSource);
      await using fresh = await engine.fresh();
      const places = { data: source.path, ...fresh.at };
      await etl(places);
      expect(await load(project, places)).toMatchObject({
        status: 'published',
        run_id: '2',
        files: { new: 0 },
      });
      project.write({ 'tables/by-user.sql': byUser.replace('count(*)', 'min(level) as level, count(*)') });
      expect(await load(project, places)).toMatchObject({ status: 'published' });
      expect(Object.keys((await rowsOf(fresh, 'select * from by_user'))[0] ?? {})).toEqual([
        'user_id',
        'level',
        'plays',
      ]);
      project.remove('tables/by-user.sql');
      const warnings: string[] = [];
      const report = await load(project, places, { onWarning: (sentence) => warnings.push(sentence) });
      expect(report).toMatchObject({ status: 'published', own_tables: {} });
      expect(warnings).toContain('Dropped, since the project folder has no file for them any more: by_user.');
      await expect(rowsOf(fresh, 'select * from by_user')).rejects.toThrow(/by_user/);
    });

    test('follows the data, also by --rebuild, --rebuild-star, --prune, and after a run without the project', async () => {
      using project = projectFolder({ 'tables/by-user.sql': byUser, 'tables/a-busiest.sql': busiest });
      using source = sourceFolder(smallSource.slice(1));
      await using fresh = await engine.fresh();
      const places = { data: source.path, ...fresh.at };
      const expectCurrent = async () => {
        expect(await rowsOf(fresh, 'select * from by_user order by user_id')).toEqual(
          await rowsOf(
            fresh,
            'select user_id, count(*) as plays from songplays group by user_id order by user_id',
          ),
        );
      };
      await load(project, places);
      source.write(smallSource);
      await load(project, places);
      await expectCurrent();
      await load(project, places, { rebuild: true });
      await expectCurrent();
      await load(project, { ...fresh.at, rebuildStar: true });
      await expectCurrent();
      for (const { location } of smallSource.slice(1, 2)) rmSync(join(source.path, location));
      const warnings: string[] = [];
      await etl({ ...places, prune: true, onWarning: (sentence) => warnings.push(sentence) });
      expect(warnings.join()).toContain('stayed as an earlier run built them');
      expect(await load(project, places)).toMatchObject({ status: 'published' });
      await expectCurrent();
    });

    test('keeps its table, and so the views and privileges of others, while its columns stay the same', async () => {
      using project = projectFolder({ 'tables/by-user.sql': byUser });
      using source = sourceFolder(smallSource);
      await using fresh = await engine.fresh();
      const places = { data: source.path, ...fresh.at };
      await load(project, places);
      await run(fresh, 'create view of_others as select sum(plays) as plays from by_user');
      const before = await rowsOf(fresh, "select oid from pg_class where relname = 'by_user'");
      project.write({ 'tables/by-user.sql': byUser.replace('group by', 'where user_id > 0\ngroup by') });
      await load(project, places);
      expect(await rowsOf(fresh, "select oid from pg_class where relname = 'by_user'")).toEqual(before);
      expect(await rowsOf(fresh, 'select plays from of_others')).toEqual(
        await rowsOf(fresh, 'select count(*) as plays from songplays'),
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
      using source = sourceFolder(smallSource);
      await using fresh = await engine.fresh();
      const steps: string[] = [];
      const running = load(
        project,
        { data: source.path, ...fresh.at },
        { onProgress: ({ step }) => steps.push(step) },
      );
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
      using source = sourceFolder(smallSource);
      await using fresh = await engine.fresh();
      await expect(load(project, { data: source.path, ...fresh.at })).rejects.toThrow(message);
      await expect(openWarehouse(fresh.at.warehouse, fresh.at)).rejects.toThrow('no tables yet');
    });

    test('never takes the place of a table that somebody else made', async () => {
      using project = projectFolder({ 'tables/mine.sql': 'select 1 as one' });
      using source = sourceFolder(smallSource);
      await using fresh = await engine.fresh();
      await etl({ data: source.path, ...fresh.at });
      await run(fresh, 'create table mine (one integer)');
      await expect(load(project, { data: source.path, ...fresh.at })).rejects.toThrow(
        'the warehouse has a table or a view mine, which no run of sparkify made',
      );
    });

    test('may be for one engine alone, and is dropped with the others by create-tables', async () => {
      using project = projectFolder({
        'tables/on-duckdb.sql': '-- engine: duckdb\nselect 1 as one',
        'tables/on-redshift.sql': '-- engine: redshift\nselect 1 as one',
      });
      using source = sourceFolder(smallSource);
      await using fresh = await engine.fresh();
      const report = await load(project, { data: source.path, ...fresh.at });
      expect(report.own_tables).toEqual({ [`on_${engine.name}`]: 1 });
      await createTables(fresh.at.warehouse, fresh.at);
      await expect(rowsOf(fresh, `select * from on_${engine.name}`)).rejects.toThrow(/on_/);
    });

    test('is compared by diff', async () => {
      using project = projectFolder({ 'tables/by-user.sql': byUser });
      using source = sourceFolder(smallSource);
      using folder = temporaryFolder();
      await using fresh = await engine.fresh();
      const other = { warehouse: join(folder.path, 'other.duckdb') };
      await load(project, { data: source.path, ...fresh.at });
      await load(project, { data: source.path, ...other });
      const compare = async () => {
        await using first = await openWarehouse(fresh.at.warehouse, fresh.at);
        await using second = await openWarehouse(other.warehouse);
        return (await diff(first, second)).tables.find(({ table }) => table === 'by_user');
      };
      expect(await compare()).toMatchObject({ equal: true });
      project.write({ 'tables/by-user.sql': byUser.replace('count(*)', '2 * count(*)') });
      await load(project, { data: source.path, ...other });
      expect(await compare()).toMatchObject({ equal: false });
      project.remove('tables/by-user.sql');
      await load(project, { data: source.path, ...other });
      expect(await compare()).toMatchObject({ equal: false, rows: [expect.any(Number), 0] });
    });
  });
}

async function rowsOf({ at }: FreshWarehouse, sql: string): Promise<readonly Row[]> {
  await using warehouse = await connect(at.warehouse, { ...at, readOnly: true });
  return (await warehouse.query(sql)).rows;
}

async function tablesOf({ at }: FreshWarehouse): Promise<readonly CountedTable[]> {
  await using warehouse = await openWarehouse(at.warehouse, at);
  return await describeWarehouse(warehouse);
}

async function run({ at }: FreshWarehouse, sql: string): Promise<void> {
  await using warehouse = await connect(at.warehouse, at);
  await warehouse.run(sql);
}
