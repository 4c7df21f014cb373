import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listQuestions } from '../../src/ask/questions.ts';
import type { ApiSqlAnswer } from '../../src/dashboard/api.ts';
import { createDashboard } from '../../src/dashboard/dashboard.ts';
import { writeReport } from '../../src/dashboard/report.ts';
import { etl } from '../../src/load/etl.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import { getJson, type Refusal, statementRequest } from '../dashboard/get-json.ts';
import { hostile, type LoadedWarehouse, loadedWarehouse } from '../dashboard/loaded-warehouse.ts';
import { connect } from '../redshift/client.ts';
import { type FreshRedshift, freshRedshift } from './fresh-redshift.ts';

describe('the dashboard on Redshift', () => {
  let duckdb: LoadedWarehouse;
  let redshift: FreshRedshift;
  const openRedshift = () => openWarehouse('redshift', redshift.at);
  const onRedshift = (options = {}) => createDashboard({ openWarehouse: openRedshift, ...options });

  beforeAll(async () => {
    duckdb = await loadedWarehouse();
    redshift = await freshRedshift();
    await etl({ data: duckdb.source.path, ...redshift.at, maxRejected: { share: 1 } as never });
  });
  afterAll(async () => {
    await redshift?.[Symbol.asyncDispose]();
    await duckdb?.[Symbol.asyncDispose]();
  });

  async function expectEqualAnswers(path: string): Promise<void> {
    const expected = await getJson(createDashboard({ openWarehouse: duckdb.open }), path);
    const found = await getJson(onRedshift(), path);
    expect(expected.status, path).toBe(200);
    expect(ofTheData(found), path).toEqual(ofTheData(expected));
  }

  const every = { from: '2018-11-02', level: 'free', location: 'Paris', search: 'up', listener: '8' };

  test.each(listQuestions().map(({ name }) => name))('%s is answered as on DuckDB', async (name) => {
    await expectEqualAnswers(`questions/${name}`);
    await expectEqualAnswers(`questions/${name}?${new URLSearchParams(every)}`);
    await expectEqualAnswers(`questions/${name}/evidence?${new URLSearchParams(every)}`);
  });

  test.each([{ search: 'nobody' }, { location: hostile.location }])(
    'what is filtered by %o is answered as on DuckDB',
    async (filter) =>
      expectEqualAnswers(`questions/latest-plays?${new URLSearchParams(Object.entries(filter))}`),
  );

  test.each(['status', 'data', 'data?search=again', 'checks', 'match', 'model'])(
    '%s is answered as on DuckDB',
    expectEqualAnswers,
  );

  test.each(['songplays', 'users', 'songs', 'artists', 'time', 'staging_events', 'etl.files'])(
    'what the columns of %s hold is answered as on DuckDB',
    (table) => expectEqualAnswers(`model/${table}`),
  );

  test.each(['etl.runs', 'etl.checks', 'etl.rejected_records'])(
    'what the columns of %s hold is answered, with times of its own',
    async (table) => expect((await getJson(onRedshift(), `model/${table}`)).status).toBe(200),
  );

  test('every play is followed back to its line as on DuckDB', async () => {
    const plays = await getJson<ApiSqlAnswer>(onRedshift(), 'questions/latest-plays');
    expect(plays.body.rows).toHaveLength(6);
    for (const { play_id } of plays.body.rows) await expectEqualAnswers(`why/${play_id}`);
  });

  test('a report can be written', async () => {
    await using warehouse = await openRedshift();
    expect(await writeReport(warehouse)).toContain('"plays":6');
  });

  describe('its SQL page', () => {
    async function run(sql: string, limits = {}) {
      return await getJson<ApiSqlAnswer & Refusal>(onRedshift(limits), 'sql', statementRequest(sql));
    }

    test('answers, and shows no more rows than the limit', async () => {
      const { body } = await run('select level, user_id from songplays order by start_time;', {
        sqlLimits: { rows: 2 },
      });
      expect(body).toMatchObject({ columns: ['level', 'user_id'], truncatedBy: 'rows' });
      expect(body.rows).toHaveLength(2);
    });

    test.each([
      'delete from songplays',
      'drop table songplays',
      'create table mine (n integer)',
      'commit; delete from songplays',
      'select 1; delete from songplays',
      "copy songplays from 's3://data/x' iam_role default",
      "unload ('select 1') to 's3://data/x' iam_role default",
    ])('writes nothing: %s', async (sql) => {
      const { status } = await run(sql);
      expect(status).toBe(400);
      expect((await run('select count(*) as plays from songplays')).body.rows).toEqual([{ plays: 6 }]);
    });

    test.each(['select 1; -- one', 'select 1;;', '/* a; b */ select 1'])('takes %s for one', async (sql) => {
      expect((await run(sql)).status).toBe(200);
    });

    test.each([
      ['select 1; select 2', 'One statement is run at a time, and these are 2.'],
      ['-- nothing', 'There is no SQL to run.'],
    ])('says as on DuckDB what is wrong with %s', async (sql, message) => {
      const request = statementRequest(sql);
      const local = await getJson<Refusal>(createDashboard({ openWarehouse: duckdb.open }), 'sql', request);
      expect((await run(sql)).body.error).toEqual(local.body.error);
      expect(local.body.error.message).toBe(message);
    });

    test('what a statement sets is gone with the statement', async () => {
      await run("set search_path to 'nowhere'");
      expect((await run('select count(*) as plays from songplays')).body.rows).toEqual([{ plays: 6 }]);
    });

    test.each([
      ['select *\nfrom songplay', { line: 2, column: 6 }],
      ['select level, nothing from songplays', { line: 1, column: 15 }],
      ['select nothing, nothing from songplays', { line: 1, column: 8 }],
    ])('points at what the engine refuses: %s', async (sql, place) => {
      const { status, body } = await run(sql);
      expect(status).toBe(400);
      expect(body.error).toMatchObject(place);
    });

    test('waits no longer than the time limit, and answers the next one', async () => {
      await using other = await connect(redshift.cluster);
      const openLocked = async () => {
        const warehouse = await openRedshift();
        const another = async () => {
          const connection = await warehouse.another();
          await other.query('begin');
          await other.query('lock songplays');
          return connection;
        };
        return { ...warehouse, another };
      };
      const { status, body } = await run('select count(*) from songplays', {
        openWarehouse: openLocked,
        sqlLimits: { seconds: 0.2 },
      });
      await other.query('rollback');
      expect(status).toBe(400);
      expect(body.error.message).toBe('Stopped after 0.2 s.');
      expect((await run('select 1 as one')).body.rows).toEqual([{ one: 1 }]);
    });
  });
});

/** What differs by engine or time, and says nothing about the data. */
const ownNames = new Set([
  ...['warehouse', 'engine', 'engine_version', 'type', 'key', 'sql'],
  ...['started_at', 'finished_at', 'published_at', 'checked_at', 'seconds'],
  ...['list_seconds', 'stage_seconds', 'star_seconds', 'check_seconds', 'transaction_seconds'],
]);

function ofTheData(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer, (name, value) => (ownNames.has(name) ? undefined : value)));
}
