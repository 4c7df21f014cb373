import { expect, test } from 'vitest';
import type { EtlOptions } from '../../src/load/etl-options.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import { start } from '../cli/sparkify.ts';
import { openPipeline } from '../pipeline.ts';
import { environmentOf } from '../redshift-load/environment.ts';
import { type FreshRedshift, freshRedshift, proxyTo } from '../redshift-load/fresh-redshift.ts';
import { event } from '../reference/examples.ts';
import { dataFile, smallSource } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { projectFolder } from './project-folder.ts';

const byUser = 'select user_id, count(*) as plays from songplays group by user_id';

/** A loaded warehouse with tables of a project, and a file that a later run has to load. */
async function setUp() {
  const pipeline = await openPipeline({ fresh: freshRedshift }, smallSource);
  const project = projectFolder({
    'tables/by-user.sql': byUser,
    'tables/total.sql': 'select count(*) as users from by_user',
  });
  const load = (options: Partial<EtlOptions> = {}) =>
    pipeline.etl({ tables: project.open().tables, ...options });
  await load();
  pipeline.source.write([dataFile('logs', 'more.json', `${event({ userId: '99', ts: 1546300800000 })}\n`)]);
  return {
    ...{ redshift: pipeline.warehouse, source: pipeline.source, project, load },
    async [Symbol.asyncDispose]() {
      await pipeline[Symbol.asyncDispose]();
      project[Symbol.dispose]();
    },
  };
}

async function stateOf({ at }: FreshRedshift) {
  await using warehouse = await openWarehouse('redshift', at);
  const rows = async (sql: string) => (await warehouse.query(sql)).rows;
  return {
    users: await rows('select * from by_user order by user_id'),
    total: await rows('select users from total'),
    star: await rows(`${byUser} order by user_id`),
    runs: await rows('select run_id from etl.runs order by run_id'),
  };
}

/** The moments of building them: the table is emptied, filled, recorded. */
const moments = [/^delete from "by_user"/, /^insert into "total"/, /^insert into etl.own_tables/];

for (const statement of moments) {
  test(`a connection that is lost at ${statement.source}, and does not come back, leaves the tables of the run before`, async () => {
    await using given = await setUp();
    const { redshift, load } = given;
    const before = await stateOf(redshift);
    await using proxy = await proxyTo(redshift);
    redshift.cluster.on({ statement, when: 'during' }, () => {
      proxy.refuse();
      proxy.cut();
    });
    const lost = load({ redshift: proxy.redshift });
    await expect(lost).rejects.toMatchObject({ exitCode: 75 });
    expect(await stateOf(redshift)).toEqual(before);
    expect(await load()).toMatchObject({ status: 'published', run_id: '2' });
    await expectBuilt(redshift, before.users.length + 1);
  });
}

test('a process that is killed while it builds them leaves the tables of the run before', async () => {
  await using given = await setUp();
  const { redshift, source, project, load } = given;
  const before = await stateOf(redshift);
  using folder = temporaryFolder();
  const args = ['etl', ...['--data', source.path], ...['--warehouse', 'redshift'], '--project', project.path];
  const run = start(args, { cwd: folder.path, env: environmentOf(redshift, folder.path) });
  redshift.cluster.on({ statement: /^insert into "total"/, when: 'before' }, () => void run.kill('SIGKILL'));
  expect((await run.ended).signal).toBe('SIGKILL');
  expect(await stateOf(redshift)).toEqual(before);
  expect(await load()).toMatchObject({ status: 'published', run_id: '2' });
  await expectBuilt(redshift, before.users.length + 1);
});

async function expectBuilt(redshift: FreshRedshift, users: number): Promise<void> {
  const after = await stateOf(redshift);
  expect(after.users).toEqual(after.star);
  expect(after.total).toEqual([{ users }]);
}
