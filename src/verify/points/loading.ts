import { ask } from '../../ask/ask.ts';
import { listQuestions } from '../../ask/questions.ts';
import { diff } from '../../diff/diff.ts';
import { createTables } from '../../load/create-tables.ts';
import { etl } from '../../load/etl.ts';
import type { EtlReport } from '../../load/report.ts';
import { toJson } from '../../to-json.ts';
import { openWarehouse } from '../../warehouse/open-warehouse.ts';
import type { LoadedBy } from '../../warehouse/stage.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import type { DataName } from '../data.ts';
import { observeFailure } from '../observe.ts';
import type { Point, Trial } from '../point.ts';

/** A way of loading, compared with DuckDB: each table, each rejected record, each answer. */
function loadingBy(
  way: LoadedBy,
  point: { readonly id: string; readonly what: string; readonly data: DataName; readonly page: string },
): Point {
  const expected = `the same as on DuckDB, by ${way}`;
  return {
    id: point.id,
    question: `${point.what}: every table, rejected record and answer is that of DuckDB`,
    page: point.page,
    statement: 'create-tables, etl, diff, and ask of each saved query',
    expected,
    limit: 20 * 60_000,
    async run(trial) {
      const report = await load(trial, point.data, way !== 'prefix_copy');
      const differences = [
        ...(report.loaded_by[way] === undefined ? [`loaded by ${Object.keys(report.loaded_by)}`] : []),
        ...(await differencesFrom(await trial.data.reference(point.data), trial)),
      ];
      return differences.length === 0 ? expected : differences.join('; ');
    },
  };
}

/** The ways into the warehouse. The last one leaves rejected records, which later points read. */
export const loadingPoints: readonly Point[] = [
  loadingBy('prefix_copy', {
    id: 'load-by-prefix',
    what: 'data without faults, by one COPY of each prefix, without WORK',
    data: 'clean',
    page: 'dg/copy-parameters-data-source-s3',
  }),
  {
    id: 'load-by-prefix-refused',
    question: 'a bad record below the prefix, without WORK: the run fails, and names file and line',
    page: 'dg/SYS_LOAD_ERROR_DETAIL',
    statement: 'create-tables, etl',
    expected: 'an error that names a line',
    accepts: /^error: .* line \d+: /,
    over: 'once',
    limit: 10 * 60_000,
    run: async (trial) => await observeFailure(load(trial, 'refused', false)),
  },
  loadingBy('manifest_copy', {
    id: 'load-by-manifest',
    what: 'large files, of which one has bad records: it is validated here, COPY reads the other one',
    data: 'large',
    page: 'dg/loading-data-files-using-manifest',
  }),
  loadingBy('batched_copy', {
    id: 'load-by-batches',
    what: 'small files with bad records, in batches',
    data: 'dirty',
    page: 'dg/c_best-practices-use-multiple-files',
  }),
];

async function load({ config, data, signal }: Trial, name: DataName, hasWork: boolean): Promise<EtlReport> {
  const redshift = { ...config, work: hasWork ? config.work : undefined };
  await createTables('redshift', { redshift: config });
  return await etl({
    ...{
      data: data.location(name),
      warehouse: 'redshift',
      redshift,
      s3: config.s3,
      maxRejected: { share: 1 },
    },
    ...(signal && { signal }),
  });
}

/** What differs between a DuckDB file and the warehouse, in words. */
async function differencesFrom(file: string, { config, signal }: Trial): Promise<readonly string[]> {
  await using reference = await openWarehouse(file, { signal });
  await using warehouse = await openWarehouse('redshift', { redshift: config, signal });
  const { tables } = await diff(reference, warehouse);
  const differing = tables
    .filter(({ equal }) => !equal)
    .map(({ table, rows }) => `${table} differs (${rows[0]} rows on DuckDB, ${rows[1]} here)`);
  const answers: string[] = [];
  for (const { name } of listQuestions())
    if ((await answerTo(name, reference)) !== (await answerTo(name, warehouse))) answers.push(name);
  return [...differing, ...(answers.length === 0 ? [] : [`other answers: ${answers.join(', ')}`])];
}

async function answerTo(name: string, warehouse: Warehouse): Promise<string> {
  const { columns, rows } = await ask(warehouse, name);
  return toJson([columns, rows]);
}
