import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ExportOptions, exportTables } from '../../src/export/export.ts';
import { openDuckdb } from '../../src/warehouse/duckdb/duckdb.ts';
import { openPipeline } from '../pipeline.ts';
import { projectFolder } from '../project/project-folder.ts';
import { freshRedshift } from '../redshift-load/fresh-redshift.ts';
import { event } from '../reference/examples.ts';
import { dataFile, smallSource } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const ownTables = {
  'tables/by_user.sql':
    'select user_id, count(*) as plays, max(start_time) as last_play, cast(1.5 * count(*) as decimal(8, 2)) as fee from songplays group by 1',
  'tables/nothing.sql': 'select user_id, level from users where user_id < 0',
};
const tables = ['artists', 'by_user', 'nothing', 'songplays', 'songs', 'time', 'users'];

/** The same source in a warehouse on each engine, and a bucket to export to. */
async function setUp() {
  const folder = temporaryFolder();
  const pipeline = await openPipeline({ fresh: freshRedshift }, smallSource);
  const { source, warehouse: redshift } = pipeline;
  const project = projectFolder(ownTables);
  const onDuckdb = { warehouse: join(folder.path, 'sparkify.duckdb') };
  const load = async () => {
    const { tables } = project.open();
    for (const at of [onDuckdb, redshift.at]) await pipeline.etl({ ...at, tables });
  };
  await load();
  return {
    ...{ folder, source, redshift, onDuckdb, load },
    at: (name: string) => join(folder.path, name),
    export: (options: Partial<ExportOptions> & Pick<ExportOptions, 'to'>) =>
      exportTables({ ...redshift.at, s3: redshift.at.redshift.s3, ...options }),
    async [Symbol.asyncDispose]() {
      await pipeline[Symbol.asyncDispose]();
      for (const each of [project, folder]) each[Symbol.dispose]();
    },
  };
}

/** What a relation holds, with the types of its columns. */
async function contentsOf(relation: string): Promise<unknown> {
  using folder = temporaryFolder();
  await using reader = await openDuckdb(join(folder.path, 'reader.duckdb'));
  const types = await reader.query(`select column_name, column_type from (describe from ${relation})`);
  const { rows } = await reader.query(`select * from ${relation} order by all`);
  return { types: types.rows, rows };
}

test('a folder of Parquet holds the same rows and types as from DuckDB, and WORK is left clean', async () => {
  await using given = await setUp();
  const report = await given.export({ to: given.at('redshift') });
  expect(report).toMatchObject({ status: 'exported', warehouse: 'redshift' });
  expect(report.manifest.tables.map(({ name }) => name).sort()).toEqual(tables);
  await exportTables({ ...given.onDuckdb, to: given.at('duckdb') });
  for (const table of tables) {
    const [one, other] = [given.at(`redshift/${table}.parquet`), given.at(`duckdb/${table}.parquet`)];
    expect(await contentsOf(`'${one}'`), table).toEqual(await contentsOf(`'${other}'`));
  }
  expect([...given.redshift.s3.objects('scratch').keys()]).toEqual([]);
  const unloads = given.redshift.cluster.statements.filter(({ sql }) => sql.startsWith('unload'));
  expect(unloads).toHaveLength(tables.length);
  expect(await given.export({ to: given.at('redshift') })).toMatchObject({ status: 'unchanged' });
  expect(given.redshift.cluster.statements.filter(({ sql }) => sql.startsWith('unload'))).toHaveLength(
    tables.length,
  );
});

test('an export to S3 is below the folder of its run, partitioned, with the manifest last', async () => {
  await using given = await setUp();
  const to = 's3://data/stars';
  const options = {
    to,
    format: 'parquet',
    partitionBy: ['year', 'month'],
    tables: ['songplays', 'users'],
  } as const;
  await given.export(options);
  const names = [...given.redshift.s3.objects('data').keys()].sort();
  expect(names).toEqual([
    'stars/run=1/manifest.json',
    'stars/run=1/songplays/year=2018/month=11/data_0.parquet',
    'stars/run=1/users.parquet',
  ]);
  expect(await given.export(options)).toMatchObject({ status: 'unchanged' });
  given.source.write([dataFile('logs', 'more.json', `${event({ ts: 1546300800000, itemInSession: 77 })}\n`)]);
  await given.load();
  await given.export(options);
  expect([...given.redshift.s3.objects('data').keys()]).toContain(
    'stars/run=2/songplays/year=2019/month=1/data_0.parquet',
  );
  await expect(given.export({ to: 's3://data/' })).rejects.toThrow('was not made by');
});

test('CSV and a DuckDB file are made of the same rows', async () => {
  await using given = await setUp();
  await given.export({ to: given.at('csv'), format: 'csv' });
  await exportTables({ ...given.onDuckdb, to: given.at('csv-of-duckdb'), format: 'csv' });
  for (const table of tables)
    expect(await contentsOf(`read_csv('${given.at(`csv/${table}.csv`)}', all_varchar = true)`)).toEqual(
      await contentsOf(`read_csv('${given.at(`csv-of-duckdb/${table}.csv`)}', all_varchar = true)`),
    );
  await given.export({ to: given.at('copy.duckdb') });
  await using copy = await openDuckdb(given.at('copy.duckdb'), { readOnly: true });
  expect((await copy.query('select count(*) as plays from songplays')).rows).toEqual([{ plays: 3 }]);
});

test('all tables are of one run: a run that is published meanwhile ends the export', async () => {
  await using given = await setUp();
  const { cluster } = given.redshift;
  given.source.write([dataFile('logs', 'more.json', `${event({ sessionId: 9 })}\n`)]);
  cluster.on({ statement: /^begin/, when: 'before' }, given.load);
  await expect(given.export({ to: given.at('copy') })).rejects.toMatchObject({
    exitCode: 75,
    code: 'SPK-806',
  });
  expect(cluster.statements.filter(({ sql }) => sql.startsWith('unload'))).toEqual([]);
  expect(await given.export({ to: given.at('copy') })).toMatchObject({ manifest: { run_id: '2' } });
});

test('an UNLOAD that fails exports nothing and leaves nothing in WORK', async () => {
  await using given = await setUp();
  given.redshift.cluster.failNext({
    statement: /^unload \('select \* from "users"'\)/,
    message: 'Access Denied',
  });
  await expect(given.export({ to: given.at('copy') })).rejects.toThrow('Access Denied');
  expect([...given.redshift.s3.objects('scratch').keys()]).toEqual([]);
  expect(await given.export({ to: given.at('copy') })).toMatchObject({ status: 'exported' });
});

for (const [what, code] of [
  ['work', 'SPK-421'],
  ['role', 'SPK-420'],
] as const) {
  test(`without ${what} the export says what to set`, async () => {
    await using given = await setUp();
    const redshift = { ...given.redshift.at.redshift, [what]: undefined };
    await expect(given.export({ to: given.at('copy'), redshift })).rejects.toMatchObject({
      exitCode: 2,
      code,
    });
  });
}
