import { expect, test } from 'vitest';
import { ask } from '../../src/ask/ask.ts';
import { evidence } from '../../src/ask/evidence.ts';
import { query } from '../../src/ask/query.ts';
import { openProject } from '../../src/project/project.ts';
import { engines } from '../engines.ts';
import { loadedPipeline } from '../pipeline.ts';
import { smallSource } from '../source-folder.ts';
import { projectFolder } from './project-folder.ts';

/** One question about the plays of each listener, as different people write it. */
const ways = {
  'upper-case':
    'SELECT USER_ID AS LISTENER, COUNT(*) AS PLAYS FROM FILTERED_PLAYS GROUP BY USER_ID ORDER BY 1',
  'block-comment':
    '/* mine */ with x as (select * from filtered_plays)\nselect user_id as listener, count(*) as plays from x group by 1 order by 1',
  'own-limit':
    "select user_id as listener, count(*) as plays -- no limit 1\nfrom filtered_plays group by 1 order by 1 limit 9 -- the 'end'",
  'both-limits':
    '-- limit: 5\nselect user_id as listener, count(*) as plays from filtered_plays group by 1 order by 1\nLIMIT 20',
  'limit-in-a-name':
    '-- limit: 5\n-- param: limit_rows integer 0\nselect user_id as listener, count(*) as plays from filtered_plays group by 1 having count(*) > cast($limit_rows as integer) order by 1',
  'blanks-in-calls':
    '-- own filters: level\nselect user_id as listener, count(*) as plays from filtered_plays where is_asked ( LEVEL ) group by 1 order by 1',
};

for (const engine of engines) {
  test(`questions are answered whichever way they are written on ${engine.name}`, async () => {
    using project = projectFolder(
      Object.fromEntries(Object.entries(ways).map(([name, sql]) => [`questions/${name}.sql`, sql])),
    );
    await using pipeline = await loadedPipeline(engine, smallSource);
    await using warehouse = await pipeline.open();
    const { questions } = project.open();
    for (const name of Object.keys(ways)) {
      const answered = async (options: { readonly limit?: number; readonly level?: string }) => {
        const { rows } = await ask(warehouse, name, { ...options, questions });
        const { sql } = await evidence(warehouse, name, { ...options, questions });
        expect((await query(warehouse, sql)).rows).toEqual(rows);
        return [name, rows.map((row) => Object.values(row).map(Number))];
      };
      expect(await answered({})).toEqual([
        name,
        [
          [7, 2],
          [8, 1],
        ],
      ]);
      expect(await answered({ limit: 1 })).toEqual([name, [[7, 2]]]);
      expect(await answered({ level: 'paid' })).toEqual([name, [[8, 1]]]);
    }
  });
}

const select = 'select count(*) as plays from filtered_plays';

test.each([
  ['-- param: artist_2 text K', /line 1: \$artist_2 is a value of --artist; give the parameter another name/],
  ['-- param: not_level_1 text K', /line 1: \$not_level_1 is a value of --level/],
  ['-- param: level text free', /line 1: \$level is a value of --level/],
  ['-- param: limit integer 3', /line 1: \$limit is a value of --limit/],
  ['-- param: n integer 1\n-- param: n integer 2', /the parameter n is declared twice/],
  ['-- param: day date 2018-02-30', /the default of day is not of type date/],
  ['-- param: n number 0x10', /the default of n is not of type number/],
])('a parameter that would be another value is refused: %j', (header, message) => {
  using project = projectFolder({ 'questions/a.sql': `${header}\n${select}` });
  expect(() => openProject(project.path)).toThrow(message);
});

test.each([
  ['where is_asked(levl)', /line 2: is_asked\(…\) should name a filter \(.*\), but names "levl"/],
  ['where level = $1', /line 2: there is no parameter \$1/],
])('SQL that would be answered wrongly is refused: %s', (where, message) => {
  using project = projectFolder({ 'questions/a.sql': `-- own filters: level\n${select} ${where}` });
  expect(() => openProject(project.path)).toThrow(message);
});
