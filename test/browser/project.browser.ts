import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openProject } from '../../src/project/project.ts';
import { projectFolder } from '../project/project-folder.ts';
import { chromiumPath, drawn, whySkipped } from './chromium.ts';
import { dashboardInBrowser } from './dashboard-in-browser.ts';

const question = (title: string, page: string) => `-- title: ${title}
-- chart: bar level plays
${page}-- param: min_plays integer 1
select level, count(*) as plays
from filtered_plays
group by level
having count(*) >= $min_plays
order by plays desc;
`;

describe.skipIf(chromiumPath === undefined)(`cards in a browser${whySkipped}`, () => {
  const dashboard = dashboardInBrowser(() => {
    using folder = projectFolder({
      'questions/mine.sql': question('Mine', ''),
      'questions/growing.sql': question('Growing', '-- page: Growth\n'),
      'questions/broken.sql': '-- title: Broken\n-- page: Faults\nselect missing\nfrom filtered_plays;\n',
    });
    return openProject(folder.path)?.questions;
  });

  async function open(path: string) {
    const watched = await dashboard.open(path);
    await drawn(watched.page);
    return watched;
  }

  test('questions of a project folder have cards, their parameters inputs, their pages a link', async () => {
    const { page, complaints } = await open('/?period=all');
    const mine = page.locator('[data-question="mine"]');
    expect(await mine.locator('.ranking-name').allTextContents()).toEqual(['free', 'paid']);
    await mine.getByRole('spinbutton', { name: 'min plays' }).fill('3');
    await mine.getByRole('spinbutton', { name: 'min plays' }).blur();
    await mine.getByText('paid').waitFor({ state: 'detached' });
    expect(await mine.locator('.ranking-name').allTextContents()).toEqual(['free']);
    await page.locator('nav').getByRole('link', { name: 'Growth' }).click();
    await page.getByRole('heading', { level: 1, name: 'Growth' }).waitFor();
    await drawn(page);
    expect(await page.locator('.card h2').allTextContents()).toEqual(['Growing']);
    expect(complaints).toEqual([]);
  });

  test('the inputs of parameters have names like those of filters, and one that is emptied shows its default', async () => {
    const { page } = await open('/?period=all');
    const label = page.locator('[data-question="mine"] .parameters label > span');
    expect(await label.evaluate((each) => getComputedStyle(each, '::first-letter').textTransform)).toBe(
      'uppercase',
    );
    const input = page.getByRole('spinbutton', { name: 'min plays' });
    await input.fill('');
    await input.blur();
    expect(await input.inputValue()).toBe('1');
  });

  test('a page without saved queries says so, whatever its address', async () => {
    for (const path of ['/page/Nothing', '/page/%E0%A4%A']) {
      const { page, complaints } = await dashboard.open(path);
      await page.getByText('No saved query of the project folder is on this page.').waitFor();
      expect(complaints).toEqual([]);
    }
  });

  test('the mark below a line of a saved query is at the place of the error', async () => {
    const { page } = await open('/page/Faults');
    const mark = page.locator('.problem p', { hasText: '^^^' });
    const line = page.locator('.problem p', { hasText: '3 | select missing' });
    for (const each of [line, mark])
      expect(await each.evaluate((element) => getComputedStyle(element).fontFamily)).toContain('monospace');
  });

  test('a picture is offered where a card has a chart, and not for its table', async () => {
    const { page } = await open('/?period=all');
    const entries = async (question: string) => {
      const card = page.locator(`[data-question="${question}"]`);
      await card.locator('summary').click();
      const names = await card.locator('.menu-entries button:visible').allTextContents();
      await page.keyboard.press('Escape');
      return names;
    };
    await page.locator('[data-question="plays-over-time"] canvas').waitFor();
    expect(await entries('plays-over-time')).toContain('PNG of the chart');
    expect(await entries('top-songs')).not.toContain('PNG of the chart');
    await page.getByRole('button', { name: '“Plays over time” as a table' }).click();
    expect(await entries('plays-over-time')).not.toContain('PNG of the chart');
  });

  test('where the browser keeps its clipboard from the page, what is copied is shown', async () => {
    const { page } = await open('/?period=all');
    await page.evaluate(() => Object.defineProperty(window, 'isSecureContext', { value: false }));
    const songs = page.locator('[data-question="top-songs"]');
    await songs.locator('summary').click();
    await songs.getByRole('button', { name: 'Copy SQL' }).click();
    await page.getByRole('dialog').getByText('from filtered_plays').waitFor();
  });

  test('a card gives its rows as CSV, also one that no spreadsheet runs, and its SQL to the SQL page', async () => {
    const { page } = await open('/?period=all');
    const songs = page.locator('[data-question="top-songs"]');
    const choose = async (name: string) => {
      await songs.locator('summary').click();
      await songs.getByRole('button', { name, exact: true }).click();
    };
    const [download] = await Promise.all([page.waitForEvent('download'), choose('CSV')]);
    expect(readFileSync(await download.path(), 'utf8')).toMatch(
      /^song,artist,plays,listeners,in_song_data\r\n/,
    );
    await choose('Open in SQL page');
    await page.locator('.cm-editor').waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.locator('#result-summary').waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(page.url()).toContain('/sql#sql=');
    expect(await page.locator('.sql-result tbody').textContent()).toContain('Unheard');
  });

  test('a link to a card leads to it', async () => {
    const { page } = await open('/?period=all#latest-plays');
    await page.waitForFunction(() => window.scrollY > 0);
    await page.locator('canvas').nth(2).waitFor(); // the cards above it grow
    const box = await page.locator('[data-question="latest-plays"]').boundingBox();
    if (box === null) throw new Error('The card has no place.');
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.y + box.height).toBeLessThanOrEqual(900);
  });

  test('in print the heat map is there, charts have the width of their card, and nothing sticks out', async () => {
    const { page } = await open('/?period=all');
    await page.locator('canvas').nth(2).waitFor();
    await page.setViewportSize({ width: 703, height: 1000 });
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('.heat-map td[style]').count()).toBe(7 * 24);
    const tooWide = await page.evaluate(() =>
      [...document.querySelectorAll('.card canvas, .card table')]
        .filter((element) => {
          const card = element.closest('.card')?.getBoundingClientRect();
          return card !== undefined && element.getBoundingClientRect().right > card.right;
        })
        .map((element) => element.closest<HTMLElement>('.card')?.dataset.question),
    );
    expect(tooWide).toEqual([]);
    const widths = await page.locator('canvas').evaluateAll((all) => all.map((each) => each.clientWidth));
    expect(widths.filter((width) => width !== 300 && width !== 660)).toEqual([]);
    // Chromium makes a flexible box shorter than the heads that its tables repeat on each page, and the next card lies over it.
    const displays = await page
      .locator('.card')
      .evaluateAll((all) => all.map((each) => getComputedStyle(each).display));
    expect([...new Set(displays)]).toEqual(['block']);
    // A word on two lines has two boxes.
    const broken = await page.locator('thead th').evaluateAll((heads) =>
      heads.flatMap((head) => {
        const text = head.firstChild;
        if (!(text instanceof Text)) return [];
        return [...text.data.matchAll(/\S+/g)].flatMap(({ 0: word, index }) => {
          const range = document.createRange();
          range.setStart(text, index);
          range.setEnd(text, index + word.length);
          return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1 ? [word] : [];
        });
      }),
    );
    expect(broken).toEqual([]);
  });
});
