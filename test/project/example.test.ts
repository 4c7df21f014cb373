import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ask } from '../../src/ask/ask.ts';
import { evidence } from '../../src/ask/evidence.ts';
import { query } from '../../src/ask/query.ts';
import { openProject } from '../../src/project/project.ts';
import { root, sparkify } from '../cli/sparkify.ts';
import { engines } from '../engines.ts';
import { openPipeline } from '../pipeline.ts';
import { event, song } from '../reference/examples.ts';
import type { ReferenceFile } from '../reference/rows.ts';
import { dataFile, lines, sourceFolder } from '../source-folder.ts';

const day = 86_400_000;
const monday = Date.UTC(2018, 10, 12, 12);

/** Kid Cudi is played once in the first week and twice in the next; user 9 is quiet for 8 days at the end. */
function twoWeeks(): readonly ReferenceFile[] {
  const plays = [
    event({ userId: '9', sessionId: 1, ts: monday }),
    event({ userId: '8', sessionId: 2, ts: monday + 7 * day }),
    event({ userId: '8', sessionId: 2, itemInSession: 1, ts: monday + 8 * day + 1 }),
    event({ userId: '8', sessionId: 3, ts: monday + 8 * day, artist: 'Nobody', song: 'Unheard' }),
  ];
  return [dataFile('logs', 'a.json', lines(plays)), dataFile('songs', 'a.json', song())];
}

const folder = join(root, 'examples/project');

for (const engine of engines) {
  describe(`the example of a project folder on ${engine.name}`, () => {
    test('builds its tables, and answers its questions as its README says', { timeout: 90_000 }, async () => {
      const { questions, checks, tables } = openProject(folder) ?? {};
      expect([questions?.length, checks?.length, tables?.length]).toEqual([3, 2, 2]);
      await using pipeline = await openPipeline(engine, twoWeeks());
      const report = await pipeline.etl({ checks, tables });
      expect(report.own_tables).toEqual({ artist_weeks: 3, listeners: 2 });
      expect(report.checks).toMatchObject({ failed: 0, warned: ['sessions-end'] });
      await using warehouse = await pipeline.open();
      const rowsOf = async (name: string, more = {}) => {
        const options = { questions, ...more };
        const { rows } = await ask(warehouse, name, options);
        const { sql } = await evidence(warehouse, name, options);
        expect((await query(warehouse, sql)).rows).toEqual(rows);
        return rows;
      };
      expect(await rowsOf('rising-artists')).toEqual([
        { artist: 'Kid Cudi', plays: 2, plays_before: 1, gain: 1 },
        { artist: 'Nobody', plays: 1, plays_before: 0, gain: 1 },
      ]);
      expect(await rowsOf('rising-artists', { set: { min_plays: '2' } })).toHaveLength(1);
      expect(await rowsOf('quiet-listeners')).toMatchObject([
        { plays: 1, active_days: 1, last_day: '2018-11-12' },
      ]);
      expect(await rowsOf('quiet-listeners', { set: { quiet_days: '9' } })).toEqual([]);
      expect(await rowsOf('session-openers')).toEqual([
        { song: 'Up', artist: 'Kid Cudi', sessions: 2 },
        { song: 'Unheard', artist: 'Nobody', sessions: 1 },
      ]);
      expect(await rowsOf('session-openers', { artist: 'Nobody' })).toHaveLength(1);
    });
  });
}

test('the commands of its README run', async () => {
  using source = sourceFolder(twoWeeks());
  cpSync(folder, join(source.path, 'examples/project'), { recursive: true });
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  const commands = [...readme.matchAll(/^sparkify (.*)$/gm)].map(([, words = '']) => words);
  expect(commands).toHaveLength(5);
  // The last one serves until it is stopped.
  for (const command of commands.slice(0, -1)) {
    const args = command.replace('./data', '.').split(' ');
    const { code, stderr } = await sparkify(args, { cwd: source.path, env: { HOME: source.path } });
    expect([command, code, code === 0 ? '' : stderr]).toEqual([command, 0, '']);
  }
});
