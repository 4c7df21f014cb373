import type { CDPSession } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { chromiumPath, drawn, watchedPage, whySkipped } from './chromium.ts';
import { dashboardInBrowser } from './dashboard-in-browser.ts';

describe.skipIf(chromiumPath === undefined)(`what the page costs a browser${whySkipped}`, () => {
  const dashboard = dashboardInBrowser();

  test('nodes, listeners and memory of a tab are flat over 60 redraws', async () => {
    const { page } = await dashboard.open('/');
    await drawn(page);
    const session = await page.context().newCDPSession(page);
    const redraw = async (times: number) => {
      for (let count = 0; count < times; count++) {
        await page.getByRole('button', { name: count % 2 === 0 ? 'All days' : 'Last 90 days' }).click();
        await drawn(page);
        if (count % 10 === 5) {
          await page.locator('nav').getByRole('link', { name: 'Model' }).click();
          await page.locator('.star').waitFor();
          await page.locator('nav').getByRole('link', { name: 'Overview' }).click();
          await page.locator('canvas').first().waitFor();
        }
      }
    };
    await redraw(12);
    const before = await counters(session);
    await redraw(60);
    const after = await counters(session);
    expect(after.nodes).toBeLessThan(before.nodes * 1.1 + 100);
    expect(after.jsEventListeners).toBeLessThan(before.jsEventListeners * 1.1 + 20);
    expect(after.heap).toBeLessThan(before.heap * 1.15 + 1_000_000);
  }, 240_000);

  test('the overview loads at most 150 kB before its first figures, and no editor at all', async () => {
    const { page } = await watchedPage(dashboard.browser, dashboard.served.url);
    let bytes = 0;
    let isShown = false;
    const names: string[] = [];
    page.on('requestfinished', async (request) => {
      const { responseBodySize } = await request.sizes();
      if (!isShown) bytes += responseBodySize;
      names.push(request.url());
    });
    // The charts wait until the figures are there.
    await page.route('**/api/questions/plays-over-time*', async (route) => {
      await page.locator('[data-figure="plays"] [data-value]').waitFor();
      isShown = true;
      await route.continue();
    });
    await page.goto(dashboard.served.url);
    await drawn(page);
    await page.locator('canvas').first().waitFor();
    expect(isShown).toBe(true);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(150_000);
    const whole = names.filter((name) => name.includes('/assets/')).length;
    await page.locator('nav').getByRole('link', { name: 'SQL' }).click();
    await page.locator('.cm-editor').waitFor();
    expect(names.filter((name) => name.includes('/assets/')).length).toBeGreaterThan(whole);
  });
});

async function counters(session: CDPSession) {
  await session.send('HeapProfiler.enable');
  for (let times = 0; times < 3; times++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return { ...(await session.send('Memory.getDOMCounters')), heap: usedSize };
}
