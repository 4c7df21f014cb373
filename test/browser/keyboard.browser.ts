import { describe, expect, test } from 'vitest';
import { chromiumPath, drawn, whySkipped } from './chromium.ts';
import { dashboardInBrowser } from './dashboard-in-browser.ts';
import { pages } from './pages.ts';

describe.skipIf(chromiumPath === undefined)(`the keyboard alone${whySkipped}`, () => {
  const dashboard = dashboardInBrowser();

  async function open(path: string) {
    const { page } = await dashboard.open(path, { reducedMotion: 'reduce' });
    await drawn(page);
    return page;
  }

  test.each(pages)(
    'reaches everything on %s in the order of the page, and sees where it is',
    async (path) => {
      const page = await open(path);
      if (path === '/sql') await page.locator('.cm-editor').waitFor();
      const all = await page.evaluate(markFocusable);
      const seen: number[] = [];
      for (let steps = 0; steps < 600; steps++) {
        const isEditor = await page.evaluate(() => document.activeElement?.classList.contains('cm-content'));
        if (isEditor) await page.keyboard.press('Escape'); // Tab indents
        await page.keyboard.press('Tab');
        if (path === '/sql') await page.waitForTimeout(30); // the editor shows its focus a moment later
        const { number, hasOutline, isCovered } = await page.evaluate(focused);
        if (number === undefined) break;
        expect(hasOutline, `${all[number]} shows that it has the focus`).toBe(true);
        expect(isCovered, `${all[number]} lies below something`).toBe(false);
        if (seen.at(-1) !== number) seen.push(number); // a day has three parts
      }
      expect(seen.map((number) => all[number])).toEqual(all);
      for (let steps = 0; steps < 12; steps++) {
        await page.keyboard.press('Shift+Tab');
        const { isCovered } = await page.evaluate(focused);
        expect(isCovered, 'on the way back').not.toBe(true);
      }
      await page.context().close();
    },
    120_000,
  );

  test.each([
    ['/sql', 375],
    ['/sql', 1440],
    ['/?period=all', 768],
  ])(
    'goes through the cards of %s at %i px as the eye does',
    async (path, width) => {
      const { page } = await dashboard.open(path, {
        reducedMotion: 'reduce',
        viewport: { width, height: 900 },
      });
      await drawn(page);
      if (path === '/sql') {
        await page.locator('.cm-editor').waitFor();
        await page.locator('#run').click();
        await page.locator('#result-summary').waitFor();
        await page.locator('.brand').focus();
      }
      const seen = await page.evaluate(() =>
        [...document.querySelectorAll('.grid > .card')]
          .map((card, index) => ({ index, box: card.getBoundingClientRect() }))
          .toSorted((a, b) => a.box.top - b.box.top || a.box.left - b.box.left)
          .map(({ index }) => index),
      );
      const reached: number[] = [];
      for (let steps = 0; steps < 400 && reached.length < seen.length; steps++) {
        await page.keyboard.press('Escape'); // Tab indents in the editor
        await page.keyboard.press('Tab');
        const index = await page.evaluate(() =>
          [...document.querySelectorAll('.grid > .card')].findIndex((card) =>
            card.contains(document.activeElement),
          ),
        );
        if (index >= 0 && reached.at(-1) !== index) reached.push(index);
      }
      expect(reached).toEqual(seen);
      await page.context().close();
    },
    120_000,
  );

  test('opens and closes dialogs and menus, and goes on where it was', async () => {
    const page = await open('/?period=all');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main'))).not.toBeNull();
    const info = page.getByRole('button', { name: 'Info: provenance of “Top songs”' });
    await info.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('sql/questions/top-songs.sql').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await info.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Tab'); // the menu of the card
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('CSV');
    await page.keyboard.press('Escape');
    expect(await page.locator('.menu[open]').count()).toBe(0);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/song=/);
  });

  test('keeps its place where a filter leaves out the row, or the chip, that it was on', async () => {
    const page = await open('/?period=all');
    const place = async () =>
      await page.evaluate(() => document.activeElement?.closest<HTMLElement>('.card, .filters')?.className);
    const songs = page.locator('[data-question="top-songs"]');
    await songs.getByRole('button', { name: 'Exclude Unheard' }).focus();
    await page.keyboard.press('Enter');
    await songs.locator('li', { hasText: 'Unheard' }).waitFor({ state: 'detached' });
    await expect.poll(place).toMatch(/^card/);
    await page.getByRole('button', { name: 'Remove Not song Unheard' }).focus();
    await page.keyboard.press('Enter');
    await songs.locator('li', { hasText: 'Unheard' }).waitFor();
    await expect.poll(place).toBe('filters');
    const listeners = page.locator('[data-question="most-active-users"] button.ranking-row');
    await listeners.first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/listener=/);
    await drawn(page);
    expect(await listeners.first().evaluate((element) => element === document.activeElement)).toBe(true);
  });
});

/** Numbers what the keyboard should reach, in the order of the page; the names of these. */
function markFocusable(): readonly string[] {
  const all = [
    ...document.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, summary, [tabindex="0"], [contenteditable="true"]',
    ),
  ].filter((element) => element.checkVisibility());
  for (const [index, element] of all.entries()) element.dataset.number = String(index);
  return all.map(
    (element, index) =>
      `${index} ${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent?.slice(0, 40)}`,
  );
}

/** The element that has the focus: whether it shows it, and whether something lies on it. */
function focused() {
  const element = document.activeElement as HTMLElement;
  if (element === document.body) return {};
  const { outlineStyle, outlineWidth } = getComputedStyle(element.closest('.cm-editor') ?? element);
  const { left, top, width, height } = element.getBoundingClientRect();
  const at = document.elementFromPoint(left + Math.min(width / 2, 30), top + Math.min(height / 2, 10));
  return {
    number: element.dataset.number === undefined ? undefined : Number(element.dataset.number),
    hasOutline: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1,
    isCovered: at !== null && !element.contains(at) && !at.contains(element),
  };
}
