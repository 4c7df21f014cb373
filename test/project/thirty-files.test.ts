import { expect, test } from 'vitest';
import { ask } from '../../src/ask/ask.ts';
import { evidence } from '../../src/ask/evidence.ts';
import { query } from '../../src/ask/query.ts';
import { planProject } from '../../src/project/plan-project.ts';
import { engines } from '../engines.ts';
import { openPipeline } from '../pipeline.ts';
import { smallSource } from '../source-folder.ts';
import { projectFolder } from './project-folder.ts';

const numbers = Array.from({ length: 10 }, (_, index) => index);

/** Ten tables, each of which reads the next one and the one behind that; a check and a question of each. */
const files = Object.fromEntries(
  numbers.flatMap((index) => [
    [
      `tables/t${index}.sql`,
      index > 7
        ? `select user_id, count(*) as plays from songplays group by user_id`
        : `select a.user_id, a.plays + b.plays as plays from t${index + 1} as a inner join t${index + 2} as b on b.user_id = a.user_id`,
    ],
    [
      `checks/c${index}.sql`,
      `-- Table ${index} has each listener.\nselect user_id from songplays where user_id not in (select user_id from t${index})`,
    ],
    [
      `questions/q${index}.sql`,
      `-- title: Question ${index}\n-- param: least integer 0\nselect t${index}.user_id, t${index}.plays from t${index} where t${index}.plays >= cast($least as integer) and t${index}.user_id in (select user_id from filtered_plays) order by 1`,
    ],
  ]),
);

for (const engine of engines) {
  test(`a folder of thirty files is planned, built, checked and asked on ${engine.name}`, {
    timeout: 90_000,
  }, async () => {
    using project = projectFolder(files);
    await using pipeline = await openPipeline(engine, smallSource);
    const opened = project.open();
    const { tables, checks, questions } = opened;
    const report = await pipeline.etl({ tables, checks });
    const order = Object.keys(report.own_tables);
    expect(order.toSorted()).toEqual(numbers.map((index) => `t${index}`));
    for (const index of numbers.slice(0, 8))
      for (const read of [`t${index + 1}`, `t${index + 2}`])
        expect(order.indexOf(read)).toBeLessThan(order.indexOf(`t${index}`));
    expect(report.checks).toMatchObject({ failed: 0, warned: [] });
    expect(await planProject(opened, pipeline.at)).toMatchObject({ tables: order, changed: false });

    await using warehouse = await pipeline.open();
    const times = [55, 34, 21, 13, 8, 5, 3, 2, 1, 1];
    const plays = (await warehouse.query('select count(*) as plays from songplays')).rows[0]?.plays;
    for (const index of numbers) {
      const answer = await ask(warehouse, `q${index}`, { questions });
      const sum = answer.rows.reduce((total, row) => total + Number(row.plays), 0);
      expect([index, sum]).toEqual([index, Number(plays) * (times[index] ?? 0)]);
      const { sql } = await evidence(warehouse, `q${index}`, { questions });
      expect((await query(warehouse, sql)).rows).toEqual(answer.rows);
    }
  });
}
