import { describe, expect, test } from 'vitest';
import { chromiumPath, drawn, whySkipped } from './chromium.ts';
import { dashboardInBrowser } from './dashboard-in-browser.ts';
import { figure, rowsOf } from './shown-and-asked.ts';

describe.skipIf(chromiumPath === undefined)(`time on the dashboard in a browser${whySkipped}`, () => {
  const dashboard = dashboardInBrowser();

  async function open(path: string, options = {}) {
    const { page, complaints } = await dashboard.open(path, { timezoneId: 'America/New_York', ...options });
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    await drawn(page);
    return { page, complaints, asked };
  }

  /** What a screen reader says of the first place of a chart. */
  async function firstPlace(page: Awaited<ReturnType<typeof open>>['page']): Promise<string | null> {
    const card = page.locator('[data-question="plays-over-time"]');
    await card.locator('canvas').waitFor();
    await card.locator('.chart').focus();
    await page.keyboard.press('Home');
    return await card.locator('[aria-live]').textContent();
  }

  test('the grain that is chosen is in the address, in every chart over time, and in the command', async () => {
    const { page, complaints, asked } = await open('/?period=all');
    expect(await page.locator('#grain option:checked').textContent()).toBe('Auto: days');
    expect(await firstPlace(page)).toBe('Thu, Nov 1, 2018: paid 0, free 3');
    await page.locator('#grain').selectOption('week');
    await page.waitForURL(/grain=week/);
    await drawn(page);
    // The blanks around the dash are those of the browser's language, of one kind or another.
    expect(await firstPlace(page)).toMatch(/^Oct 29\s–\sNov 4, 2018: paid 1, free 4$/);
    const overTime = ['plays-over-time', 'level-changes', 'new-and-returning'];
    for (const name of overTime)
      expect(asked.some((url) => url.includes(`/${name}?`) && url.includes('grain=week'))).toBe(true);
    expect(asked.filter((url) => url.includes('/top-songs?') && url.includes('grain='))).toEqual([]);
    const card = page.locator('[data-question="level-changes"]');
    await card.getByText('Lighter: weeks that the plays or the chosen days cover only in part.').waitFor();
    await card.getByRole('button', { name: 'Info' }).click();
    await page.getByRole('dialog').getByText('--grain week').waitFor();
    expect(complaints).toEqual([]);
  });

  test('one day is drawn as hours, which are no choice of days', async () => {
    const { page } = await open('/?from=2018-11-01&to=2018-11-01');
    expect(await page.locator('#grain option:checked').textContent()).toBe('Auto: hours');
    const card = page.locator('[data-question="plays-over-time"]');
    await card.getByRole('img', { name: 'Plays by hour: free 3' }).waitFor();
    await card.getByRole('button', { name: 'as a table' }).click();
    expect(await card.locator('tbody tr').first().textContent()).toContain('2018-11-01 12:00:00');
  });

  test('the time zone that is chosen is in the address, and moves days, hours and times', async () => {
    const { page, complaints } = await open('/?period=all');
    expect(await page.locator('#time-zone').inputValue()).toBe('UTC');
    const zones = page.locator('#time-zone option');
    expect(await zones.allTextContents()).toEqual(['UTC', 'America/New York']);
    await page.locator('#time-zone').focus();
    await expect.poll(() => zones.count()).toBeGreaterThan(300);
    await page.locator('#time-zone').selectOption('Asia/Tokyo');
    await page.waitForURL(/time_zone=Asia%2FTokyo/);
    await page.locator('#time-zone').selectOption('America/New_York');
    await page.waitForURL(/time_zone=America%2FNew_York/);
    await drawn(page);
    await page.getByText('Time zone: America/New_York.').waitFor();
    const latest = page.locator('[data-question="latest-plays"]');
    expect(await latest.locator('thead th').first().textContent()).toBe('Time (America/New_York)');
    expect(await latest.locator('tbody td').first().textContent()).toBe('2018-11-10 07:00:00');
    const flags = ['--from', '2018-11-02', '--to', '2018-11-02', '--time-zone', 'Pacific/Auckland'];
    await page.goto(new URL('/?from=2018-11-02&to=2018-11-02&time_zone=Pacific/Auckland', page.url()).href);
    await drawn(page);
    const [figures] = await rowsOf(dashboard.warehouse, 'key-figures', ...flags);
    expect(figures?.plays).toBe(3);
    expect(await figure(page, 'plays')).toBe('3');
    expect(complaints).toEqual([]);
  });

  test('numbers and dates are written as the language of the browser writes them', async () => {
    const { page } = await open('/?from=2018-11-01&to=2018-11-01', { locale: 'de-DE' });
    expect(await page.locator('.chip').first().textContent()).toContain('1. Nov. 2018');
    expect(await page.locator('[data-figure="hours"] .figure-value').textContent()).toBe('0,1 h');
    expect(await page.locator('[data-question="plays-by-hour"] tbody th').allTextContents()).toEqual([
      ...['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'],
    ]);
  });
});
