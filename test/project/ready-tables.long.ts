import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ask } from '../../src/ask/ask.ts';
import { check } from '../../src/load/checks.ts';
import { etl } from '../../src/load/etl.ts';
import { readyTables } from '../../src/project/kinds.ts';
import { openProject } from '../../src/project/project.ts';
import { addReadyTable } from '../../src/project/ready-tables.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import type { Row, Value } from '../../src/warehouse/warehouse.ts';
import { sparkify } from '../cli/sparkify.ts';
import { engines } from '../engines.ts';
import { loadedPipeline, openPipeline } from '../pipeline.ts';
import { realData } from '../real-data.ts';
import { event, song } from '../reference/examples.ts';
import { runs } from '../runs.ts';
import { dataFile, lines, smallSource } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { dailyPlays, type LogEvent, levelHistory, listeningByArtist, sessions } from './ready-reference.ts';

const first = Date.UTC(2018, 10, 1, 23, 59);

/** Few users, moments, sessions and items, so that they meet. */
const logEvents: fc.Arbitrary<readonly LogEvent[]> = fc.array(
  fc
    .record({
      ts: fc.integer({ min: 0, max: 9 }).map((step) => first + step * 20_500),
      userId: fc.option(fc.integer({ min: 1, max: 3 }), { freq: 6 }),
      sessionId: fc.integer({ min: 1, max: 2 }),
      itemInSession: fc.integer({ min: 0, max: 2 }),
      page: fc.constantFrom('NextSong', 'NextSong', 'Home', 'Logout'),
      level: fc.option(fc.constantFrom('free', 'paid'), { freq: 8 }),
      artist: fc.option(fc.constantFrom('Elena', 'Muse', 'muse')),
      length: fc.option(fc.integer({ min: 0, max: 40_000_000 }).map((length) => length / 100_000)),
    })
    .map((made) => (made.userId === null ? { ...made, page: 'Home' } : made)),
  { minLength: 2, maxLength: 25 },
);

/** The files of a project with every ready table. */
async function allReady(folder: string): Promise<void> {
  for (const name of readyTables) await addReadyTable(folder, name);
}

const textOf = ({ userId, ...members }: LogEvent) =>
  event({ ...members, userId: userId === null ? '' : String(userId), firstName: 'A', lastName: 'B' });

for (const engine of engines) {
  describe(`ready tables on ${engine.name}`, () => {
    test('hold what their definitions say, whenever events arrive', { timeout: 240_000 }, async () => {
      using folder = temporaryFolder();
      await allReady(folder.path);
      const { checks, tables } = openProject(folder.path) ?? {};
      await fc.assert(
        fc.asyncProperty(logEvents, fc.nat(), async (events, cut) => {
          await using pipeline = await openPipeline(engine, [dataFile('songs', 'a.json', song())]);
          const at = cut % events.length;
          const parts = [events.slice(at), events.slice(0, at)].filter((part) => part.length > 0);
          for (const [index, part] of parts.entries()) {
            pipeline.source.write([dataFile('logs', `${index}.json`, lines(part.map(textOf)))]);
            await pipeline.etl({ checks, tables });
          }
          await using warehouse = await pipeline.open();
          const rowsOf = async (table: string, orderBy: string) =>
            (await warehouse.query(`select * from ${table} order by ${orderBy}`)).rows.map(comparable);
          const history = await rowsOf('level_history', 'user_id, valid_from');
          expect(history.map((row) => ({ ...row, level: row.level ?? '' }))).toEqual(levelHistory(events));
          expect(await rowsOf('sessions', 'user_id, session_id')).toEqual(sessions(events));
          expect(await rowsOf('daily_plays', 'day')).toEqual(dailyPlays(events));
          expect(sorted(await rowsOf('listening_by_artist', 'plays'))).toEqual(listeningByArtist(events));
        }),
        runs(12 * engine.tries),
      );
    });

    test('have checks that find what is wrong, and questions that answer', async () => {
      using folder = temporaryFolder();
      await allReady(folder.path);
      const { checks, tables, questions } = openProject(folder.path) ?? {};
      await using pipeline = await loadedPipeline(engine, smallSource, { checks, tables });
      const damages: Readonly<Record<string, string>> = {
        'level-history-has-no-gaps': 'update level_history set valid_to = valid_from',
        'level-history-has-one-current-row': 'update level_history set is_current = false',
        'sessions-hold-every-play': 'update sessions set plays = plays + 1',
        'sessions-are-one-row-each': 'insert into sessions select * from sessions',
        'daily-plays-add-up': 'update daily_plays set plays = plays + 1',
        'listening-by-artist-adds-up': 'delete from listening_by_artist',
      };
      expect(Object.keys(damages).sort()).toEqual(checks?.map(({ name }) => name).sort());
      {
        await using warehouse = await pipeline.open();
        for (const { name } of questions ?? []) {
          const { rows } = await ask(warehouse, name, { questions });
          if (name !== 'upgrades-by-day') expect(rows.length).toBeGreaterThan(0);
          const none = await ask(warehouse, name, { questions, to: '2017-01-01' });
          expect(none.rows).toEqual([]);
        }
      }
      await using warehouse = await pipeline.connect();
      for (const [name, damage] of Object.entries(damages)) {
        const failed = await failedBy(damage);
        expect(failed).toContain(name);
      }

      async function failedBy(damage: string): Promise<readonly string[]> {
        let failed: readonly string[] = [];
        await warehouse
          .transaction(async () => {
            await warehouse.run(damage);
            const results = await check(warehouse, { checks });
            failed = results.filter(({ passed }) => !passed).map(({ name }) => name);
            throw new Error('roll back');
          })
          .catch((error: Error) => expect(error.message).toBe('roll back'));
        return failed;
      }
    });
  });
}

test.skipIf(realData === undefined)('the real data has the level history that its events show', async () => {
  using folder = temporaryFolder();
  await addReadyTable(folder.path, 'level-history');
  const { checks, tables } = openProject(folder.path) ?? {};
  const warehouse = join(folder.path, 'w.duckdb');
  await etl({ data: realData, warehouse, checks, tables });
  await using opened = await openWarehouse(warehouse);
  const events = await opened.query(
    `select ts, user_id as "userId", session_id as "sessionId", item_in_session as "itemInSession", page, level
    from staging_events`,
  );
  const { rows } = await opened.query('select * from level_history order by user_id, valid_from');
  const expected = levelHistory(events.rows as unknown as readonly LogEvent[]);
  expect(rows.map(comparable)).toEqual(expected);
  expect(expected.length).toBeGreaterThan(97);
});

test('a ready table is added once, and never over a file that was changed', async () => {
  using folder = temporaryFolder();
  const add = (name: string) => sparkify(['add', 'table', name], { cwd: folder.path });
  const added = await add('level-history');
  expect(added).toMatchObject({ code: 0, stdout: expect.stringContaining('sparkify ask upgrades-by-day') });
  expect(await add('level-history')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('is there already'),
  });
  const path = join(folder.path, 'sparkify/tables/level-history.sql');
  writeFileSync(path, `${readFileSync(path, 'utf8')}-- mine\n`);
  expect(await add('level-history')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('was not changed'),
  });
  expect(readFileSync(path, 'utf8')).toContain('-- mine');
  expect(await add('levels')).toMatchObject({ code: 2, stderr: expect.stringContaining('level-history') });
  expect((await sparkify(['ask'], { cwd: folder.path })).stdout).toContain('upgrades-by-day');
});

/** Times as milliseconds, the rest as it is. */
function comparable(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, comparableValue(value)]));
}

function comparableValue(value: Value): Value {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d \d/.test(value)) return value;
  return Date.parse(`${value.replace(' ', 'T')}Z`);
}

/** By artist, as JavaScript compares texts: the engines' own order is that of a language. */
function sorted(rows: readonly Row[]): readonly Row[] {
  return [...rows].sort((a, b) => (String(a.artist) < String(b.artist) ? -1 : 1));
}
