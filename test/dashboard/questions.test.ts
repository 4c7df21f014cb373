import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../../src/ask/ask.ts';
import type { Filters } from '../../src/ask/filters.ts';
import { listQuestions } from '../../src/ask/questions.ts';
import { createDashboard } from '../../src/dashboard/dashboard.ts';
import type { Warehouse } from '../../src/warehouse/warehouse.ts';
import { getJson, type Refusal } from './get-json.ts';
import { hostile, type LoadedWarehouse, loadedWarehouse } from './loaded-warehouse.ts';

let warehouse: LoadedWarehouse;
let opened: Warehouse;
beforeAll(async () => {
  warehouse = await loadedWarehouse();
  opened = await warehouse.open();
});
afterAll(async () => {
  await opened[Symbol.asyncDispose]();
  await warehouse[Symbol.asyncDispose]();
});

/** A dashboard that has answered nothing yet. */
const dashboard = () => createDashboard({ openWarehouse: () => opened.another() });

const everyFilter = { from: '2018-11-02', level: 'free', location: 'Paris', search: 'up', listener: '8' };
const filters: readonly Filters[] = [
  {},
  { from: '2018-11-02' },
  { to: '2018-11-01' },
  { from: '2018-11-01', to: '2018-11-02' },
  { level: 'paid' },
  { location: 'Paris' },
  { location: hostile.location },
  { search: 'uP' },
  { search: 'kid cudi' },
  { search: 'unheard' },
  { search: 'NOBODY' },
  { search: hostile.song.slice(1, 9).toUpperCase() },
  { search: "'; drop table songplays; --" },
  { listener: '8' },
  everyFilter,
  { exclude: { listener: ['8'] } },
  { exclude: { song: ['Unheard', hostile.song], location: [hostile.location] } },
  { exclude: { search: ['up'], level: ['paid'] } },
];

describe('the questions', () => {
  test.each(listQuestions().map(({ name }) => name))(
    '%s: the dashboard shows what ask prints',
    async (name) => {
      const app = dashboard();
      for (const filter of [{}, { location: hostile.location }, everyFilter]) {
        const query = new URLSearchParams(Object.entries(filter));
        const response = await app.request(`http://127.0.0.1/api/questions/${name}?${query}`, {
          headers: { host: '127.0.0.1' },
        });
        const { columns, rows } = await ask(opened, name, filter);
        expect(await response.json()).toMatchObject({ question: name, columns, rows });
      }
    },
  );

  test('the filters leave the plays that they name', async () => {
    const plays = async (filter: Filters) => (await ask(opened, 'key-figures', filter)).rows[0]?.plays;
    expect(await Promise.all(filters.map(plays))).toEqual([
      6, 3, 3, 5, 2, 5, 1, 4, 4, 1, 1, 1, 0, 3, 1, 3, 3, 2,
    ]);
  });

  test('listening time counts a play that was logged twice once, and plays without a song', async () => {
    const hours = async (filter: Filters) => (await ask(opened, 'listening-time', filter)).rows[0];
    expect(await hours({})).toEqual({ hours: Math.round(((200 * 5 + 99.5) / 3600) * 10) / 10, plays: 6 });
    expect(await hours({ from: '2018-11-01', to: '2018-11-01' })).toMatchObject({ plays: 3 });
    expect(await hours({ search: 'up' })).toMatchObject({ plays: 4 });
    expect(await hours({ search: 'unheard' })).toMatchObject({ plays: 1 });
  });

  test('a listener who went from free to paid is one upgrade, in the week of the first paid play', async () => {
    const { rows } = await ask(opened, 'level-changes');
    expect(rows.filter(({ upgrades, downgrades }) => Number(upgrades) + Number(downgrades) > 0)).toEqual([
      { week: '2018-10-29', upgrades: 1, downgrades: 0, incomplete: true },
    ]);
  });

  test('retention shows who came back', async () => {
    expect((await ask(opened, 'retention')).rows).toEqual([
      { first_week: '2018-10-29', weeks_later: 0, listeners: 2 },
      { first_week: '2018-10-29', weeks_later: 1, listeners: 1 },
    ]);
    expect((await ask(opened, 'new-and-returning', { from: '2018-11-05' })).rows).toEqual([
      { week: '2018-11-05', new_listeners: 0, returning_listeners: 1, incomplete: true },
    ]);
  });

  test('the address excludes values, several of one filter too', async () => {
    const app = dashboard();
    const query = new URLSearchParams([
      ['exclude.song', 'Unheard'],
      ['exclude.song', hostile.song],
      ['exclude.level', 'free'],
    ]);
    const { body } = await getJson<{ rows: unknown }>(app, `questions/top-songs?${query}`);
    const exclude = { song: ['Unheard', hostile.song], level: ['free'] };
    expect(body.rows).toEqual((await ask(opened, 'top-songs', { exclude })).rows);
  });

  test.each(['artist=Kid+Cubi', 'exclude.artist=Kid+Cubi', 'level=gold'])(
    'a value that no play has is found once for all questions, and refused by each: %s',
    async (query) => {
      const app = dashboard();
      for (const path of [`filters?${query}`, `questions/top-songs?${query}`])
        expect((await getJson<Refusal>(app, path)).body.error).toMatchObject({ code: 'SPK-712' });
    },
  );

  test.each(['from=yesterday', 'to=2018-11-31', 'from=2018-11-02&to=2018-11-01', 'listener=Ana', 'limit=-1'])(
    'a filter that none can meet is an error that says so: %s',
    async (query) => {
      const app = dashboard();
      const response = await app.request(`http://127.0.0.1/api/questions/top-songs?${query}`, {
        headers: { host: '127.0.0.1' },
      });
      expect(response.status).toBe(400);
      expect(((await response.json()) as Refusal).error.message).toMatch(/should be|is after/);
    },
  );
});
