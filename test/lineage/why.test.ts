import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { why } from '../../src/lineage/why.ts';
import { type LoadedWarehouse, loadedWarehouse } from '../dashboard/loaded-warehouse.ts';
import { event, events, song } from '../reference/examples.ts';
import { dataFile, lines, sourceFolder } from '../source-folder.ts';

/** For the tests that change nothing. */
let warehouse: LoadedWarehouse;
beforeAll(async () => {
  warehouse = await loadedWarehouse();
});
afterAll(() => warehouse[Symbol.asyncDispose]());

async function playOf(warehouse: LoadedWarehouse, condition: string): Promise<string> {
  await using opened = await warehouse.open();
  const { rows } = await opened.query(`select songplay_id from songplays where ${condition}`);
  expect(rows).toHaveLength(1);
  return String(rows[0]?.songplay_id);
}

async function lineage(warehouse: LoadedWarehouse, condition: string) {
  const play = await playOf(warehouse, condition);
  await using opened = await warehouse.open();
  return await why(opened, play);
}

test('a play leads back to its file, its line and its raw JSON', async () => {
  const { source, event: found } = await lineage(warehouse, 'user_id = 7 and song_id is null');
  expect(source).toMatchObject({
    file: join(warehouse.source.path, 'log_data/2018-11-01.json'),
    line: 2,
    problem: null,
  });
  expect(JSON.parse(source.raw ?? '')).toMatchObject({ song: 'Unheard', itemInSession: 1 });
  expect(found).toMatchObject({ song: 'Unheard', repeats: 0 });
});

test('a play that was logged twice says so', async () => {
  expect((await lineage(warehouse, "user_id = 8 and level = 'free'")).event.repeats).toBe(1);
});

test.each(['plain', 'gzip'] as const)(
  'the line is found in a large file that the engine read by itself (%s)',
  async (kind) => {
    const count = 4000;
    const records = events(count, (item) => ({
      ...{ ts: 1541106106796 + item * 1000, userAgent: 'x'.repeat(100) },
    }));
    const file =
      kind === 'plain'
        ? dataFile('logs', 'large.json', lines(records))
        : dataFile('logs', 'large.json.gz', gzipSync(lines(records)));
    await using warehouse = await loadedWarehouse(sourceFolder([file]));
    if (kind === 'plain') {
      await using opened = await warehouse.open();
      const { rows } = await opened.query('select count(line) as numbered from staging_events');
      expect(rows).toEqual([{ numbered: 0 }]);
    }
    const { source } = await lineage(warehouse, `start_time = epoch_ms(${1541106106796 + 2999 * 1000})`);
    expect(source.line).toBe(3000);
    expect(JSON.parse(source.raw ?? '').itemInSession).toBe(2999);
  },
);

test('a file that is missing or was changed is reported, not guessed', async () => {
  await using warehouse = await loadedWarehouse();
  const file = join(warehouse.source.path, 'log_data/2018-11-01.json');
  writeFileSync(file, '{}\n{}\n{}\n');
  expect((await lineage(warehouse, 'user_id = 7 and song_id is null')).source).toMatchObject({
    raw: null,
    problem: 'The file is no longer the one that was loaded.',
  });
  rmSync(file);
  expect((await lineage(warehouse, 'user_id = 7 and song_id is null')).source.problem).toContain(file);
});

test('the match lists its candidates and why it took one', async () => {
  const { match } = await lineage(warehouse, "user_id = 8 and level = 'free'");
  expect(match.song_id).toBe('S1');
  expect(match.candidates.map(({ song_id, difference, chosen }) => [song_id, difference, chosen])).toEqual([
    ['S1', 0, true],
    ['S0', 60, false],
  ]);
  expect(match.reason).toContain('lasts nearest to the 200 s of the event (0 s apart)');
});

test('of candidates that last as long the least song_id is the reason, and without a length too', async () => {
  const songs = ['S9', 'S5'].map((id) => dataFile('songs', `${id}.json`, song({ song_id: id })));
  await using warehouse = await loadedWarehouse(
    sourceFolder([
      dataFile(
        'logs',
        'events.json',
        lines([event(), event({ itemInSession: 1, length: null, ts: 1541106206796 })]),
      ),
      ...songs,
    ]),
  );
  const tie = await lineage(warehouse, 'start_time = epoch_ms(1541106106796)');
  expect([tie.match.song_id, tie.match.reason]).toEqual([
    'S5',
    expect.stringContaining('least song_id of these'),
  ]);
  const unknown = await lineage(warehouse, 'start_time = epoch_ms(1541106206796)');
  expect([unknown.match.song_id, unknown.match.reason]).toEqual([
    'S5',
    expect.stringContaining('has no length'),
  ]);
});

test('the song that is printed is the song of the play, for every play', async () => {
  await using opened = await warehouse.open();
  const { rows } = await opened.query('select songplay_id, song_id from songplays');
  for (const row of rows)
    expect((await why(opened, String(row.songplay_id))).match.song_id).toBe(row.song_id);
});

test('a play that there is not is an error that says where to find one', async () => {
  await using opened = await warehouse.open();
  await expect(why(opened, 'nothing')).rejects.toThrow('There is no play "nothing".');
});
