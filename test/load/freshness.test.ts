import { describe, expect, test } from 'vitest';
import { DataError } from '../../src/errors.ts';
import { freshness, requireFresh } from '../../src/load/freshness.ts';
import { makeTables } from '../../src/load/tables.ts';
import { connect } from '../../src/warehouse/connect.ts';
import { sparkify } from '../cli/sparkify.ts';
import { engines } from '../engines.ts';
import { loadedPipeline, openPipeline } from '../pipeline.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';

const hour = 3_600_000;
const publishedAt = Date.UTC(2018, 11, 1, 12);
const expected = (milliseconds: number) => ({ atMost: 2 * hour, now: new Date(publishedAt + milliseconds) });

for (const engine of engines) {
  describe(`freshness on ${engine.name}`, () => {
    test('data is late from the moment on that it is older than expected', async () => {
      await using pipeline = await loadedPipeline(engine, smallSource);
      await using warehouse = await pipeline.connect();
      await warehouse.run("update etl.runs set finished_at = timestamp '2018-12-01 12:00:00'");
      const inTime = await freshness(warehouse, expected(2 * hour));
      expect(inTime).toMatchObject({ run_id: 1, age_seconds: 7200, expected_seconds: 7200, passed: true });
      requireFresh(inTime);
      const late = await freshness(warehouse, expected(2 * hour + 1));
      expect(late).toMatchObject({ published_at: '2018-12-01 12:00:00', passed: false });
      expect(() => requireFresh(late)).toThrow(
        'The data is late: run 1 was published 2 h ago, and the newest should be at most 2 h old.',
      );
      expect(() => requireFresh(late)).toThrow(DataError);
    });

    test('the run log has the seconds of each step', async () => {
      await using pipeline = await openPipeline(engine, smallSource);
      const { seconds } = await pipeline.etl();
      const runs = await pipeline.rows(
        'select list_seconds, stage_seconds, star_seconds, check_seconds from etl.runs',
      );
      const { list, stage, star, check } = seconds;
      expect(runs[0]).toEqual({
        ...{ list_seconds: list, stage_seconds: stage, star_seconds: star, check_seconds: check },
      });
      expect(stage + star + check).toBeGreaterThan(0);
    });

    test('where no run was ever published, nothing is fresh', async () => {
      await using place = await engine.fresh();
      await using warehouse = await connect(place.at.warehouse, place.at);
      await makeTables(warehouse as never);
      const found = await freshness(warehouse, expected(0));
      expect(found).toMatchObject({ run_id: null, age_seconds: null, passed: false });
      expect(() => requireFresh(found)).toThrow('no run was ever published');
    });
  });
}

test('check --freshness ends with 1 where the data is late, and its JSON says how late', async () => {
  using source = sourceFolder(smallSource);
  const run = (...args: readonly string[]) => sparkify(args, { cwd: source.path });
  await run('etl', '--data', '.');
  expect(await run('check', '--freshness', '1d')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/ok {6}freshness +run 1 was published \d+ s ago/),
  });
  {
    await using warehouse = await connect(`${source.path}/sparkify.duckdb`);
    await warehouse.run("update etl.runs set finished_at = timestamp '2018-12-01 12:00:00'");
  }
  const late = await run('check', '--freshness', '30m', '--json');
  expect(late.code).toBe(1);
  const { freshness: found, checks } = JSON.parse(late.stdout);
  expect(found).toMatchObject({ run_id: 1, expected_seconds: 1800, passed: false });
  expect(found.age_seconds).toBeGreaterThan(1800);
  expect(checks.every(({ passed }: { passed: boolean }) => passed)).toBe(true);
  expect(late.stderr).toContain('error  The data is late: run 1 was published');
  expect((await run('check', '--json')).stdout).not.toContain('freshness');
  expect(await run('check', '--freshness', 'soon')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('It should be a time such as 30m, 2h or 7d.'),
  });
});
