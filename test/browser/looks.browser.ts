import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { serveDashboard } from '../../src/dashboard/serve.ts';
import { makeTables } from '../../src/load/tables.ts';
import { connect } from '../../src/warehouse/connect.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { chromiumPath, drawn, whySkipped } from './chromium.ts';
import { dashboardInBrowser } from './dashboard-in-browser.ts';
import { pages } from './pages.ts';

describe.skipIf(chromiumPath === undefined)(`the looks of the pages${whySkipped}`, () => {
  const dashboard = dashboardInBrowser();

  async function open(path: string, options: BrowserContextOptions = {}) {
    const { page } = await dashboard.open(path, { reducedMotion: 'reduce', ...options });
    await drawn(page);
    return page;
  }

  test.each([375, 768, 1024])(
    'at %i px tables scroll, nothing is cut off without a title, and no text lies on another',
    async (width) => {
      for (const path of pages) {
        const page = await open(path, { viewport: { width, height: 800 } });
        for (const toggle of await page.locator('.as-table').all()) await toggle.click();
        expect(await cutOff(page), path).toEqual([]);
        expect(await overlapping(page), path).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(
          width,
        );
        await page.context().close();
      }
    },
  );

  test('on a phone a finger hits every link and button: each is 24 px high and wide', async () => {
    for (const path of pages) {
      const page = await open(path, {
        viewport: { width: 375, height: 800 },
        hasTouch: true,
        isMobile: true,
      });
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('a, button, summary, select, input:not(label > [type="checkbox"])')]
          .filter(
            (element) => element.checkVisibility() && element.closest('.unseen, .skip, .cm-editor') === null,
          )
          // A link within a sentence is as high as its line.
          .filter((element) => getComputedStyle(element).display !== 'inline')
          .filter((element) => {
            const { width, height } = element.getBoundingClientRect();
            return Math.min(width, height) < 23.9;
          })
          .map((element) => element.outerHTML.slice(0, 100)),
      );
      expect(small, path).toEqual([]);
      await page.context().close();
    }
  });

  test('on a phone the menu takes one row', async () => {
    const page = await open('/', { viewport: { width: 375, height: 800 } });
    const tops = await page
      .locator('nav a')
      .evaluateAll((all) => all.map((link) => link.getBoundingClientRect().top));
    expect(new Set(tops).size).toBe(1);
  });

  test('in print a long table begins below the card before it', async () => {
    const page = await open('/session?session=5&listener=7&period=all');
    await page.locator('[data-question="session"] tbody').evaluate((body) => {
      const [row] = body.children;
      for (let more = 0; more < 60 && row !== undefined; more++) body.append(row.cloneNode(true));
    });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type \/Page\b/g)?.length).toBe(2);
  });

  test('each page has one heading of the first level, and no two elements have one id', async () => {
    for (const path of [...pages, '/?level=gold', '/?from=yesterday']) {
      const { page } = await dashboard.open(path);
      await page.locator('.card, .problem').first().waitFor();
      expect(await page.locator('h1').count(), path).toBe(1);
      const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
      expect(new Set(ids).size, `${path} ${ids.toSorted()}`).toBe(ids.length);
      await page.context().close();
    }
  });

  test.each([375, 768, 1024, 1440])('at %i px the key figures fill their rows', async (width) => {
    const page = await open('/?period=all', { viewport: { width, height: 800 } });
    const boxes = await page.locator('.figure').evaluateAll((all) =>
      all.map((each) => {
        const { top, right } = each.getBoundingClientRect();
        return { top, right };
      }),
    );
    const end = await page.locator('.figures').evaluate((each) => each.getBoundingClientRect().right);
    const lasts = boxes.filter(({ top }, index) => boxes[index + 1]?.top !== top);
    expect(lasts.length).toBe(width < 700 ? 3 : 1);
    for (const { right } of lasts) expect(right).toBeCloseTo(end, 0);
  });

  test.each([768, 1440])('at %i px the cards of each page fill its rows', async (width) => {
    for (const path of pages) {
      const page = await open(path, { viewport: { width, height: 900 } });
      const holes = await page.locator('.grid > .card').evaluateAll((all) => {
        const ends = new Map<number, number>();
        for (const card of all) {
          const { top, right } = card.getBoundingClientRect();
          ends.set(top, Math.max(ends.get(top) ?? 0, right));
        }
        return [...ends].filter(([, right]) => right < Math.max(...ends.values()) - 1);
      });
      expect(holes, path).toEqual([]);
      await page.context().close();
    }
  });

  test.each([375, 768, 1024])(
    'at %i px long names stay in their card, and a mark behind its name',
    async (width) => {
      const viewport = { width, height: 800 };
      const long = 'Nashville-Davidson--Murfreesboro--Franklin, TN';
      const place = await open('/place?location=Paris&period=all', { viewport });
      await place
        .locator('.facts a')
        .first()
        .evaluate((link, name) => link.replaceChildren(name), long);
      expect(await cutOff(place)).toEqual([]);
      const session = await open('/session?session=5&listener=7&period=all', { viewport });
      const [end, mark] = await session
        .locator('td', { has: session.locator('.log-name') })
        .first()
        .evaluate((cell, name) => {
          cell.querySelector('a')?.replaceChildren(name);
          const [link, behind] = [...cell.querySelectorAll('a, .log-name')].map((each) => [
            ...each.getClientRects(),
          ]);
          return [link?.at(-1)?.right, behind?.[0]?.left];
        }, long);
      expect(mark).toBeCloseTo(end ?? Number.NaN, 0);
    },
  );

  test.each([768, 1024])('at %i px the table of levels needs no scrolling', async (width) => {
    const page = await open('/listener?listener=8&period=all', { viewport: { width, height: 800 } });
    const [shown, whole] = await page
      .locator('[data-question="level-history"] .table-scroll')
      .evaluate((box) => [box.clientWidth, box.scrollWidth]);
    expect(whole).toBe(shown);
    const days = await page
      .locator('[data-question="level-history"] .day')
      .evaluateAll((all) => all.map((each) => each.getClientRects().length));
    expect(new Set(days)).toEqual(new Set([1]));
  });

  test('the line of the days before is flat over each bar', async () => {
    const page = await open('/?from=2018-11-02&to=2018-11-02');
    // One hour of the day before had three plays: a line from point to point would only touch that height.
    await expect
      .poll(async () =>
        Math.max(...(await pixelsIn(page, 'plays-over-time', '#5a6675', { from: 30, to: 100 }))),
      )
      .toBeGreaterThan(10);
  });

  test('the keys of many series take one line', async () => {
    const page = await open('/sql', { viewport: { width: 375, height: 800 } });
    const columns = Array.from(
      { length: 6 },
      (_, index) => `${index} as "a series with a long name ${index}"`,
    );
    await page.locator('.cm-content').fill(`select 'a' as place, ${columns}`);
    await page.locator('#run').click();
    await page.getByRole('button', { name: 'Chart' }).click();
    await page.locator('.sql-result canvas').waitFor();
    await page.waitForTimeout(300);
    expect(Math.max(...(await pixelsIn(page, undefined, '#5a6675', { from: 2, to: 16 })))).toBeGreaterThan(0);
    expect(Math.max(...(await pixelsIn(page, undefined, '#5a6675', { from: 18, to: 26 })))).toBe(0);
  });

  test('the whole of a long value can be read on the page of the model', async () => {
    const { page } = await dashboard.open('/data', { viewport: { width: 1024, height: 800 } });
    const long = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_4) AppleWebKit/537.36 Chrome/36.0.1985.125';
    await page.route('**/api/model/users', async (route) => {
      const response = await route.fetch();
      const columns: readonly object[] = await response.json();
      await route.fulfill({ response, json: columns.map((column) => ({ ...column, max: long })) });
    });
    await page.locator('nav').getByRole('link', { name: 'Model' }).click();
    await page.locator('#table-users').scrollIntoViewIfNeeded();
    const value = page.locator('#table-users .extreme details').first();
    await value.locator('summary').click();
    const cut = await value.locator('summary').textContent();
    expect(cut?.length).toBeGreaterThan(50);
    expect(long.startsWith(cut?.slice(0, -1) ?? '…')).toBe(true);
    expect(await value.locator('pre').textContent()).toBe(long);
    expect(await cutOff(page)).toEqual([]);
  });

  test('on a tablet, two rankings are beside each other, and no card leaves a hole before it', async () => {
    const page = await open('/?period=all', { viewport: { width: 768, height: 800 } });
    const placeOf = async (name: string) => await page.locator(`[data-question="${name}"]`).boundingBox();
    for (const [left, right] of [
      ['top-songs', 'top-artists'],
      ['free-against-paid', 'level-changes'],
    ] as const) {
      const [first, second] = [await placeOf(left), await placeOf(right)];
      expect(second?.y).toBe(first?.y);
      expect(second?.x).toBeGreaterThan(first?.x ?? Number.POSITIVE_INFINITY);
    }
  });

  test('charts have the colours of the theme, and in print those of the light one', async () => {
    const free = { light: 'rgb(232, 163, 61)', dark: 'rgb(242, 182, 86)' };
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open('/?period=all&grain=day', { colorScheme });
      await page.locator('canvas').first().waitFor();
      await expect.poll(() => coloursOf(page, 'plays-over-time')).toContain(free[colorScheme]);
      await page.emulateMedia({ media: 'print' });
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      expect(await coloursOf(page, 'plays-over-time')).toContain(free.light);
      const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(paper).toBe('rgb(255, 255, 255)');
      await page.context().close();
    }
  });

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
    expect(await coloursOf(page, 'plays-over-time')).toContain(text);
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
    [...document.querySelectorAll('.card *, .chip *')]
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

/** The opaque colours of the chart of a card. */
async function coloursOf(page: Page, question: string): Promise<readonly string[]> {
  return await page
    .locator(`[data-question="${question}"] canvas`)
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { width, height } = canvas;
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
      const colours = new Set<string>();
      for (let at = 0; at < pixels.length; at += 4)
        if (pixels[at + 3] === 255) colours.add(`rgb(${pixels[at]}, ${pixels[at + 1]}, ${pixels[at + 2]})`);
      return [...colours];
    });
}

/** How many pixels of a colour each row of a chart has, right of the names of its axis. */
async function pixelsIn(
  page: Page,
  question: string | undefined,
  colour: string,
  rows: { readonly from: number; readonly to: number },
): Promise<readonly number[]> {
  const card = question === undefined ? '.sql-result' : `[data-question="${question}"]`;
  return await page
    .locator(`${card} canvas`)
    .first()
    .evaluate(
      (canvas: HTMLCanvasElement, [hex, { from, to }]) => {
        const wanted = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
        const { width } = canvas;
        return Array.from({ length: to - from }, (_, row) => {
          const pixels = canvas.getContext('2d')?.getImageData(40, from + row, width - 40, 1).data ?? [];
          let count = 0;
          for (let at = 0; at < pixels.length; at += 4)
            if (
              (pixels[at + 3] ?? 0) > 100 &&
              wanted.every((each, part) => Math.abs((pixels[at + part] ?? 0) - each) < 12)
            )
              count++;
          return count;
        });
      },
      [colour, rows] as const,
    );
}

/** Pairs of texts that lie on each other; filters and heads of tables lie on what scrolls below them. */
async function overlapping(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const texts = [...document.querySelectorAll('main *, .masthead *')].flatMap((element) => {
      if (element.closest('.unseen, svg, .cm-editor, .filters, thead, .row-end, select, datalist') !== null)
        return [];
      if (!element.checkVisibility()) return [];
      return [...element.childNodes].flatMap((node) => {
        if (node.nodeType !== Node.TEXT_NODE || node.textContent?.trim() === '') return [];
        const range = document.createRange();
        range.selectNodeContents(node);
        return [...range.getClientRects()].flatMap((line) => {
          let { left, right, top, bottom } = line;
          for (let box: Element | null = element; box !== null; box = box.parentElement) {
            if (getComputedStyle(box).overflowX === 'visible') continue;
            const seen = box.getBoundingClientRect();
            [left, right] = [Math.max(left, seen.left), Math.min(right, seen.right)];
            [top, bottom] = [Math.max(top, seen.top), Math.min(bottom, seen.bottom)];
          }
          return right - left > 1 && bottom - top > 1 ? [{ node, left, right, top, bottom }] : [];
        });
      });
    });
    return texts.flatMap((one, index) =>
      texts
        .slice(index + 1)
        .filter(
          (other) =>
            one.node !== other.node &&
            Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
            Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4,
        )
        .map((other) => `${one.node.textContent} | ${other.node.textContent}`),
    );
  });
}
