import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { serveDashboard } from '../../src/dashboard/serve.ts';
import { plainNames } from '../../src/dashboard/url-filters.ts';
import { hostile, loadedWarehouse } from '../dashboard/loaded-warehouse.ts';
import { event } from '../reference/examples.ts';
import { dataFile, lines, sourceFolder } from '../source-folder.ts';
import { chromiumPath, drawn, watchedPage, whySkipped } from './chromium.ts';
import { dashboardInBrowser } from './dashboard-in-browser.ts';
import { figure, rowsOf } from './shown-and-asked.ts';

describe.skipIf(chromiumPath === undefined)(`filters and pages in a browser${whySkipped}`, () => {
  const dashboard = dashboardInBrowser();

  const { open } = dashboard;

  test('a click on a day of the chart filters by it, a drag by several, and the keyboard does both', async () => {
    const { page, complaints } = await open('/?period=all');
    await drawn(page);
    const chart = page.locator('[data-question="plays-over-time"] .chart');
    await chart.locator('canvas').waitFor();
    const box = await chart.boundingBox();
    if (box === null) throw new Error('The chart has no place.');
    await page.mouse.click(box.x + 60, box.y + 150);
    await page.waitForURL(/from=2018-11-01&to=2018-11-01/);
    await drawn(page);
    expect(await figure(page, 'plays')).toBe('3');
    await page.goBack();
    await drawn(page);
    await page.mouse.move(box.x + 60, box.y + 150);
    await page.mouse.down();
    await page.mouse.move(box.x + 160, box.y + 150, { steps: 3 });
    await page.mouse.up();
    await page.waitForURL(/from=2018-11-01&to=2018-11-0[2-4]/);
    await page.goBack();
    await drawn(page);
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForURL(/from=2018-11-01&to=2018-11-02/);
    expect(complaints).toEqual([]);
  });

  test('a click on a song filters by this song alone, not by those with its title in theirs', async () => {
    const { page } = await open('/?period=all');
    await drawn(page);
    const row = page.locator('[data-question="top-songs"] button.ranking-row', { hasText: /^Up/ });
    await row.click();
    await page.waitForURL(/song=Up&artist=Kid/);
    await drawn(page);
    expect(await row.getAttribute('aria-pressed')).toBe('true');
    await row.click();
    await page.waitForURL((url) => !url.search.includes('song'));
  });

  test.each([
    [
      'from=2018-11-30&to=2018-11-01',
      'From (Nov 30, 2018) is after To (Nov 1, 2018): no day is between them.',
    ],
    ['from=yesterday', 'From should be a day such as 2018-11-30, but is “yesterday”.'],
    ['listener=Ana', 'Listener should be a suggested name or a number, but is “Ana”.'],
    ['session=Ana', 'Session should be a number, but is “Ana”.'],
  ])('%s is explained once, in plain words', async (query, message) => {
    const { page } = await open(`/?${query}`);
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').allTextContents()).toEqual([message]);
  });

  test.each(['level=gold', 'artist=Kid+Cubi', 'exclude.song=Nothing', 'level=free&song=Up&song=Upp'])(
    'a value that no play has is explained once, with those that are: %s',
    async (query) => {
      const { page, complaints } = await open(`/?${query}`);
      await page.getByRole('alert').first().waitFor();
      await page.waitForTimeout(200); // for answers of cards, if any had asked
      expect(await page.getByRole('alert').count()).toBe(1);
      expect(complaints.length, 'refused requests').toBe(1);
      expect(await page.getByRole('alert').textContent()).toMatch(/No play has the .* are /);
    },
  );

  test('a row is excluded by mouse and keyboard, several of one ranking too, and a chip brings it back', async () => {
    const { page, complaints } = await open('/?period=all');
    await drawn(page);
    const songs = page.locator('[data-question="top-songs"] li');
    const all = await songs.count();
    await songs.filter({ hasText: 'Unheard' }).hover();
    await page.getByRole('button', { name: 'Exclude Unheard' }).click();
    await page.waitForURL(/exclude\.song=Unheard/);
    await drawn(page);
    await expect.poll(() => songs.count()).toBe(all - 1);
    await songs.filter({ hasText: /^Up/ }).getByRole('button', { name: /^Up/ }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/exclude\.song=Unheard&exclude\.song=Up/);
    await drawn(page);
    await expect.poll(() => songs.count()).toBe(all - 2);
    expect(await figure(page, 'plays')).toBe(
      String(
        (
          await rowsOf(
            dashboard.warehouse,
            'key-figures',
            '--exclude',
            'song=Unheard',
            '--exclude',
            'song=Up',
          )
        )[0]?.plays,
      ),
    );
    await page.getByRole('button', { name: 'Remove Not song Unheard' }).click();
    await page.waitForURL((url) => url.searchParams.getAll('exclude.song').join() === 'Up');
    expect(complaints).toEqual([]);
  });

  test('browsers and systems filter by a click on their row, and by the filters that are asked for less often', async () => {
    const { page } = await open('/?period=all');
    await drawn(page);
    await page.getByText('More filters').click();
    await tick(page, 'Gender', 'F');
    await page.waitForURL(/gender=F/);
    await page.locator('[data-question="browsers"] button.ranking-row').first().click();
    await page.waitForURL(/gender=F&browser=/);
    await drawn(page);
    const browser = new URL(page.url()).searchParams.get('browser') ?? '';
    const [asked] = await rowsOf(dashboard.warehouse, 'key-figures', '--browser', browser, '--gender', 'F');
    expect(await figure(page, 'plays')).toBe(String(asked?.plays));
  });

  test('several values of a filter: ticked, typed, or in the address; a play has one of them', async () => {
    const { page, complaints } = await open('/?period=all');
    await drawn(page);
    await tick(page, 'Level', 'free');
    await page.waitForURL(/level=free/);
    await tick(page, 'Level', 'paid');
    await page.waitForURL(/level=free&level=paid/);
    const all = await rowsOf(dashboard.warehouse, 'key-figures');
    await drawn(page);
    expect(await figure(page, 'plays')).toBe(String(all[0]?.plays));
    await page.getByRole('button', { name: 'Remove or paid' }).click();
    await page.waitForURL((url) => url.searchParams.getAll('level').join() === 'free');
    await page.getByText('More filters').click();
    const songs = page.getByRole('combobox', { name: 'Song', exact: true });
    for (const song of ['Up', 'Unheard']) {
      await songs.fill(song);
      await songs.press('Enter');
      await page.waitForURL((url) => url.searchParams.getAll('song').includes(song));
      expect(await songs.inputValue()).toBe('');
    }
    await page.getByText('or Unheard').waitFor();
    await drawn(page);
    const flags = ['--level', 'free', '--song', 'Up', '--song', 'Unheard'];
    const [asked] = await rowsOf(dashboard.warehouse, 'key-figures', ...flags);
    expect(await figure(page, 'plays')).toBe(String(asked?.plays));
    await page.locator('[data-question="top-songs"]').getByRole('button', { name: 'Info' }).click();
    await page.getByRole('dialog').getByText('--level free --song Up --song Unheard').waitFor();
    await page.keyboard.press('Escape');
    await page.goBack();
    await page.waitForURL((url) => url.searchParams.getAll('song').join() === 'Up');
    expect(complaints).toEqual([]);
  });

  test('every filter of an address has an input, and its chip turns it into the opposite', async () => {
    const { page, complaints } = await open('/?period=all');
    await drawn(page);
    await page.getByText('More filters').click();
    for (const name of plainNames)
      expect(await page.locator(`#${name}:visible, #filter-${name}:visible`).count(), name).toBe(1);
    const enter = async (name: string, typed: string) => {
      await page.locator(`#filter-${name}`).fill(typed);
      await page.locator(`#filter-${name}`).press('Enter');
    };
    await page.locator('#filter-listener').focus();
    await page.locator('#filter-listener-values option').first().waitFor({ state: 'attached' });
    await enter('listener', 'ana bell');
    await page.waitForURL(/listener=7/);
    await enter('session', '5');
    await enter('search', 'up');
    await enter('search', 'heard');
    await page.waitForURL(/search=up&search=heard&listener=7&session=5/);
    await drawn(page);
    const flags = ['--search', 'up', '--search', 'heard', '--listener', '7', '--session', '5'];
    const plays = async (...asked: readonly string[]) =>
      String((await rowsOf(dashboard.warehouse, 'key-figures', ...asked))[0]?.plays);
    expect(await figure(page, 'plays')).toBe(await plays(...flags));
    await page.goto(new URL('/?period=all&listener=7', page.url()).href);
    await page.getByRole('button', { name: 'Exclude Ana Bell' }).first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\?period=all&exclude\.listener=7$/);
    await drawn(page);
    expect(await figure(page, 'plays')).toBe(await plays('--exclude', 'listener=7'));
    await page.getByRole('button', { name: 'Include only Ana Bell' }).click();
    await page.waitForURL(/\?period=all&listener=7$/);
    expect(complaints).toEqual([]);
  });

  test('on the pages about a subject its chip cannot be turned, and no column repeats it', async () => {
    const { page } = await open('/session?session=5&listener=7&period=all');
    await drawn(page);
    expect(await page.locator('.chip').count()).toBe(2);
    expect(await page.locator('#clear').count(), 'nothing to clear').toBe(0);
    expect(
      await page
        .locator('.chip')
        .getByRole('button', { name: /^Exclude/ })
        .count(),
    ).toBe(0);
    const heads = await page.locator('[data-question="session"] thead th').allTextContents();
    expect(heads).toEqual(['Time (UTC)', 'song', 'artist', 'level']);
  });

  test('the sign at the end of a row of a table excludes a value of the row, by the keyboard too', async () => {
    const { page, complaints } = await open('/?period=all');
    await drawn(page);
    const rows = page.locator('[data-question="latest-plays"] tbody tr');
    const all = await rows.count();
    await rows.filter({ hasText: 'Unheard' }).getByRole('button', { name: 'Exclude a value' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Song Unheard' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/exclude\.song=Unheard/);
    await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(all - 1);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('button', { name: 'Remove Not song Unheard' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test.each(['from=0001-01-01&to=9999-12-31', 'to=9999-12-31', 'from=9999-12-31'])(
    'far days are no error: %s',
    async (query) => {
      const { page, complaints } = await open(`/?${query}`);
      await drawn(page);
      expect(await page.getByRole('alert').count()).toBe(0);
      expect(complaints).toEqual([]);
    },
  );

  test('a part of a location is enough, the chip of a listener shows the name, and links keep the filters', async () => {
    const { page } = await open('/?period=all&location=pari&listener=7');
    await drawn(page);
    expect(Number(await figure(page, 'plays'))).toBe(3);
    const [listener] = await rowsOf(dashboard.warehouse, 'listener', '--listener', '7');
    await page.locator('.chip', { hasText: String(listener?.user_name) }).waitFor();
    await page.locator('nav').getByRole('link', { name: 'Data' }).click();
    await page.getByRole('heading', { name: 'Row counts' }).waitFor();
    await page.locator('nav').getByRole('link', { name: 'Overview' }).click();
    await drawn(page);
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      period: 'all',
      location: 'pari',
      listener: '7',
    });
  });

  test('songs that are not in the song data have the names of the log, and a strip leads to the reasons', async () => {
    const { page } = await open('/?period=all');
    await drawn(page);
    const songs = page.locator('[data-question="top-songs"]');
    await songs.getByText('Unheard').first().waitFor();
    expect(await songs.locator('li', { hasText: 'Unheard' }).textContent()).toContain('not in the song data');
    expect(await songs.locator('li', { hasText: hostile.song }).textContent()).not.toContain(
      'not in the song',
    );
    await page.getByRole('link', { name: 'Why plays found no song' }).click();
    await page.getByRole('heading', { name: 'Plays without a song' }).waitFor();
  });

  test('as many days before are asked for where the data reach back so far, and only there', async () => {
    const asked: string[] = [];
    const { page } = await open('/data');
    page.on('request', (request) => request.url().includes('plays-over-time') && asked.push(request.url()));
    for (const query of ['?from=2018-11-01&to=2018-11-01', '?from=2018-11-02&to=2018-11-02']) {
      await page.goto(new URL(`/${query}`, dashboard.served.url).href);
      await drawn(page);
      await page.locator('canvas').first().waitFor();
    }
    expect(asked.map((url) => new URL(url).searchParams.get('from'))).toEqual([
      '2018-11-01',
      '2018-11-02',
      '2018-11-01',
    ]);
  });

  test('page events follow the grain, and what has a sum is compared with the days before', async () => {
    const asked: URL[] = [];
    const { page, complaints } = await open('/data');
    page.on('request', (request) => asked.push(new URL(request.url())));
    const daysOf = (question: string) =>
      asked
        .filter(({ pathname }) => pathname === `/api/questions/${question}`)
        .map(({ searchParams }) => `${searchParams.get('from')} ${searchParams.get('grain')}`)
        .sort();
    for (const [path, question] of [
      ['/retention', 'new-and-returning'],
      ['/', 'listening-over-time'],
      ['/', 'level-changes'],
    ] as const) {
      await page.goto(new URL(`${path}?from=2018-11-02&to=2018-11-02&grain=week`, page.url()).href);
      await expect
        .poll(() => daysOf(question), { timeout: 20_000 })
        .toEqual(['2018-11-01 week', '2018-11-02 week']);
      await drawn(page);
    }
    for (const question of ['page-events', 'churn']) expect(daysOf(question)).toEqual(['2018-11-02 week']);
    const listening = page.locator('[data-question="listening-over-time"]');
    await listening.getByRole('button', { name: 'Sessions', exact: true }).click();
    await listening.getByRole('img', { name: 'Listening by week: sessions 1' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('thumbs and the events of one page have lines of the days before, of those down as well', async () => {
    const noon = Date.UTC(2018, 10, 1, 12);
    const each = [0, 1, 2, 3].flatMap((days) => {
      const at = (page: string, item: number) =>
        event({ page, ts: noon + days * 86_400_000 + item, itemInSession: 10 * days + item });
      return [at('NextSong', 0), at('Thumbs Up', 1), at('Thumbs Down', 2), at('Help', 3), at('Help', 4)];
    });
    await using own = await loadedWarehouse(sourceFolder([dataFile('logs', 'all.json', lines(each))]));
    await using served = await serveDashboard({ openWarehouse: own.open });
    const { page, complaints } = await watchedPage(dashboard.browser, served.url);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${served.url}retention?from=2018-11-03&to=2018-11-04`);
    await drawn(page);
    for (const question of ['thumbs', 'page-events'])
      await expect
        .poll(() => asked.some((url) => url.includes(`/${question}?`) && url.includes('from=2018-11-01')))
        .toBe(true);
    const events = page.locator('[data-question="page-events"]');
    await events.getByLabel(/^Help by day: free 4/).waitFor();
    await events.getByRole('combobox', { name: 'Page' }).selectOption('Thumbs Down');
    await events.getByLabel(/^Thumbs Down by day: free 2/).waitFor();
    await page
      .locator('[data-question="thumbs"]')
      .getByLabel(/^Thumbs up and down by day: up 2, down 2/)
      .waitFor();
    expect(complaints).toEqual([]);
  });

  test('the page Retention shows page events, says what it lacks, and which filters do not apply', async () => {
    const { page, complaints } = await open('/?period=all&artist=Kid+Cudi');
    await drawn(page);
    await page.locator('nav').getByRole('link', { name: 'Retention' }).click();
    await page.getByRole('heading', { level: 1, name: 'Retention' }).waitFor();
    await drawn(page);
    const funnel = page.locator('[data-question="funnel"]');
    const [seen] = await rowsOf(dashboard.warehouse, 'funnel');
    expect(seen).toEqual({ path: 'upgrade', step: 'Seen', users: 2, share_percent: null });
    expect(await funnel.locator('li').count()).toBe(9);
    expect(await funnel.locator('li').first().textContent()).toContain('Seen2 users');
    expect(await funnel.textContent()).toContain('the filter by artist does not apply');
    expect(await page.locator('[data-question="retention"]').textContent()).not.toContain('does not apply');
    expect(await page.locator('[data-question="thumbs"]').textContent()).toContain(
      'No event of the pages Thumbs Up and Thumbs Down for these filters.',
    );
    await page.locator('[data-question="churn"]').getByText('Nobody cancelled or downgraded.').waitFor();
    expect(complaints).toEqual([]);
  });

  test('names lead to the pages of listener, session, song, artist and place', async () => {
    const { page, complaints } = await open('/?period=all');
    await drawn(page);
    const latest = page.locator('[data-question="latest-plays"] tbody tr').last();
    for (const [column, path, heading] of [
      [1, '/listener', 'Listener Ana Bell'],
      [3, '/song', 'Song Up · Kid Cudi'],
      [4, '/artist', 'Artist Kid Cudi'],
      [5, '/place', 'Place Paris'],
      [6, '/session', 'Session 5 · Ana Bell'],
    ] as const) {
      await latest.locator('td').nth(column).getByRole('link').click();
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await drawn(page);
      expect(new URL(page.url()).pathname).toBe(path);
      expect(await page.locator('.problem').count()).toBe(0);
      await page.goBack();
      await drawn(page);
    }
    expect(complaints).toEqual([]);
  });
});

/** Ticks a value of a filter that has few of them. */
async function tick(page: Page, filter: string, value: string): Promise<void> {
  const summary = page.locator(`#${filter.toLowerCase()}`);
  await summary.click();
  await page.getByRole('group', { name: filter }).getByRole('checkbox', { name: value }).check();
  await page.keyboard.press('Escape');
}
