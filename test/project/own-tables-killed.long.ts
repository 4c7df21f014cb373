import { expect, test } from 'vitest';
import { duckdb } from '../engines.ts';
import { runKilled } from '../load/killed-run.ts';
import { loadedPipeline } from '../pipeline.ts';
import { event } from '../reference/examples.ts';
import { dataFile, smallSource } from '../source-folder.ts';
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
  const { tables } = project.open();
  const load = async (kill?: { readonly at: number; readonly after: number }) => {
    await using pipeline = await loadedPipeline(duckdb, smallSource, { tables });
    using folder = temporaryFolder();
    const before = await pipeline.rows('select * from by_user order by user_id');
    pipeline.source.write([dataFile('logs', 'more.json', `${event({ userId: '99', ts: 1546300800000 })}\n`)]);
    const { ended, moments } = await runKilled({ ...pipeline.places, tables }, kill, { TMPDIR: folder.path });
    if (kill === undefined) return moments;
    expect(ended.signal).toBe('SIGKILL');
    expect(await pipeline.rows('select * from by_user order by user_id')).toEqual(before);
    await pipeline.etl({ tables });
    expect(await pipeline.rows('select * from by_user order by user_id')).toEqual(
      await pipeline.rows(`${byUser} order by user_id`),
    );
    expect(await pipeline.rows('select users from total')).toEqual([{ users: before.length + 1 }]);
    return moments;
  };
  const undisturbed = await load();
  const inStar = [...undisturbed.keys()].filter((at) => undisturbed[at]?.phase === 'star');
  for (const at of inStar.slice(-8)) await load({ at, after: 0 });
});
