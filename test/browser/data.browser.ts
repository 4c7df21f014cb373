import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { serveDashboard } from '../../src/dashboard/serve.ts';
import { connect } from '../../src/warehouse/connect.ts';
import { loadedWarehouse } from '../dashboard/loaded-warehouse.ts';
import { event } from '../reference/examples.ts';
import { lines } from '../source-folder.ts';
import { chromiumPath, whySkipped } from './chromium.ts';
import { dashboardInBrowser } from './dashboard-in-browser.ts';

describe.skipIf(chromiumPath === undefined)(`the data page in a browser${whySkipped}`, () => {
  const dashboard = dashboardInBrowser();
  const panel = (page: Page, name: string) =>
    page.locator('.card', { has: page.getByRole('heading', { name, exact: true }) });

  test('data that is older than expected is late, in words, on every page', async () => {
    await using own = await loadedWarehouse();
    await using served = await serveDashboard({ openWarehouse: own.open, expectEvery: 3_600_000 });
    const page = await dashboard.browser.newPage();
    await page.goto(`${served.url}data`);
    await panel(page, 'Freshness').getByText('✓ on time: every 1 h').waitFor();
    expect(await page.locator('.masthead').textContent()).not.toContain('Late');
    {
      await using warehouse = await connect(own.location);
      await warehouse.run("update etl.runs set finished_at = timestamp '2018-12-01 12:00:00'");
    }
    await page.goto(`${served.url}data`);
    await panel(page, 'Freshness').getByText('⚠ late: every 1 h').waitFor();
    expect(await panel(page, 'Freshness').textContent()).toContain('sparkify check --freshness');
    for (const path of ['', 'model', 'sql']) {
      await page.goto(`${served.url}${path}`);
      await page.locator('.masthead').getByText('⚠ Late, expected every 1 h').waitFor();
    }
  });

  test('the seconds of runs and the rejected records are shown by run', async () => {
    await using own = await loadedWarehouse();
    own.source.write([{ location: 'log_data/bad.json', bytes: '{"page":"Home"}\nno JSON\n' }]);
    await own.loadAgain();
    await using served = await serveDashboard({ openWarehouse: own.open });
    const page = await dashboard.browser.newPage();
    await page.goto(`${served.url}data`);
    const times = panel(page, 'Run times');
    await times.locator('tbody tr').nth(1).waitFor();
    const [run, ...seconds] = await times.locator('tbody tr').first().locator('th, td').allTextContents();
    expect(run).toBe('1');
    expect(seconds.every((each) => /^\d+\.\d+$/.test(each))).toBe(true);
    const rejected = panel(page, 'Rejected records by run').locator('tr');
    expect(
      await rejected.evaluateAll((rows) =>
        rows.map((row) => [...row.children].map((cell) => cell.textContent)),
      ),
    ).toEqual([
      ['Run', 'bad_json', 'missing:itemInSession'],
      ['1', '1', '0'],
      ['2', '1', '1'],
    ]);
    const widths = await panel(page, 'Rejected records by run')
      .locator('.cell-bar')
      .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width));
    expect(widths.map((width) => width > 0)).toEqual([true, false, true, true]);
  });

  test('the rarest codes of rejected records are counted together, so that the table fits its card', async () => {
    await using own = await loadedWarehouse();
    const faults = [
      ...['itemInSession', 'page', 'sessionId', 'ts'].map((name) => ({ [name]: undefined })),
      ...['itemInSession', 'sessionId', 'status', 'ts'].map((name) => ({ [name]: 1.5 })),
    ];
    const bytes = lines([...faults, ...faults.slice(0, 6)].map((fault) => event(fault)));
    own.source.write([{ location: 'log_data/bad.json', bytes }]);
    await own.loadAgain();
    await using served = await serveDashboard({ openWarehouse: own.open });
    const page = await dashboard.browser.newPage();
    await page.goto(`${served.url}data`);
    const rows = panel(page, 'Rejected records by run').locator('tr');
    await rows.nth(2).waitFor();
    const heads = await rows.first().locator('th').allTextContents();
    expect(heads).toHaveLength(6);
    expect(heads.at(-1)).toBe('others');
    const [, ...counts] = await rows.nth(2).locator('th, td').allTextContents();
    expect(counts.slice(0, 4)).toEqual(Array(4).fill('2'));
    expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(14);
  });
});
