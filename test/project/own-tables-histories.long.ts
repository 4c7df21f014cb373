import fc from 'fast-check';
import { expect, test } from 'vitest';
import { engines } from '../engines.ts';
import { openPipeline } from '../pipeline.ts';
import { histories } from '../reference/generate.ts';
import { runs } from '../runs.ts';
import { projectFolder } from './project-folder.ts';

const byUser =
  'select user_id, count(*) as plays, max(start_time) as last_play from songplays group by user_id';

for (const engine of engines) {
  test(`after any history of runs on ${engine.name}, a table of a project is its SELECT of the star`, {
    timeout: 240_000,
  }, async () => {
    using project = projectFolder({
      'tables/by-user.sql': byUser,
      'tables/a-total.sql': 'select count(*) as users, sum(plays) as plays from by_user',
    });
    const tables = project.open().tables;
    await fc.assert(
      fc.asyncProperty(histories({ openQuestions: true, maxLines: 6 }), async (history) => {
        await using pipeline = await openPipeline(engine, []);
        let published = 0;
        for (const { changes, crashAt, prune, rebuild } of history.runs) {
          for (const change of changes) pipeline.source.apply(change);
          const steps = ['stage', 'star', 'check', 'publish'];
          const deadly = crashAt === null ? undefined : steps[Math.floor(crashAt * (steps.length - 0.01))];
          await pipeline
            .etl({
              maxRejected: { share: 1 },
              tables,
              prune,
              rebuild,
              onProgress({ step }) {
                if (step === deadly) throw new Error('crash');
              },
            })
            .then(({ status }) => {
              if (status === 'published') published++;
            })
            .catch((error: Error) => expect(error.message).toMatch(/^crash$|would lose the rows/));
        }
        if (published === 0) return;
        await using opened = await pipeline.open();
        const rowsOf = async (sql: string) => (await opened.query(sql)).rows;
        expect(await rowsOf('select * from by_user order by user_id')).toEqual(
          await rowsOf(`${byUser} order by user_id`),
        );
        expect(await rowsOf('select users, coalesce(plays, 0) as plays from a_total')).toEqual(
          await rowsOf('select count(distinct user_id) as users, count(*) as plays from songplays'),
        );
      }),
      runs(8 * engine.tries),
    );
  });
}
