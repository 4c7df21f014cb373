import { describe, expect, test } from 'vitest';
import {
  ask,
  check,
  describeWarehouse,
  diff,
  etl,
  evidence,
  lastChecks,
  match,
  openWarehouse,
  query,
  rejects,
  runFiles,
  runs,
  type WarehouseOrLocation,
  why,
  writeReport,
} from '../../src/index.ts';
import { engines } from '../engines.ts';
import { loadedPipeline } from '../pipeline.ts';
import { dataFile, smallSource } from '../source-folder.ts';

/** The types of the values of a row. */
const typesOf = (row: object | undefined) =>
  Object.fromEntries(
    Object.entries(row ?? {}).map(([name, value]) => [name, value === null ? null : typeof value]),
  );

for (const engine of engines) {
  describe(`the library on ${engine.name}`, () => {
    const loaded = () =>
      loadedPipeline(engine, [...smallSource, dataFile('logs', 'bad.json', '{"page": 1}\n{\n')], {
        maxRejected: { share: 1 },
      });

    test.each([0, -1, 1.5, Number.NaN])('refuses a limit of %s', async (limit) => {
      await using warehouse = await loaded();
      await expect(ask(warehouse.at, 'top-songs', { limit })).rejects.toMatchObject({
        code: 'SPK-102',
        message: `limit should be a number of rows, but is "${limit}".`,
      });
    });

    test('returns rows of runs, files, rejected records and checks in the types that it declares', async () => {
      await using warehouse = await loaded();
      const [run] = (await runs(warehouse.at)).rows;
      const number = ['run_id', 'seconds', 'files_new', 'files_changed', 'files_removed', 'lines', 'blank'];
      expect(typesOf(run)).toEqual({
        ...Object.fromEntries(
          [...number, 'transaction_seconds', 'staged', 'rejected', 'songplays'].map((name) => [
            name,
            'number',
          ]),
        ),
        ...{ started_at: 'string', skipped: null, warned: null, version: 'string' },
      });
      const files = (await runFiles(warehouse.at, run?.run_id ?? 0)).rows;
      expect(files.map(typesOf)).toEqual(
        files.map(() => ({
          ...{ data_set: 'string', location: 'string', size: 'number', records: 'number' },
          ...{ staged: 'number', rejected: 'number', lines: 'number', blank: 'number' },
        })),
      );
      expect(files.length).toBe(5);
      expect((await rejects(warehouse.at)).rows.map(typesOf)).toEqual(
        [1, 2].map(() => ({
          ...{ location: 'string', line: 'number', byte_offset: 'number', code: 'string', reason: 'string' },
          ...{ raw_line: 'string', encoding: 'string', run_id: 'number' },
        })),
      );
      const checks = (await lastChecks(warehouse.at)).rows;
      expect(checks.length).toBe((await check(warehouse.at)).length);
      expect(typesOf(checks[0])).toEqual({
        ...{ name: 'string', bad_rows: 'number', checked_at: 'string', run_id: 'number' },
      });
    });

    test('takes an open warehouse, which stays open, or a location for every verb that reads', async () => {
      await using warehouse = await loaded();
      await using open = await openWarehouse(warehouse.at);
      const play = String(
        (await query(open, 'select min(songplay_id) as play from songplays')).rows[0]?.play,
      );
      const verbs: Readonly<Record<string, (warehouse: WarehouseOrLocation) => Promise<unknown>>> = {
        ask: (at) => ask(at, 'top-songs'),
        evidence: (at) => evidence(at, 'top-songs'),
        query: (at) => query(at, 'select count(*) as users from users'),
        check: (at) => check(at),
        runs: (at) => runs(at),
        runFiles: (at) => runFiles(at, 1),
        rejects: (at) => rejects(at),
        lastChecks: (at) => lastChecks(at),
        match: (at) => match(at),
        why: (at) => why(at, play),
        describeWarehouse: (at) => describeWarehouse(at),
        writeReport: (at) => writeReport(at),
        diff: (at) => diff(at, at),
      };
      for (const [name, verb] of Object.entries(verbs))
        expect([name, await verb(warehouse.at)]).toEqual([name, await verb(open)]);
    });
  });
}

test('etl without options says that no data is named', async () => {
  await expect(etl(null as never)).rejects.toMatchObject({ code: 'SPK-201', exitCode: 2 });
});
