import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  ApiAnswer,
  ApiCheck,
  ApiData,
  ApiQuestion,
  ApiSqlAnswer,
  ApiStatus,
} from '../../src/dashboard/api.ts';
import { createDashboard, type DashboardOptions } from '../../src/dashboard/dashboard.ts';
import { etl } from '../../src/load/etl.ts';
import { runs } from '../../src/load/manifest/runs.ts';
import { openProject } from '../../src/project/project.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import { sparkify, start } from '../cli/sparkify.ts';
import { engines, type FreshWarehouse } from '../engines.ts';
import { hostileSelects } from '../project/hostile-selects.ts';
import { type ProjectFolder, projectFolder } from '../project/project-folder.ts';
import type { FreshRedshift } from '../redshift-load/fresh-redshift.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { getJson, type Refusal, statementRequest } from './get-json.ts';

/** So many rows that nobody waits for their count; a stand-in waits at the comment instead. */
const endless = `select count(*) /* endless */ as rows from ${Array.from({ length: 40 }, (_, n) => `songplays as s${n}`).join(', ')}`;
const slow: Readonly<Record<string, string>> = {
  duckdb: endless,
  redshift: 'select count(*) /* endless */ as rows from songplays',
};

const files = {
  'questions/growing.sql':
    '-- title: Growing\n-- page: Growth\n-- chart: bar level plays\n-- param: least integer 1\nselect level, count(*) as plays from filtered_plays group by level having count(*) >= cast($least as integer) order by level',
  'questions/top-songs.sql': '-- title: Ours\nselect count(*) as ours from filtered_plays',
  'questions/many.sql': 'select a.user_id from staging_events as a, staging_events as b, staging_events as c',
  'questions/writing.sql': 'with gone as (delete from users returning *) select * from gone',
  'checks/everybody.sql': '-- severity: warn\n-- Nobody listens.\nselect user_id from users order by 1',
  'checks/plays.sql': '-- There are plays.\nselect 1 as none from songplays having count(*) = 0',
};

for (const engine of engines) {
  describe(`a project folder on the dashboard, on ${engine.name}`, () => {
    let fresh: FreshWarehouse;
    let project: ProjectFolder;
    beforeAll(async () => {
      project = projectFolder({ ...files, 'questions/slow.sql': slow[engine.name] ?? '' });
      fresh = await engine.fresh();
      using source = sourceFolder(smallSource);
      await etl({ data: source.path, ...fresh.at, checks: openProject(project.path)?.checks });
    }, 90_000);
    afterAll(async () => {
      project[Symbol.dispose]();
      await fresh[Symbol.asyncDispose]();
    });

    /** The stand-in, which has one process, waits at the next slow statement. */
    const waitAtSlow = () => {
      if (!('cluster' in fresh)) return;
      const { cluster } = fresh as FreshRedshift;
      cluster.on({ statement: /endless/, when: 'during' }, () => new Promise(() => {}));
    };

    const dashboard = (options: Partial<DashboardOptions> = {}) => {
      const { questions, checks } = openProject(project.path) ?? {};
      const open = () => openWarehouse(fresh.at.warehouse, fresh.at);
      return createDashboard({ openWarehouse: open, questions, checks, ...options });
    };

    test('its questions are listed with their page and parameters, one in the place of a built-in one', async () => {
      const { body } = await getJson<readonly ApiQuestion[]>(dashboard(), 'questions');
      expect(body.find(({ name }) => name === 'growing')).toEqual({
        ...{ name: 'growing', title: 'Growing', chart: 'bar level plays', measure: 'plays', page: 'Growth' },
        parameters: [{ name: 'least', type: 'integer', default: '1' }],
        ...{ is_own: true, over_time: false },
      });
      expect(body.filter(({ name }) => name === 'top-songs').map(({ title }) => title)).toEqual(['Ours']);
      expect(body.find(({ name }) => name === 'top-artists')).toMatchObject({ is_own: false });
      const { questions } = (await getJson<ApiStatus>(dashboard(), 'status')).body;
      expect(questions).toEqual(body.filter(({ is_own }) => is_own));
    });

    test('its questions are answered with filters and parameters', async () => {
      const rowsOf = async (query: string) =>
        (await getJson<ApiAnswer>(dashboard(), `questions/growing?${query}`)).body.rows;
      const all = await rowsOf('');
      expect(all.length).toBeGreaterThan(0);
      expect(await rowsOf('set.least=1000')).toEqual([]);
      expect(await rowsOf('to=2017-01-01')).toEqual([]);
    });

    test('one that replaces a built-in question is never given the answer of that, also on the first page', async () => {
      const ahead = new AbortController();
      const app = dashboard({ firstPageAhead: ahead.signal });
      // The last one that is asked ahead: when it is known, so are all.
      await getJson(app, 'questions/latest-plays');
      const days = (await getJson<ApiStatus>(app, 'status')).body;
      const query = `from=${days.first_day}&to=${days.last_day}`;
      const answers = [await getJson<ApiAnswer>(app, `questions/top-songs?${query}`)];
      answers.push(await getJson<ApiAnswer>(app, 'questions/top-songs'));
      ahead.abort();
      for (const { body } of answers) expect(body.columns).toEqual(['ours']);
    });

    test('a slow one is stopped at the limit of the SQL page', async () => {
      waitAtSlow();
      const app = dashboard({ sqlLimits: { seconds: 0.2 } });
      expect(await getJson<Refusal>(app, 'questions/slow')).toMatchObject({
        status: 400,
        body: { error: { code: 'SPK-708', message: 'Stopped after 0.2 s.' } },
      });
      expect((await getJson(app, 'questions/growing')).status).toBe(200);
    });

    test('one that nobody waits for any more is stopped', async () => {
      waitAtSlow();
      const app = dashboard({ sqlLimits: { seconds: 30 } });
      const closed = new AbortController();
      const slow = app.request('http://127.0.0.1/api/questions/slow', {
        headers: { host: '127.0.0.1' },
        signal: closed.signal,
      });
      setTimeout(() => closed.abort(), 300);
      expect((await slow).status).toBe(503);
    });

    test('one with too many rows is cut at the limits of the SQL page', async () => {
      const app = dashboard({ sqlLimits: { rows: 7 } });
      const { body } = await getJson<ApiAnswer>(app, 'questions/many');
      expect([body.rows.length, body.truncatedBy]).toEqual([7, 'rows']);
    });

    test('one that writes is refused, and nothing is written', async () => {
      const app = dashboard();
      const { status, body } = await getJson<Refusal>(app, 'questions/writing');
      expect([status, body.error.code]).toEqual([400, 'SPK-707']);
      const counted = statementRequest('select count(*) as users from users');
      const users = await getJson<ApiSqlAnswer>(app, 'sql', counted);
      expect(users.body.rows).toEqual([{ users: 2 }]);
    });

    test('its checks are on the data page with severity and rows, and are run again', async () => {
      const app = dashboard();
      const { body: data } = await getJson<ApiData>(app, 'data');
      expect(data.checks.find(({ name }) => name === 'everybody')).toMatchObject({
        ...{ claim: 'Nobody listens.', severity: 'warn', passed: false, bad_row_count: 2, run_id: 1 },
      });
      expect(data.checks.find(({ name }) => name === 'plays')).toMatchObject({
        ...{ claim: 'There are plays.', severity: 'error', passed: true, bad_row_count: 0 },
      });
      expect(data.runs.rows[0]?.warned).toBe('everybody');
      const again = (await getJson<readonly ApiCheck[]>(app, 'checks')).body;
      expect(again.map(({ name, severity }) => [name, severity]).sort()).toEqual(
        data.checks.map(({ name, severity }) => [name, severity]).sort(),
      );
      expect(again.find(({ name }) => name === 'everybody')).toMatchObject({
        ...{ passed: false, bad_rows: [{ user_id: 7 }, { user_id: 8 }] },
      });
      await using warehouse = await openWarehouse(fresh.at.warehouse, fresh.at);
      expect((await runs(warehouse)).rows.map(({ warned }) => warned)).toEqual(['everybody']);
    });

    test('a check that is slow or wrong says so when it is run again, and the others are run', async () => {
      waitAtSlow();
      using wrong = projectFolder({
        ...files,
        'checks/a-slow.sql': slow[engine.name] ?? '',
        'checks/a-wrong.sql': 'select levl from songplays',
      });
      const app = dashboard({ checks: openProject(wrong.path)?.checks, sqlLimits: { seconds: 0.5 } });
      const { status, body } = await getJson<readonly ApiCheck[]>(app, 'checks');
      expect(status).toBe(200);
      expect(body.filter(({ passed }) => !passed)).toMatchObject([
        { name: 'a-slow', problem: 'Stopped after 0.5 s.', bad_rows: [] },
        { name: 'a-wrong', problem: expect.stringMatching(/a-wrong\.sql line 1: .*levl/) },
        { name: 'everybody', bad_rows: [{}, {}] },
      ]);
    });
  });
}

describe('a question of a project on DuckDB is refused', () => {
  const folder = temporaryFolder();
  afterAll(() => folder[Symbol.dispose]());
  const [path, warehouse] = [join(folder.path, 'secret.csv'), join(folder.path, 'w.duckdb')];
  beforeAll(async () => {
    using source = sourceFolder(smallSource);
    writeFileSync(path, 'a\ntopsecret\n');
    await etl({ data: source.path, warehouse });
  });
  test.each(hostileSelects)('where its SQL %s', async (_, sqlOf) => {
    using project = projectFolder({ 'questions/hostile.sql': sqlOf(path) });
    const app = createDashboard({
      openWarehouse: () => openWarehouse(warehouse),
      questions: openProject(project.path)?.questions,
    });
    const { status, body } = await getJson<Refusal>(app, 'questions/hostile');
    expect([status, JSON.stringify(body).includes('topsecret')]).toEqual([400, false]);
    expect(existsSync(`${path}.copy`)).toBe(false);
  });
});

test('the page is answered while a slow question of a project runs', async () => {
  using folder = temporaryFolder();
  using source = sourceFolder(smallSource);
  using project = projectFolder({ 'questions/slow.sql': endless });
  const warehouse = join(folder.path, 'w.duckdb');
  await etl({ data: source.path, warehouse });
  const app = createDashboard({
    openWarehouse: () => openWarehouse(warehouse),
    questions: openProject(project.path)?.questions,
    sqlLimits: { seconds: 30 },
  });
  let hasEnded = false;
  const closed = new AbortController();
  const running = getJson(app, 'questions/slow', { signal: closed.signal }).finally(() => {
    hasEnded = true;
  });
  expect((await getJson(app, 'questions/key-figures')).status).toBe(200);
  expect(hasEnded).toBe(false);
  closed.abort();
  expect((await running).status).toBe(503);
});

describe('the commands', () => {
  const listed = /new to you: .*/;
  test('report and dashboard list the files that run for the first time', async () => {
    using source = sourceFolder(smallSource);
    using folder = temporaryFolder();
    const options = { cwd: folder.path, env: { HOME: folder.path } };
    await sparkify(['etl', '--data', source.path], options);
    using project = projectFolder({ 'questions/mine.sql': '-- title: Mine\nselect 1 as one' });
    const first = await sparkify(['report', '--project', project.path], options);
    expect([first.code, listed.exec(first.stderr)?.[0]]).toEqual([0, 'new to you: questions/mine.sql']);
    expect((await sparkify(['report', '--project', project.path], options)).stderr).toBe('');
    project.write({ 'questions/top-songs.sql': 'select 1 as one' });
    const served = start(['dashboard', '--no-open', '--project', project.path], options);
    served.stdout?.once('data', () => served.kill('SIGTERM'));
    const { stderr } = await served.ended;
    expect(listed.exec(stderr)?.[0]).toBe('new to you: questions/top-songs.sql');
    expect(stderr).toContain('questions/top-songs.sql replaces the built-in saved query');
  });

  test('report runs nothing of a default folder that others may write', async () => {
    using source = sourceFolder(smallSource);
    using folder = temporaryFolder();
    const options = { cwd: folder.path, env: { HOME: folder.path } };
    await sparkify(['etl', '--data', source.path], options);
    await sparkify(['init', '--project'], options);
    chmodSync(join(folder.path, 'sparkify/questions/loyal-listeners.sql'), 0o666);
    const refused = await sparkify(['report'], options);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('may be written by others')]);
    expect(existsSync(join(folder.path, 'report.html'))).toBe(false);
  });
});
