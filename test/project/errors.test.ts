import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../../src/ask/ask.ts';
import { SparkifyError, UsageError } from '../../src/errors.ts';
import { check } from '../../src/load/checks.ts';
import { openProject } from '../../src/project/project.ts';
import { engines } from '../engines.ts';
import { loadedPipeline, type Pipeline } from '../pipeline.ts';
import { smallSource } from '../source-folder.ts';
import { projectFolder } from './project-folder.ts';

type Files = Readonly<Record<string, string>>;

/** A file, the line that is wrong, the word that is marked, and what is said besides. */
const cases: readonly (readonly [file: string, text: string, line: number, word: string, said: RegExp])[] = [
  [
    'questions/a.sql',
    '-- title: A\n\nselect user_id,\n    levl\nfrom filtered_plays\norder by 1',
    4,
    'levl',
    /level/,
  ],
  [
    'questions/a.sql',
    '-- title: A\nwith\none as (\n    select 1 as one\n)\n\nselect two\nfrom one',
    7,
    'two',
    /two/,
  ],
  ['questions/a.sql', 'with one as (select 1 as one)\nselect one\nfrom oone', 3, 'oone', /oone/],
  ['questions/a.sql', '-- title: A\nselect count(*)\nfrom songplayz', 3, 'songplayz', /songplays/],
  [
    'questions/a.sql',
    '-- title: A\nselect count(*)\nfrom filterd_plays',
    3,
    'filterd_plays',
    /n "filtered_plays"/,
  ],
  [
    'checks/a.sql',
    '-- None.\nselect level\nfrom filtered_plays',
    3,
    'filtered_plays',
    /is for saved queries/,
  ],
  ['checks/a.sql', '-- None.\n\n\nselect user_id\nfrom userz', 5, 'userz', /users/],
  ['checks/a.sql', '-- None.\nselect user_id\nfrom users\nwhere gendr = 1', 4, 'gendr', /gender/],
  ['tables/a.sql', '-- grain: one\n\nselect user_id,\n    levl\nfrom users', 4, 'levl', /level/],
];

for (const engine of engines) {
  describe(`an error of SQL in a project on ${engine.name}`, () => {
    let pipeline: Pipeline;

    beforeAll(async () => {
      pipeline = await loadedPipeline(engine, smallSource);
    });

    afterAll(() => pipeline[Symbol.asyncDispose]());

    test.each(cases)('names the line, marks the word and says a near name: %s %j', async (...given) => {
      const [file, text, line, word, said] = given;
      const error = await errorOf({ [file]: text });
      expect(error).toBeInstanceOf(UsageError);
      expect(error.message).toContain(`${file} line ${line}: `);
      const [shown = '', mark = ''] = error.details;
      expect(shown).toBe(`  ${line} | ${text.split('\n')[line - 1]}`);
      expect(mark.trim()).toMatch(/^\| +\^+$/);
      expect(shown.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe(word);
      expect([error.message, ...error.details.slice(2)].join('\n')).toMatch(said);
    });

    async function errorOf(files: Files): Promise<SparkifyError> {
      using project = projectFolder(files);
      const { questions, checks, tables } = project.open();
      try {
        if (tables.length > 0) {
          await pipeline.etl({ tables });
        } else {
          await using warehouse = await pipeline.open();
          if (checks.length > 0) await check(warehouse, { checks });
          else await ask(warehouse, 'a', { questions });
        }
      } catch (error) {
        if (error instanceof SparkifyError) return error;
        throw error;
      }
      throw new Error('There was no error.');
    }
  });
}

test.each([
  ['-- columm plays: Plays.\nselect 1 as plays', /line 1: a column is described as "column NAME: meaning"/],
  ['-- A.\n-- column plays\nselect 1 as plays', /line 2: a column is described as "column NAME: meaning"/],
  ['-- grian: one\nselect 1 as plays', /line 1: "grian" is no setting of a header; did you mean "grain"/],
  ['-- engine: postgres\nselect 1 as a', /line 1: engine should be duckdb or redshift, but is "postgres"/],
])('a header of a table that says something else is refused with its line: %j', (text, message) => {
  using project = projectFolder({ 'tables/a.sql': text });
  expect(() => openProject(project.path)).toThrow(message);
});
