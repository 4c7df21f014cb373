import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stagingEvents } from '../../src/formats/columns.ts';
import { createTables } from '../../src/load/create-tables.ts';
import { dryRun } from '../../src/load/dry-run.ts';
import { etl } from '../../src/load/etl.ts';
import { lastSource } from '../../src/load/manifest/last-source.ts';
import { upgrade } from '../../src/load/upgrade.ts';
import { comments } from '../../src/schema/comments.ts';
import { readSql } from '../../src/sql.ts';
import { currentVersion, listMigrations } from '../../src/warehouse/migrations.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import type { Row } from '../../src/warehouse/warehouse.ts';
import { engines, type FreshWarehouse } from '../engines.ts';
import { openPipeline } from '../pipeline.ts';
import { contractSongplays, readRows, readTables } from '../warehouse-tables.ts';
import { makeVersionZero } from './version-0/make-version-0.ts';
import { markedLocations, versionZeroSource } from './version-0/source.ts';

const to = currentVersion();
const marked = markedLocations.length;
const anyRecords = { maxRejected: { share: 1 } };

for (const engine of engines) {
  describe(`a warehouse of version 0 on ${engine.name}`, { timeout: 120_000 }, () => {
    async function versionZero() {
      const old = await openPipeline(engine, versionZeroSource);
      await makeVersionZero(old, old.source.path);
      return { ...old, etl: (options = {}) => old.etl({ ...anyRecords, ...options }) };
    }

    let ofWholeSource: ReturnType<typeof cleanTables> | undefined;

    /** The same of the source as it is. */
    function tablesOfSource(source: string) {
      ofWholeSource ??= cleanTables(source);
      return ofWholeSource;
    }

    /** What a run of this version makes of a source, on an empty warehouse. */
    async function cleanTables(source: string) {
      await using clean = await openPipeline(engine, []);
      await clean.etl({ data: source, ...anyRecords });
      return await readTables(clean.at, source);
    }

    test('is upgraded by the next run, and its tables are those of a first run', async () => {
      await using old = await versionZero();
      const planned = await dryRun(old.places);
      expect(planned).toMatchObject({ upgrade: { from: 0, to }, files: { changed: marked, unchanged: 2 } });
      expect(await lastSource(old.at.warehouse, old.at)).toEqual({ data: old.source.path });
      expect(await old.etl()).toMatchObject({
        status: 'published',
        run_id: '2',
        upgraded: { from: 0, to, files_to_read_again: marked },
        files: { seen: 7, new: 0, changed: marked, unchanged: 2, gone: 0, not_read_again: 0 },
      });
      expect(await old.tables()).toEqual(await tablesOfSource(old.source.path));
      // One of them has an event that is ahead of the clock: every run reads it again.
      expect(await old.etl()).toMatchObject({ upgraded: null, run_id: '3', files: { changed: 1 } });
      expect(await old.value('select count(*) from etl.runs')).toBe(3);
    });

    test('has no warning of keys that are mapped otherwise, since it recorded no JSONPaths file', async () => {
      await using old = await versionZero();
      const logJsonpath = old.path('log_json_path.json');
      const usual = stagingEvents().columns.map(({ path: [key] }) => `$['${key}']`);
      writeFileSync(logJsonpath, JSON.stringify({ jsonpaths: usual }));
      expect(await old.etl()).toMatchObject({ sources: { log_jsonpath: logJsonpath } });
      expect(old.warnings).not.toContainEqual(expect.stringContaining('are mapped by'));
    });

    test('is upgraded by a command that reads no source, and the next run reads what is marked', async () => {
      await using old = await versionZero();
      const { at } = old;
      const contract = { songplays: contractSongplays };
      const before = await readTables(at, old.source.path, contract);
      expect(await upgrade(at.warehouse, { ...at, dryRun: true })).toMatchObject({
        status: 'dry-run',
        from: 0,
        to,
      });
      expect(await upgrade(at.warehouse, at)).toMatchObject({
        ...{ status: 'upgraded', from: 0, to, files_to_read_again: marked },
      });
      expect(await readTables(at, old.source.path, contract)).toEqual(before);
      expect(await upgrade(at.warehouse, at)).toMatchObject({ status: 'up-to-date', from: to, to });
      expect(await old.etl()).toMatchObject({ upgraded: null, files: { changed: marked, unchanged: 2 } });
      expect(await old.tables()).toEqual(await tablesOfSource(old.source.path));
    });

    test('keeps the rows of a marked file that is missing, and the run says so', async () => {
      await using old = await versionZero();
      const [location = ''] = markedLocations;
      rmSync(old.path(location));
      const file = old.path(location);
      const rows = `select count(*) from staging_events inner join etl.files on files.file_id = staging_events.file_id where files.location = '${file}'`;
      expect(await dryRun(old.places)).toMatchObject({ files: { gone: 1, not_read_again: 1 } });
      const report = { files: { gone: 1, not_read_again: 1 }, locations: { not_read_again: [file] } };
      expect(await old.etl()).toMatchObject({ ...report, upgraded: { from: 0, to } });
      expect(await old.value(rows)).toBe(1);
      expect(await old.etl()).toMatchObject({ ...report, upgraded: null });
    });

    test('reads a marked file again that has another name now', async () => {
      await using old = await versionZero();
      const [from = ''] = markedLocations;
      old.source.apply({ kind: 'rename', from, to: 'log_data/renamed.json' });
      expect(await old.etl()).toMatchObject({
        files: { new: 1, changed: marked - 1, gone: 0, renamed: 0, not_read_again: 0 },
      });
      expect(await old.tables()).toEqual(await cleanTables(old.source.path));
    });

    test('of which a file is hidden now keeps its rows until a rebuild, and it counts as missing nowhere', async () => {
      await using old = await versionZero();
      const { location = '' } = versionZeroSource[0] ?? {};
      const hidden = location.replace('clean.json', '_old/clean.json');
      old.source.apply({ kind: 'rename', from: location, to: hidden });
      {
        await using warehouse = await old.connect();
        await warehouse.run('update etl.files set location = $to where location = $from', {
          from: old.path(location),
          to: old.path(hidden),
        });
      }
      const report = {
        files: { gone: 0, removed: 0, hidden: 1 },
        locations: { hidden: [old.path(hidden)] },
      };
      expect(await dryRun(old.places)).toMatchObject(report);
      expect(await old.etl({ prune: true })).toMatchObject({ ...report, upgraded: { from: 0, to } });
      const plays = "select count(*) from songplays where start_time < timestamp '2018-11-01 21:01:49'";
      expect(await old.value(plays)).toBe(3);
      expect(await old.etl()).toMatchObject({ ...report, upgraded: null });
      {
        // Once it is gone, it is missing as any other: reported, refused by --rebuild, and pruned.
        const away = old.path('away.json');
        const place = old.path(hidden);
        renameSync(place, away);
        const gone = { files: { gone: 1, hidden: 0 }, locations: { gone: [place], hidden: [] } };
        expect(await dryRun(old.places)).toMatchObject(gone);
        expect(await old.etl()).toMatchObject(gone);
        await expect(old.etl({ rebuild: true })).rejects.toMatchObject({ code: 'SPK-224' });
        expect(await dryRun({ ...old.places, prune: true })).toMatchObject({
          files: { gone: 0, removed: 1 },
        });
        rmSync(dirname(place), { recursive: true });
        expect(await dryRun({ ...old.places, prune: true })).toMatchObject({
          files: { gone: 0, removed: 1 },
        });
        mkdirSync(dirname(place));
        renameSync(away, place);
      }
      const rebuild = { rebuild: true };
      expect(await dryRun({ ...old.places, ...rebuild })).toMatchObject({ ...report, refused: false });
      expect(await old.etl(rebuild)).toMatchObject({ ...report, files: { hidden: 1, seen: 6, new: 6 } });
      expect(await old.tables()).toEqual(await cleanTables(old.source.path));
    });

    test('has the tables of a new one after the upgrade, with comments', async () => {
      await using old = await versionZero();
      await old.change(
        "comment on table users is 'Ask Ann about these.'",
        "comment on column songplays.level is 'What Ann sells.'",
      );
      await upgrade(old.at.warehouse, old.at);
      await using fresh = await engine.fresh();
      await createTables(fresh.at.warehouse, fresh.at);
      expect(await columnsOf(old)).toEqual(await columnsOf(fresh));
      const upgraded = await commentsOf(old);
      const ours = await commentsOf(fresh);
      expect(upgraded).toEqual(
        new Map([...ours, ['users', 'Ask Ann about these.'], ['songplays.level', 'What Ann sells.']]),
      );
      expect(ours.size).toBe(comments().length);
    });

    test('is as it was if the run that upgrades it fails', async () => {
      await using old = await versionZero();
      const failing = old.etl({ maxRejected: { records: 0 } });
      await expect(failing).rejects.toMatchObject({ exitCode: 3 });
      const tables = await old.value(
        "select count(*) from information_schema.tables where table_name = 'migrations'",
      );
      expect(tables).toBe(0);
      expect(await old.etl()).toMatchObject({ upgraded: { from: 0, to } });
    });

    test('is refused by what only reads, with the command that upgrades it', async () => {
      await using old = await versionZero();
      await expect(old.open()).rejects.toMatchObject({
        exitCode: 2,
        message: expect.stringContaining('are of version 0'),
        hints: [expect.objectContaining({ command: 'upgrade' }), expect.anything()],
      });
    });

    test('of which a newer program made the tables is refused by everything', async () => {
      await using pipeline = await openPipeline(engine, versionZeroSource);
      const { at, places } = pipeline;
      await createTables(at.warehouse, at);
      await pipeline.change("insert into etl.migrations (version, name) values (9999, 'to-come')");
      const newer = { exitCode: 2, message: expect.stringContaining('a newer sparkify') };
      await expect(openWarehouse(at.warehouse, at)).rejects.toMatchObject(newer);
      for (const refused of [
        () => pipeline.etl(),
        () => dryRun(places),
        () => etl({ ...at, rebuildStar: true }),
      ])
        await expect(refused()).rejects.toMatchObject(newer);
      await expect(upgrade(at.warehouse, at)).rejects.toMatchObject(newer);
      await expect(createTables(at.warehouse, at)).rejects.toMatchObject(newer);
    });
  });
}

test('a table that a migration replaces on Redshift is distributed and sorted as in sql/tables/redshift.sql', () => {
  const made = readSql('tables/redshift.sql').statements.map(({ text }) => text);
  const replaced = listMigrations('redshift').flatMap(({ replaces, statements }) =>
    replaces.map((table) => [table, statements.map(({ text }) => text)] as const),
  );
  expect(replaced.map(([table]) => table)).toContain('staging_events');
  for (const [table, statements] of replaced)
    expect(storageOf(table, statements)).toEqual(storageOf(table, made));
});

/** What follows the columns of a table: how it is distributed and sorted. */
function storageOf(table: string, statements: readonly string[]): readonly string[] {
  const created = statements.filter((text) => text.includes(`create table ${table} (`));
  expect(created).toHaveLength(1);
  return created.map((text) => text.slice(text.lastIndexOf('\n)')));
}

/** Every column with all that the catalogue says of it, but what only counts the columns that are gone. */
async function columnsOf({ at }: Pick<FreshWarehouse, 'at'>): Promise<readonly Row[]> {
  const rows = await readRows(
    at,
    `select * from information_schema.columns where table_schema in ('etl', 'main', 'public')
    order by table_schema, table_name, ordinal_position`,
  );
  expect(rows.length).toBeGreaterThan(100);
  return rows.map(({ dtd_identifier: _, table_catalog: __, COLUMN_COMMENT: ___, ...row }) => row);
}

async function commentsOf({ at }: Pick<FreshWarehouse, 'at'>): Promise<ReadonlyMap<string, string>> {
  const rows = await readRows(
    at,
    `select n.nspname as place, c.relname as name, a.attname as part, d.description as words
    from pg_description as d
    inner join pg_class as c on c.oid = d.objoid
    inner join pg_namespace as n on n.oid = c.relnamespace
    left join pg_attribute as a on a.attrelid = c.oid and a.attnum = d.objsubid and d.objsubid > 0
    where n.nspname in ('etl', 'main', 'public') and d.description is not null`,
  );
  const nameOf = ({ place, name, part }: Row) =>
    [place === 'etl' ? 'etl' : [], name, part ?? []].flat().join('.');
  return new Map(rows.map((row) => [nameOf(row), String(row.words)]));
}
