import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { serveDashboard } from '../../src/dashboard/serve.ts';
import { hostile, loadedWarehouse } from '../dashboard/loaded-warehouse.ts';
import { chromiumPath, drawn, watchedPage, whySkipped } from './chromium.ts';
import { dashboardInBrowser } from './dashboard-in-browser.ts';
import { figure, rowsOf } from './shown-and-asked.ts';

describe.skipIf(chromiumPath === undefined)(`the dashboard in a browser${whySkipped}`, () => {
  const dashboard = dashboardInBrowser();

  async function open(path: string, options = {}) {
    const watched = await dashboard.open(path, options);
    await drawn(watched.page);
    return watched;
  }

  for (const width of [375, 1440]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`every page is drawn at ${width} px in ${colorScheme} colours, without a complaint, and fits`, async () => {
        for (const path of ['/', '/?period=all', '/data', '/model', '/sql']) {
          const { page, complaints } = await open(path, { colorScheme, viewport: { width, height: 800 } });
          await page.waitForTimeout(200);
          expect(complaints, path).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(
            width,
          );
          expect(await page.locator('.problem').count(), path).toBe(0);
          const canvas = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
          expect(canvas).toBe(colorScheme === 'dark' ? 'rgb(14, 19, 26)' : 'rgb(244, 246, 248)');
          await page.context().close();
        }
      });
    }
  }

  test('the numbers on the page are those of ask --json, with filters and without', async () => {
    for (const [query, flags] of [
      ['period=all', []],
      ['from=2018-11-01&to=2018-11-02', ['--from', '2018-11-01', '--to', '2018-11-02']],
      ['period=all&level=paid', ['--level', 'paid']],
      ['period=all&search=up&listener=7', ['--search', 'up', '--listener', '7']],
    ] as const) {
      const { page } = await open(`/?${query}`);
      const [figures] = await rowsOf(dashboard.warehouse, 'key-figures', ...flags);
      const [listening] = await rowsOf(dashboard.warehouse, 'listening-time', ...flags);
      for (const [name, value] of Object.entries({ ...figures, hours: listening?.hours })) {
        if (name !== 'matched') expect(await figure(page, name), `${query} ${name}`).toBe(String(value));
      }
      for (const question of ['top-songs', 'plays-over-time', 'retention', 'session-lengths'] as const) {
        const card = page.locator(`[data-question="${question}"]`);
        await card.getByRole('button', { name: 'as a table' }).click();
        const cells = await card
          .locator('tbody tr')
          .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
        const expected = (await rowsOf(dashboard.warehouse, question, ...flags)).map((row) =>
          Object.values(row).map(String),
        );
        expect(cells, `${query} ${question}`).toEqual(expected);
      }
      await page.context().close();
    }
  });

  test('a click on a song, a place or a listener filters by it, the address keeps it, and a click lets it go', async () => {
    const { page, complaints } = await open('/?period=all');
    await page.locator('[data-question="top-locations"] button.ranking-row').first().click();
    await drawn(page);
    expect(new URL(page.url()).searchParams.get('location')).toBe('Paris');
    expect(await figure(page, 'plays')).toBe('5');
    await page.reload();
    await drawn(page);
    expect(await figure(page, 'plays')).toBe('5');
    await page.locator('[data-question="most-active-users"] button.ranking-row').nth(1).click();
    await drawn(page);
    expect(new URL(page.url()).searchParams.get('listener')).toBe('8');
    await page.getByRole('button', { name: /Remove Location/ }).click();
    await drawn(page);
    expect(await figure(page, 'plays')).toBe('3');
    await page.goBack();
    await expect.poll(() => figure(page, 'plays')).toBe('2');
    await page.getByRole('button', { name: 'Clear' }).click();
    await drawn(page);
    expect(await figure(page, 'plays')).toBe('6');
    expect(complaints).toEqual([]);
  });

  test('the fields of the filter bar filter', async () => {
    const { page } = await open('/');
    await page.locator('#level').click();
    await page.getByRole('checkbox', { name: 'paid' }).check();
    await drawn(page);
    await page.getByRole('searchbox', { name: 'Song or artist' }).fill('up');
    await page.getByRole('searchbox', { name: 'Song or artist' }).press('Enter');
    await drawn(page);
    await page.locator('#from').fill('2018-11-05');
    await page.locator('#from').blur();
    await page.waitForURL(/from=2018-11-05/);
    await drawn(page);
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject({
      level: 'paid',
      search: 'up',
      from: '2018-11-05',
    });
    expect(await figure(page, 'plays')).toBe('1');
  });

  test('texts of the data stay texts, on every page', async () => {
    for (const path of [
      '/?period=all',
      `/?period=all&search=${encodeURIComponent(hostile.song)}`,
      '/data',
      '/model',
      `/sql?sql=${encodeURIComponent(hostile.song)}`,
    ]) {
      const { page, complaints } = await open(path);
      await page.waitForTimeout(200);
      expect(await page.title(), path).toMatch(/Sparkify$/);
      expect(await page.locator('img[src="x"], main script, main b').count(), path).toBe(0);
      expect(complaints, path).toEqual([]);
      await page.context().close();
    }
    const { page } = await open('/?period=all');
    expect(await page.locator('[data-question="top-songs"]').textContent()).toContain(hostile.song);
    expect(await page.locator('[data-question="top-locations"]').textContent()).toContain(hostile.location);
  });

  test('a play leads back to its line', async () => {
    const { page, complaints } = await open('/?period=all');
    await page
      .getByTitle(/^Lineage of the play/)
      .last()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('2018-11-01.json').first().waitFor();
    expect(await dialog.textContent()).toContain('"itemInSession": 0');
    expect(complaints).toEqual([]);
  });

  test('every control and every chart has a name for those who do not see it', async () => {
    for (const path of ['/?period=all', '/data', '/model', '/sql']) {
      const { page } = await open(path);
      const nameless = await page.evaluate(() =>
        [...document.querySelectorAll('button, input, select, a, canvas')]
          .filter((element) => {
            const host =
              element.tagName === 'CANVAS' ? element.closest('[role="img"], [role="application"]') : element;
            const labels = 'labels' in element ? ((element.labels as NodeList | null)?.length ?? 0) : 0;
            return !host?.getAttribute('aria-label') && !host?.textContent?.trim() && labels === 0;
          })
          .map((element) => element.outerHTML.slice(0, 100)),
      );
      expect(nameless, path).toEqual([]);
      await page.context().close();
    }
  });

  test('SQL is completed, run, drawn, saved and, if it is wrong, marked', async () => {
    const { page, complaints } = await open('/sql');
    const editor = page.getByRole('textbox', { name: 'SQL statement' });
    await editor.click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('select * from songpl');
    await page.locator('.cm-tooltip-autocomplete').getByText('songplays').waitFor();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('select level, count(*) as plays from songplays group by level order by level ');
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.locator('#result-summary', { hasText: '2 rows' }).waitFor();
    expect(await page.locator('.sql-result tbody tr').allTextContents()).toEqual(['free4', 'paid2']);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toBe('level,plays\r\nfree,4\r\npaid,2\r\n');
    await page.getByRole('button', { name: 'Chart' }).click();
    await page.locator('.sql-result canvas').waitFor();
    expect(complaints).toEqual([]);
    await editor.click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('select nothing from songplays ');
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.getByText('Line 1, column 8.').waitFor();
    expect(await page.locator('.cm-lintRange-error').textContent()).toBe('nothing');
  });

  test('the page shows a run that was published while it is open', async () => {
    await using own = await loadedWarehouse();
    await using ownServed = await serveDashboard({ openWarehouse: own.open });
    const { page } = await watchedPage(dashboard.browser, ownServed.url);
    await page.goto(`${ownServed.url}?period=all`);
    await drawn(page);
    expect(await figure(page, 'plays')).toBe('6');
    own.source.write([
      {
        location: 'log_data/more.json',
        bytes: JSON.stringify({
          ...JSON.parse(
            readFileSync(`${own.source.path}/log_data/2018-11-01.json`, 'utf8').split('\n')[0] ?? '',
          ),
          sessionId: 99,
        }),
      },
    ]);
    await own.loadAgain();
    await page.locator('[data-figure="plays"] [data-value="7"]').waitFor();
    expect(await page.locator('#announcement').textContent()).toContain('Run 2 was published');
  });

  test('a run that is published applies no half-typed text, and a table stays a table', async () => {
    await using own = await loadedWarehouse();
    await using ownServed = await serveDashboard({ openWarehouse: own.open });
    const { page } = await watchedPage(dashboard.browser, ownServed.url);
    await page.goto(`${ownServed.url}?period=all`);
    await drawn(page);
    await page.locator('[data-question="top-songs"] .as-table').click();
    await page.getByRole('searchbox', { name: 'Song or artist' }).pressSequentially('half');
    own.source.write([{ location: 'log_data/more.json', bytes: '\n' }]);
    await own.loadAgain();
    await page.waitForTimeout(6000);
    expect(new URL(page.url()).search).toBe('?period=all');
    expect(await page.locator('#filter-search').inputValue()).toBe('half');
    await page.locator('#filter-search').fill('');
    await page.locator('#filter-search').blur();
    await page.getByText('Run 2 was published').waitFor({ state: 'attached' });
    await drawn(page);
    await page.locator('[data-question="top-songs"] table').waitFor();
  });

  test('the page recovers when the server is started again', async () => {
    await using own = await loadedWarehouse();
    // A port that no other dashboard is given while this one is stopped.
    const first = await serveDashboard({ openWarehouse: own.open, port: 0 });
    const { page } = await watchedPage(dashboard.browser, first.url);
    await page.goto(first.url);
    await drawn(page);
    const { port } = new URL(first.url);
    await first[Symbol.asyncDispose]();
    await page.getByRole('button', { name: '7 days' }).click();
    await page.getByText('The dashboard does not answer').first().waitFor();
    const songs = page.locator('[data-question="top-songs"]');
    await songs.locator('summary').click();
    await songs.getByRole('button', { name: 'Copy SQL' }).click();
    await page.getByRole('dialog').getByText('The dashboard does not answer').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('nav').getByRole('link', { name: 'Model' }).click();
    await page.getByText('The dashboard does not answer').waitFor();
    await using _ = await serveDashboard({ openWarehouse: own.open, port: Number(port) });
    await page.getByRole('heading', { name: 'Star schema' }).waitFor({ timeout: 15_000 });
    await page.goBack();
    await page.locator('[data-figure="plays"] [data-value]').waitFor({ timeout: 15_000 });
    expect(await page.locator('.problem').count()).toBe(0);
  });
});
