import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DataError } from '../../src/errors.ts';
import { type CheckResult, check, checkAll, runChecks } from '../../src/load/checks.ts';
import { splitPeriod } from '../../src/load/split-period.ts';
import { readSqlFolder, readStatement, type Statement } from '../../src/sql.ts';
import type { Parameters, Warehouse } from '../../src/warehouse/warehouse.ts';
import { engines } from '../engines.ts';
import { loadedPipeline, type Pipeline } from '../pipeline.ts';
import { event, events, song } from '../reference/examples.ts';
import { dataFile, lines, smallSource } from '../source-folder.ts';

interface Breakage {
  /** What is done to what was published. */
  readonly sql: string;
  /** The check that it is about, and others that it cannot but fail as well. */
  readonly fails: readonly string[];
  /** A bad row that the first check shows. */
  readonly badRow: Readonly<Record<string, unknown>>;
}

const wrongTime = (set: string): Breakage => ({
  sql: `update "time" set ${set} where day = 2`,
  fails: ['time-parts-agree'],
  badRow: { start_time: '2018-11-02 21:01:46.796' },
});

const breakages: readonly Breakage[] = [
  {
    sql: `delete from artists where artist_id = 'A1'`,
    fails: ['artist-of-play-exists', 'artist-of-song-exists'],
    badRow: { artist_id: 'A1' },
  },
  {
    sql: `update songs set artist_id = 'A9' where song_id = 'S2'`,
    fails: ['artist-of-song-exists'],
    badRow: { song_id: 'S2', artist_id: 'A9' },
  },
  ...[
    'staged = staged + 1',
    'records = records + 1',
    'bytes = bytes + 1',
    'between_bytes = 0',
    'rejected = 1',
  ].map((set) => ({
    sql: `update etl.files set ${set} where location like '%11-02-events.json'`,
    fails: ['row-counts-reconcile'],
    badRow: { location: expect.stringMatching(/2018-11-02-events\.json$/) },
  })),
  {
    sql: `delete from staging_events where page = 'Home'`,
    fails: ['row-counts-reconcile'],
    badRow: { staged: 3, staged_rows: 2 },
  },
  {
    sql: `update songs set artist_id = null where song_id = 'S2'`,
    fails: ['ids-are-filled', 'artist-of-song-exists'],
    badRow: { table_name: 'songs', id: 'S2' },
  },
  {
    sql: `insert into users (first_name, level) values ('No', 'free')`,
    fails: ['ids-are-filled', 'user-has-event'],
    badRow: { table_name: 'users', id: null },
  },
  {
    sql: `insert into artists (name) values ('Nobody')`,
    fails: ['ids-are-filled'],
    badRow: { table_name: 'artists', id: null },
  },
  {
    sql: `update songplays set songplay_id = null where song_id is null`,
    fails: ['ids-are-filled'],
    badRow: { table_name: 'songplays', id: null },
  },
  {
    sql: `update songplays set song_id = 'S2', artist_id = 'A2' where user_id = 8`,
    fails: ['match-has-candidate'],
    badRow: { song_id: 'S2', artist_id: 'A2' },
  },
  {
    sql: `insert into artists select * from artists where artist_id = 'A2'`,
    fails: ['one-row-per-artist'],
    badRow: { artist_id: 'A2', rows_found: 2 },
  },
  {
    sql: `insert into songplays select * from songplays where user_id = 8`,
    fails: ['one-row-per-play', 'plays-equal-events'],
    badRow: { rows_found: 2 },
  },
  {
    sql: `update songplays set songplay_id = '${'a'.repeat(32)}'`,
    fails: ['one-row-per-play'],
    badRow: { songplay_id: 'a'.repeat(32) },
  },
  {
    sql: `insert into songs select * from songs where song_id = 'S2'`,
    fails: ['one-row-per-song'],
    badRow: { song_id: 'S2', rows_found: 2 },
  },
  {
    sql: 'insert into time select * from time where day = 2',
    fails: ['one-row-per-start-time'],
    badRow: { start_time: '2018-11-02 21:01:46.796', rows_found: 2 },
  },
  {
    sql: 'insert into users select * from users where user_id = 8',
    fails: ['one-row-per-user'],
    badRow: { user_id: 8, rows_found: 2 },
  },
  {
    sql: `update songplays set song = 'Other' where song_id is null`,
    fails: ['play-has-event'],
    badRow: { song: 'Other' },
  },
  {
    sql: 'update songplays set session_id = 99, song = null, artist = null where song_id is null',
    fails: ['play-has-event'],
    badRow: { song: null, artist: null },
  },
  {
    sql: 'delete from songplays where user_id = 8',
    fails: ['plays-equal-events'],
    badRow: { day: '2018-11-02', identities: 1, plays: 0 },
  },
  {
    sql: `insert into staging_events (page, ts, user_id, session_id, item_in_session, level, file_id) values ('NextSong', 1541106, 7, 1, 1, 'free', 3)`,
    fails: ['plays-within-dates', 'row-counts-reconcile', 'plays-equal-events'],
    badRow: { ts: 1541106, user_id: 7 },
  },
  {
    sql: `insert into staging_events (page, ts, user_id, session_id, item_in_session, level, file_id) values ('NextSong', 9541106106796, 7, 1, 1, 'free', 3)`,
    fails: ['plays-within-dates', 'row-counts-reconcile', 'plays-equal-events'],
    badRow: { ts: 9541106106796 },
  },
  {
    sql: `delete from songs where song_id = 'S1'`,
    fails: ['song-of-play-exists'],
    badRow: { song_id: 'S1' },
  },
  {
    sql: 'delete from time where day = 2',
    fails: ['time-of-play-exists'],
    badRow: { start_time: '2018-11-02 21:01:46.796' },
  },
  ...[
    'hour = 24',
    'hour = 3',
    'weekday = 7',
    'weekday = null',
    'day = 3',
    'week = 1',
    'month = 1',
    'year = 1',
  ].map(wrongTime),
  {
    sql: `insert into users (user_id, first_name, level) values (99, 'Gone', 'free')`,
    fails: ['user-has-event'],
    badRow: { user_id: 99 },
  },
  {
    sql: `update users set level = 'paid' where user_id = 7`,
    fails: ['user-level-is-latest'],
    badRow: { user_id: 7, level: 'paid' },
  },
  {
    sql: 'delete from users where user_id = 8',
    fails: ['user-of-play-exists', 'user-level-is-latest'],
    badRow: { user_id: 8 },
  },
];

for (const engine of engines) {
  describe(`on what ${engine.name} published`, () => {
    let pipeline: Pipeline;
    let warehouse: Warehouse;
    beforeAll(async () => {
      pipeline = await loadedPipeline(engine, smallSource);
      warehouse = await pipeline.connect();
    });
    afterAll(async () => {
      await warehouse[Symbol.asyncDispose]();
      await pipeline[Symbol.asyncDispose]();
    });

    test('every check passes', async () => {
      const results = await check(warehouse);
      expect(results.filter(({ passed }) => !passed)).toEqual([]);
      expect(results.map(({ name }) => name)).toEqual(readSqlFolder('checks').map(({ name }) => name));
    });

    /** The checks that fail after a statement, which is rolled back then. */
    async function failedAfter(sql: string): Promise<readonly CheckResult[]> {
      let failed: readonly CheckResult[] = [];
      const undone = new Error('This was a test.');
      const broken = warehouse.transaction(async () => {
        await warehouse.run(sql);
        failed = (await check(warehouse)).filter(({ passed }) => !passed);
        throw undone;
      });
      await expect(broken).rejects.toBe(undone);
      return failed;
    }

    test.each(breakages)('$fails.0 fails after: $sql', async ({ sql, fails, badRow }) => {
      const failed = await failedAfter(sql);
      expect(failed.map(({ name }) => name)).toEqual([...fails].sort());
      const [first] = fails;
      expect(failed.find(({ name }) => name === first)?.bad_rows).toContainEqual(
        expect.objectContaining(badRow),
      );
    });

    test('the proof by parts of the period finds what is wrong in each of them', async () => {
      const day = 24 * 60 * 60 * 1000;
      const first = 1541106106796;
      const plays = events(12, (item) => ({ ts: first + item * day }));
      await using pipeline = await loadedPipeline(engine, [dataFile('logs', 'plays.json', lines(plays))]);
      await using warehouse = await pipeline.connect();
      const whole = checkAll(new Date());
      const parts = await splitPeriod(warehouse, whole, 3);
      expect(parts).toHaveLength(4);
      expect([parts[0]?.from, parts.at(-1)?.to]).toEqual([whole.from, whole.to]);
      for (const [index, { from }] of parts.slice(1).entries())
        expect(from).toBe(Number(parts[index]?.to) + 1);

      await warehouse.run("update songplays set song = 'Other'");
      const proof = readStatement('proofs/plays.sql');
      for (const part of parts)
        expect(await numbersOf(warehouse, proof, part)).toMatchObject({ 'play-has-event': 3 });
      const results = await runChecks(warehouse, whole);
      expect(results.find(({ name }) => name === 'play-has-event')?.bad_rows).toHaveLength(5);
    });

    test('the proof spares the checks that it is for, also where events are repeated', async () => {
      const played = event({ itemInSession: 1 });
      await using pipeline = await loadedPipeline(engine, [
        dataFile('logs', 'twice.json', lines([played, played, event({ song: null })])),
      ]);
      await using warehouse = await pipeline.connect();
      const found = await numbersOf(warehouse, readStatement('proofs/plays.sql'), checkAll(new Date()));
      expect(Object.values(found)).toEqual([0, 0, 0, 0]);
      expect(readSqlFolder('checks').map(({ name }) => name)).toEqual(
        expect.arrayContaining(Object.keys(found)),
      );
    });

    test('a run over a star that is broken publishes nothing, and shows up to five bad rows', async () => {
      await using pipeline = await loadedPipeline(engine, smallSource);
      await pipeline.change(
        'insert into songs (song_id, title, artist_id, year, duration) select song_id || number, title, artist_id, year, duration from songs cross join (select 0 as number union all select 1 union all select 2 union all select 3) as numbers',
        'insert into songs select * from songs',
      );
      const before = await pipeline.tables();
      pipeline.source.write([dataFile('logs', 'new.json', event({ userId: '9' }))]);
      const error = await pipeline.etl().catch((error: unknown) => error);
      expect(error).toBeInstanceOf(DataError);
      expect(error).toMatchObject({
        message: expect.stringMatching(/^1 of \d+ checks failed: one-row-per-song\.$/),
        exitCode: 1,
      });
      const details = error instanceof DataError ? error.details : [];
      expect(details.filter((detail) => detail.includes('rows_found 2'))).toHaveLength(5);
      expect(details).toContain('Nothing was published.');
      expect(await pipeline.tables()).toEqual(before);
      expect(await pipeline.etl({ rebuild: true })).toMatchObject({ checks: { failed: 0 } });
    });

    test('hold for ids that are empty texts: these are ids like any other', async () => {
      const files = [
        dataFile('logs', 'e.json', event()),
        dataFile('songs', 'x.json', lines([song({ song_id: '' }), song({ artist_id: '' })])),
      ];
      await using pipeline = await loadedPipeline(engine, files);
      await pipeline.expectTables(files);
    });
  });
}

async function numbersOf(
  warehouse: Warehouse,
  proof: Statement,
  parameters: Parameters,
): Promise<Readonly<Record<string, number>>> {
  const [row = {}] = (await warehouse.query(proof, parameters)).rows;
  return Object.fromEntries(Object.entries(row).map(([name, number]) => [name, Number(number)]));
}

test('every check is proven here', () => {
  const proven = new Set(breakages.flatMap(({ fails }) => fails.slice(0, 1)));
  expect([...proven].sort()).toEqual(readSqlFolder('checks').map(({ name }) => name));
});
