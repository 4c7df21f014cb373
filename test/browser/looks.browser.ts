import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { serveDashboard } from '../../src/dashboard/serve.ts';
import { makeTables } from '../../src/load/tables.ts';
import { connect } from '../../src/warehouse/connect.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { chromiumPath, drawn, whySkipped } from './chromium.ts';
import { dashboardInBrowser } from './dashboard-in-browser.ts';

describe.skipIf(chromiumPath === undefined)(`the looks of the pages${whySkipped}`, () => {
  const dashboard = dashboardInBrowser();
  const pages = ['/?period=all', '/listener?listener=7&period=all', '/data', '/model', '/sql'];

  async function open(path: string, options: BrowserContextOptions = {}) {
    const { page } = await dashboard.open(path, { reducedMotion: 'reduce', ...options });
    await drawn(page);
    return page;
  }

  test.each([375, 768, 1024])(
    'at %i px tables scroll, and nothing is cut off without a title',
    async (width) => {
      for (const path of pages) {
        const page = await open(path, { viewport: { width, height: 800 } });
        for (const toggle of await page.locator('.as-table').all()) await toggle.click();
        expect(await cutOff(page), path).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(
          width,
        );
        await page.context().close();
      }
    },
  );

  test('with forced colours, what backgrounds say is drawn by lines', async () => {
    const page = await open('/?period=all&level=paid', { forcedColors: 'active' });
    const style = async (selector: string, name: string) =>
      await page
        .locator(selector)
        .first()
        .evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name);
    expect(await style('.ranking-bar', 'border-bottom-width')).toBe('4px');
    expect(await style('.segments [aria-pressed="true"]', 'outline-style')).toBe('solid');
    expect(await style('nav [aria-current]', 'outline-style')).toBe('solid');
    const paid = await style('.share-bar .paid', 'background-color');
    expect(paid).not.toBe(await style('body', 'background-color'));
    await page.locator('nav').getByRole('link', { name: 'Model' }).click();
    await page.locator('.star').waitFor();
    expect(await style('.star text', 'fill')).toBe(await style('h1', 'color'));
    expect(await style('.star rect', 'fill')).toBe(await style('body', 'background-color'));
  });

  test('with forced colours, charts have the text of the system', async () => {
    // In the light theme of the page, on a system of white on black.
    const page = await open('/?period=all', { forcedColors: 'active', colorScheme: 'dark' });
    await page.locator('canvas').first().waitFor();
    await page.waitForTimeout(300);
    const text = await page.evaluate(() => getComputedStyle(document.querySelector('h2') as Element).color);
    const brightest = await page
      .locator('[data-question="plays-over-time"] canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => {
        const { width, height } = canvas;
        const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
        const colours = new Set<string>();
        for (let at = 0; at < pixels.length; at += 4)
          if (pixels[at + 3] === 255) colours.add(`rgb(${pixels[at]}, ${pixels[at + 1]}, ${pixels[at + 2]})`);
        return [...colours];
      });
    expect(brightest).toContain(text);
  });

  test('with reduced motion, nothing moves', async () => {
    for (const path of pages) {
      const page = await open(path);
      const moving = await page.evaluate(() =>
        [...document.querySelectorAll('*')]
          .filter((element) => {
            const { transitionDuration, animationName } = getComputedStyle(element);
            return transitionDuration !== '0s' || animationName !== 'none';
          })
          .map((element) => element.outerHTML.slice(0, 80)),
      );
      expect(moving, path).toEqual([]);
      await page.context().close();
    }
    const page = await open('/?period=all', { reducedMotion: 'no-preference' });
    const duration = await page
      .locator('.card-body > *')
      .first()
      .evaluate((element) => getComputedStyle(element).transitionDuration);
    expect(duration).not.toBe('0s');
  });

  test('where nothing is loaded, each page says what to do', async () => {
    using folder = temporaryFolder();
    const location = `${folder.path}/empty.duckdb`;
    {
      await using warehouse = await connect(location);
      await makeTables(warehouse as never);
    }
    await using served = await serveDashboard({ openWarehouse: () => openWarehouse(location) });
    const page = await dashboard.browser.newPage();
    for (const path of ['', 'data']) {
      await page.goto(`${served.url}${path}`);
      await drawn(page);
      await page.getByText('sparkify etl --data FOLDER').first().waitFor();
      expect(await page.locator('.problem').count(), path).toBe(0);
      const text = (await page.locator('main').textContent()) ?? '';
      expect(text, path).not.toMatch(/No rows|0 of 0|NaN|undefined/);
    }
    await page.goto(served.url);
    await drawn(page);
    expect(await page.locator('.card').count()).toBe(1);
  });
});

/** What sticks out of its card, or is cut off without a title that has the whole of it. */
async function cutOff(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() =>
    [...document.querySelectorAll('.card *')]
      .filter((element) => {
        if (element.closest('.unseen, svg, .cm-editor, [title]') !== null) return false;
        const { overflowX } = getComputedStyle(element);
        if (overflowX === 'hidden' || overflowX === 'clip')
          return element.scrollWidth > element.clientWidth + 1;
        const box = element.parentElement?.closest('.table-scroll, .diagram, .side-by-side, pre, .card');
        const isIn = box === null || box === undefined || !box.classList.contains('card');
        const right = element.closest('.card')?.getBoundingClientRect().right ?? 0;
        const { width, right: own } = element.getBoundingClientRect();
        return !isIn && width > 0 && own > right + 1;
      })
      .map((element) => `${element.closest('.card')?.id} ${element.outerHTML.slice(0, 100)}`),
  );
}
