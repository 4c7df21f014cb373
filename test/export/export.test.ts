import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NothingPublishedError, TransientError, UsageError } from '../../src/errors.ts';
import { openBeside } from '../../src/export/beside.ts';
import { type ExportOptions, exportTables } from '../../src/export/export.ts';
import type { TableWriter } from '../../src/export/target.ts';
import { folderTarget } from '../../src/export/to-folder.ts';
import { etl } from '../../src/load/etl.ts';
import { openDuckdb } from '../../src/warehouse/duckdb/duckdb.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import { duckdb } from '../engines.ts';
import { loadedPipeline } from '../pipeline.ts';
import { event, song } from '../reference/examples.ts';
import { canMount, mountDisk, unmount } from '../small-disk.ts';
import { dataFile, smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';

interface Loaded extends Disposable {
  readonly warehouse: string;
  /** A path in the folder of the test. */
  at(name: string): string;
  export(options: Partial<ExportOptions> & Pick<ExportOptions, 'to'>): ReturnType<typeof exportTables>;
  loadMore(): Promise<void>;
}

const template = temporaryFolder();

beforeAll(async () => {
  using source = sourceFolder(smallSource);
  await etl({ data: source.path, warehouse: join(template.path, 'loaded.duckdb') });
});

afterAll(() => template[Symbol.dispose]());

/** A fresh copy of a warehouse that one run has loaded. */
function loaded(): Loaded {
  const folder = temporaryFolder();
  const warehouse = join(folder.path, 'sparkify.duckdb');
  copyFileSync(join(template.path, 'loaded.duckdb'), warehouse);
  return {
    warehouse,
    at: (name) => join(folder.path, name),
    export: (options) => exportTables({ warehouse, ...options }),
    async loadMore() {
      using source = sourceFolder([
        dataFile('logs', 'more.json', `${event({ ts: 1546300800000, itemInSession: 77 })}\n`),
      ]);
      await etl({ logs: join(source.path, 'log_data'), warehouse });
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

/** All rows of a relation, in an order of their own. */
async function rowsOf(relation: string, warehouse?: string): Promise<readonly string[]> {
  using folder = temporaryFolder();
  await using duckdb = await openDuckdb(warehouse ?? join(folder.path, 'scratch.duckdb'), {
    lockTimeoutSeconds: 0,
    ...(warehouse !== undefined && { readOnly: true }),
  });
  const { rows } = await duckdb.query(`select * from ${relation}`);
  return rows
    .map((row) => JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? Number(value) : value)))
    .sort();
}

const filesOf = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

describe('an export', () => {
  test('to Parquet and to a DuckDB file holds the rows of every table', async () => {
    using run = loaded();
    await run.export({ to: run.at('parquet') });
    await run.export({ to: run.at('copy.duckdb') });
    for (const table of ['songplays', 'users', 'songs', 'artists', 'time']) {
      const expected = await rowsOf(table, run.warehouse);
      expect(expected.length).toBeGreaterThan(0);
      expect(await rowsOf(`'${run.at('parquet')}/${table}.parquet'`)).toEqual(expected);
      expect(await rowsOf(table, run.at('copy.duckdb'))).toEqual(expected);
    }
  });

  test.each(['parquet', 'copy.duckdb'])(
    'to %s that is stopped says that nothing was exported',
    async (name) => {
      using run = loaded();
      await expect(run.export({ to: run.at(name), signal: AbortSignal.abort() })).rejects.toMatchObject({
        code: 'SPK-109',
        message: 'Stopped; nothing was exported.',
      });
      expect(existsSync(run.at(name))).toBe(false);
    },
  );

  test('of a warehouse that is open leaves it open', async () => {
    using place = loaded();
    await using open = await openWarehouse(place.warehouse);
    const { manifest } = await place.export({ warehouse: open, to: place.at('parquet') });
    const { rows } = await open.query('select count(*) as rows from songplays');
    expect(manifest.tables.find(({ name }) => name === 'songplays')?.rows).toBe(rows[0]?.rows);
  });

  test('to CSV keeps NULL and the empty text apart, and quotes what needs it', async () => {
    await using pipeline = await loadedPipeline(duckdb, [
      dataFile('songs', 's.json', song({ title: 'A "b", c\nd', artist_location: '' })),
      dataFile('logs', 'e.json', event({ location: '', userAgent: null })),
    ]);
    const { warehouse } = pipeline.at;
    const to = pipeline.path('csv');
    await exportTables({ warehouse, to, format: 'csv', tables: ['songs', 'songplays'] });
    expect(filesOf(to)).toEqual(['manifest.json', 'songplays.csv', 'songs.csv']);
    await exportTables({ warehouse, to: `${to}.csv`, tables: ['songs'] });
    expect(filesOf(`${to}.csv`)).toEqual(['manifest.json', 'songs.csv']);
    expect(readFileSync(join(to, 'songs.csv'), 'utf8')).toContain('"A ""b"", c\nd"');
    expect(readFileSync(join(to, 'songplays.csv'), 'utf8')).toMatch(/,5,"",,0,Up,Kid Cudi,200\.0\b/);
  });

  test('is partitioned by the keys that a table has, and loses no row by it', async () => {
    using run = loaded();
    await run.loadMore();
    const to = run.at('parts');
    const { manifest } = await run.export({ to, partitionBy: ['year', 'month', 'artist_id'] });
    const plays = manifest.tables.find(({ name }) => name === 'songplays');
    expect(plays?.files.map(({ path }) => path)).toEqual([
      'songplays/year=2018/month=11/data_0.parquet',
      'songplays/year=2019/month=1/data_0.parquet',
    ]);
    expect(filesOf(to).some((path) => /^songs\/year=.*\/artist_id=.*parquet$/.test(path))).toBe(true);
    const reread = `(select * exclude (year, month) from read_parquet('${to}/songplays/**/*.parquet'))`;
    expect(await rowsOf(reread)).toEqual(await rowsOf('songplays', run.warehouse));
  });

  test.each(['parquet', 'copy.duckdb'])('that is there already changes nothing: %s', async (name) => {
    using run = loaded();
    const to = run.at(name);
    const first = await run.export({ to });
    const again = await run.export({ to });
    expect([first.status, again.status]).toEqual(['exported', 'unchanged']);
    expect(again.manifest).toEqual(first.manifest);
    await run.loadMore();
    const later = await run.export({ to });
    expect(later.status).toBe('exported');
    expect(later.manifest.tables[0]?.rows).toBe((first.manifest.tables[0]?.rows ?? 0) + 1);
    expect(filesOf(run.at('.')).filter((path) => path.includes('.sparkify-'))).toEqual([]);
  });

  test('of which a file is gone is made again', async () => {
    using run = loaded();
    const to = run.at('parquet');
    await run.export({ to });
    rmSync(join(to, 'users.parquet'));
    expect((await run.export({ to })).status).toBe('exported');
    expect(filesOf(to)).toContain('users.parquet');
  });

  test('never touches a folder or a file that it did not make', async () => {
    using run = loaded();
    mkdirSync(run.at('mine'));
    writeFileSync(run.at('mine/thesis.txt'), 'years of work');
    await expect(run.export({ to: run.at('mine') })).rejects.toThrow('was not made by "sparkify export"');
    await run.export({ to: run.at('ours') });
    writeFileSync(run.at('ours/notes.txt'), 'kept');
    await run.loadMore();
    await expect(run.export({ to: run.at('ours') })).rejects.toThrow('holds files that are not of an export');
    expect(readFileSync(run.at('mine/thesis.txt'), 'utf8')).toBe('years of work');
    expect(readFileSync(run.at('ours/notes.txt'), 'utf8')).toBe('kept');

    await using other = await openDuckdb(run.at('other.duckdb'));
    await other.run('create table t as select 1 as a');
    await other[Symbol.asyncDispose]();
    await expect(run.export({ to: run.at('other.duckdb') })).rejects.toThrow('was not made by');
    expect(await rowsOf('t', run.at('other.duckdb'))).toEqual(['{"a":1}']);
  });

  test('goes where a link leads, and takes a key twice as once', async () => {
    using run = loaded();
    symlinkSync('folder', run.at('link'));
    await run.export({ to: run.at('link'), partitionBy: ['year', 'year'] });
    expect(filesOf(run.at('folder'))).toContain('manifest.json');
    expect(readlinkSync(run.at('link'))).toBe('folder');
  });

  test('refuses a file that is no database as one that it did not make', async () => {
    using run = loaded();
    writeFileSync(run.at('notes.duckdb'), 'kept');
    await expect(run.export({ to: run.at('notes.duckdb') })).rejects.toThrow(
      'notes.duckdb exists, and was not',
    );
    expect(readFileSync(run.at('notes.duckdb'), 'utf8')).toBe('kept');
  });

  test('never removes a file that was put beside its own while it wrote', async () => {
    using run = loaded();
    const to = run.at('parquet');
    const { manifest } = await run.export({ to });
    for (const [folder, problem] of [
      [to, 'holds files that are not of an export'],
      [run.at('new'), 'is not empty, and was not made by'],
    ] as const) {
      using beside = await openBeside(folder);
      const target = folderTarget(beside);
      await target.current();
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'notes.txt'), 'kept');
      const replaced = target.replace([], {} as TableWriter, () => manifest);
      await expect(replaced).rejects.toThrow(`${folder} ${problem}`);
      expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('kept');
      expect(existsSync(beside.previous)).toBe(false);
    }
  });

  test('refuses a disk, which no folder beside it can replace', async () => {
    using run = loaded();
    const hint = `Name a folder below it: --to ${join('/', 'sparkify')}`;
    await expect(run.export({ to: '/' })).rejects.toMatchObject({
      message: '/ is where a disk is mounted, and cannot be replaced by a new version.',
      hints: [hint],
    });
  });

  test('never replaces the warehouse, by whatever name', async () => {
    using run = loaded();
    symlinkSync(run.warehouse, run.at('link.duckdb'));
    linkSync(run.warehouse, run.at('hard.duckdb'));
    for (const name of ['sparkify.duckdb', 'link.duckdb', 'hard.duckdb']) {
      await expect(run.export({ to: run.at(name) })).rejects.toThrow('is the warehouse itself');
    }
    for (const ending of ['wal', 'tmp']) {
      const to = run.at(`sparkify.duckdb.${ending}`);
      await expect(run.export({ to })).rejects.toThrow('is a file that DuckDB keeps beside the warehouse');
    }
    expect((await rowsOf('songplays', run.warehouse)).length).toBeGreaterThan(0);
  });

  test('refuses a copy beside which another program left changes', async () => {
    using run = loaded();
    await run.export({ to: run.at('copy.duckdb') });
    writeFileSync(run.at('copy.duckdb.wal'), 'changes');
    await run.loadMore();
    await expect(run.export({ to: run.at('copy.duckdb') })).rejects.toThrow('copy.duckdb.wal exists');
  });

  test('leaves readers of the previous copy undisturbed', async () => {
    using run = loaded();
    const to = run.at('copy.duckdb');
    await run.export({ to });
    await using reader = await openDuckdb(to, { readOnly: true });
    const before = await reader.query('select count(*) as plays from songplays');
    await run.loadMore();
    await exportTables({ warehouse: run.warehouse, to, lockTimeoutSeconds: 0 });
    expect(await reader.query('select count(*) as plays from songplays')).toEqual(before);
  });

  test('puts the previous version back where a crash took it away', async () => {
    using run = loaded();
    const to = run.at('parquet');
    await run.export({ to });
    renameSync(to, run.at('.parquet.sparkify-previous'));
    expect((await run.export({ to })).status).toBe('unchanged');
  });

  test.skipIf(!canMount)('on a full disk leaves the previous one as it was', async () => {
    using run = loaded();
    mountDisk(run.at('disk'), 1);
    try {
      const to = run.at('disk/parquet');
      const first = await run.export({ to, tables: ['users'] });
      writeFileSync(run.at('disk/ballast'), Buffer.alloc(1_020_000));
      await expect(run.export({ to })).rejects.toThrow(TransientError);
      const manifest = JSON.parse(readFileSync(join(to, 'manifest.json'), 'utf8'));
      expect(manifest).toEqual(JSON.parse(JSON.stringify(first.manifest)));
    } finally {
      unmount(run.at('disk'));
    }
  });

  test('removes what a killed process of the same number left, as in a container', async () => {
    using run = loaded();
    const left = run.at(`.parquet.sparkify-export-${process.pid}`);
    mkdirSync(left);
    writeFileSync(join(left, 'users.parquet'), 'cut');
    expect((await run.export({ to: run.at('parquet') })).status).toBe('exported');
    expect(existsSync(left)).toBe(false);
  });

  test('refuses what it cannot make, before anything is written', async () => {
    using run = loaded();
    const cases: readonly (readonly [Partial<ExportOptions> & { to: string }, string])[] = [
      [{ to: run.at('x'), tables: ['sonplays'] }, 'no table "sonplays"'],
      [{ to: run.at('x'), partitionBy: ['years'] }, 'no partition key "years"'],
      [{ to: run.at('x'), format: 'duckdb' }, 'does not end in .duckdb'],
      [{ to: run.at('x.duckdb'), format: 'csv' }, 'names a DuckDB file'],
      [{ to: run.at('x.duckdb'), partitionBy: ['year'] }, 'has no partitions'],
      [{ to: run.at('sparkify.duckdb/x') }, 'cannot be written'],
      ...(process.platform === 'linux'
        ? ([
            [{ to: '/proc/copy' }, 'The folder /proc cannot be written'],
            [{ to: '/proc/copy.duckdb' }, 'The folder /proc cannot be written'],
          ] as const)
        : []),
    ];
    for (const [options, message] of cases) {
      await expect(run.export(options)).rejects.toThrow(message);
      await expect(run.export(options)).rejects.toThrow(UsageError);
    }
    expect(filesOf(run.at('.'))).toEqual(['sparkify.duckdb']);
  });

  test('of a warehouse without a run says so', async () => {
    using folder = temporaryFolder();
    const options = { warehouse: join(folder.path, 'none.duckdb'), to: join(folder.path, 'out') };
    await expect(exportTables(options)).rejects.toThrow(NothingPublishedError);
  });
});
