import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../src/ask/ask.ts';
import { evidence } from '../../src/ask/evidence.ts';
import { firstPageQuestions, pageEventQuestions } from '../../src/dashboard/first-page.ts';
import { writeReport } from '../../src/dashboard/report.ts';
import { hostile, type LoadedWarehouse, loadedWarehouse } from './loaded-warehouse.ts';

let warehouse: LoadedWarehouse;
beforeAll(async () => {
  warehouse = await loadedWarehouse();
});
afterAll(() => warehouse[Symbol.asyncDispose]());

function dataOf(html: string) {
  const json = /<script type="application\/json" id="report-data">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
  return JSON.parse(json);
}

test('a report holds the numbers that ask prints', async () => {
  await using opened = await warehouse.open();
  const filters = { from: '2018-11-01', to: '2018-11-02', level: 'free' };
  const { answers } = dataOf(await writeReport(opened, filters));
  expect(Object.keys(answers)).toEqual([...firstPageQuestions, ...pageEventQuestions]);
  for (const name of Object.keys(answers)) {
    const isOverTime = answers[name].grain !== null;
    const { rows } = await ask(opened, name, { ...filters, ...(isOverTime && { grain: 'auto' }) });
    expect(answers[name].rows).toEqual(rows);
  }
});

test('a report has the time zone and the grain that are asked for', async () => {
  await using opened = await warehouse.open();
  const time = { timeZone: 'Europe/Berlin', grain: 'hour' };
  const { status, answers } = dataOf(await writeReport(opened, time));
  expect(status.time_zone).toBe('Europe/Berlin');
  expect(answers['plays-over-time'].grain).toBe('hour');
  const { rows } = await ask(opened, 'plays-over-time', time);
  expect(answers['plays-over-time'].rows).toEqual(rows);
  expect(rows[0]?.hour).toBe('2018-11-01 13:00:00');
});

test('a report compares with the days before, if there are any', async () => {
  await using opened = await warehouse.open();
  const { previousAnswers } = dataOf(await writeReport(opened, { from: '2018-11-02', to: '2018-11-02' }));
  expect(previousAnswers['key-figures'].rows[0].plays).toBe(3);
  expect(dataOf(await writeReport(opened, {})).previousAnswers).toEqual({});
});

test('a report is one small file that asks for nothing, and nothing in it ends where it should not', async () => {
  await using opened = await warehouse.open();
  const flags = { config: '/home/ana/dwh.cfg' }; // the command passes all of its own
  const html = await writeReport(opened, { title: hostile.song, ...flags });
  expect(html).not.toContain('/home/ana');
  expect(Buffer.byteLength(html)).toBeLessThan(2_000_000);
  expect(html).not.toContain(hostile.song);
  expect(html).not.toContain(hostile.location);
  expect(html.match(/<script[ >]/g)).toHaveLength(2);
  expect(html.match(/<\/script>/g)).toHaveLength(2);
  expect(html).not.toMatch(/<(link|img|iframe)\b|\bsrc="|@import|url\(http/);
  expect(html).toMatch(/Content-Security-Policy" content="default-src 'none'; script-src 'sha256-/);
  expect(dataOf(html).answers['top-songs'].rows).toContainEqual(
    expect.objectContaining({ song: hostile.song, artist: hostile.artist }),
  );
});

test('a report refuses a filter that none can meet', async () => {
  await using opened = await warehouse.open();
  await expect(writeReport(opened, { from: 'today' })).rejects.toThrow('--from should be a day');
});

test('evidence prints the SQL, the period, the freshness, the plays without a song and the rejected records', async () => {
  await using opened = await warehouse.open();
  const found = await evidence(opened, 'top-songs', { to: '2018-11-02' });
  expect(found).toMatchObject({
    file: 'sql/questions/top-songs.sql',
    parameters: { to: '2018-11-03', limit: 10 },
    period: {
      from: null,
      to: '2018-11-02',
      first_play: '2018-11-01 12:00:00',
      last_play: '2018-11-02 13:00:00',
    },
    freshness: { run_id: 1, warehouse: warehouse.location },
    plays: { total: 5, without_song: 1, percent: 20 },
    rejected: { records: 1, by_reason: [{ data_set: 'logs', code: 'bad_json', records: 1 }] },
  });
  expect((await opened.query(found.sql, found.parameters)).rows).toEqual(
    (await ask(opened, 'top-songs', { to: '2018-11-02' })).rows,
  );
});
