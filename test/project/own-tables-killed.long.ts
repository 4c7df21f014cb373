import { join } from 'node:path';
import { expect, test } from 'vitest';
import { etl } from '../../src/load/etl.ts';
import { openProject } from '../../src/project/project.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import { runKilled } from '../load/killed-run.ts';
import { event } from '../reference/examples.ts';
import { dataFile, smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { projectFolder } from './project-folder.ts';

const byUser = 'select user_id, count(*) as plays from songplays group by user_id';

test('a run that is killed while it builds tables of a project leaves those of the run before', {
  timeout: 240_000,
}, async () => {
  using project = projectFolder({
    'tables/by-user.sql': byUser,
    'tables/total.sql': 'select count(*) as users from by_user',
  });
  const { tables } = openProject(project.path) ?? {};
  const load = async (kill?: { readonly at: number; readonly after: number }) => {
    using source = sourceFolder(smallSource);
    using folder = temporaryFolder();
    const places = { data: source.path, warehouse: join(folder.path, 'w.duckdb'), tables };
    await etl(places);
    const before = await rowsOf(places.warehouse, 'select * from by_user order by user_id');
    source.write([dataFile('logs', 'more.json', `${event({ userId: '99', ts: 1546300800000 })}\n`)]);
    const { ended, moments } = await runKilled(places, kill, { TMPDIR: folder.path });
    if (kill === undefined) return moments;
    expect(ended.signal).toBe('SIGKILL');
    expect(await rowsOf(places.warehouse, 'select * from by_user order by user_id')).toEqual(before);
    await etl(places);
    expect(await rowsOf(places.warehouse, 'select * from by_user order by user_id')).toEqual(
      await rowsOf(places.warehouse, `${byUser} order by user_id`),
    );
    expect(await rowsOf(places.warehouse, 'select users from total')).toEqual([{ users: before.length + 1 }]);
    return moments;
  };
  const undisturbed = await load();
  const inStar = [...undisturbed.keys()].filter((at) => undisturbed[at]?.phase === 'star');
  for (const at of inStar.slice(-8)) await load({ at, after: 0 });
});

async function rowsOf(location: string, sql: string) {
  await using warehouse = await openWarehouse(location);
  return (await warehouse.query(sql)).rows;
}
