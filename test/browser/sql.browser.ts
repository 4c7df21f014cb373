import { describe, expect, test } from 'vitest';
import { chromiumPath, drawn, whySkipped } from './chromium.ts';
import { dashboardInBrowser } from './dashboard-in-browser.ts';

const endless = 'select count(*) from range(100000000) a, range(100000000) b where a.range + b.range = -1';

describe.skipIf(chromiumPath === undefined)(`the SQL page in a browser${whySkipped}`, () => {
  const dashboard = dashboardInBrowser();

  async function open(sql: string) {
    const watched = await dashboard.open(`/sql#sql=${encodeURIComponent(sql)}`);
    const { page } = watched;
    await page.locator('.cm-editor').waitFor();
    const text = async () => (await page.locator('.cm-line').allTextContents()).join('\n');
    const column = async (name: string) => {
      const heads = await page.locator('.sql-result thead th').allTextContents();
      const cells = page.locator(`.sql-result tbody td:nth-child(${heads.indexOf(name) + 1})`);
      return await cells.allTextContents();
    };
    return {
      ...watched,
      text,
      column,
      run: () => page.getByRole('button', { name: 'Run', exact: true }).click(),
    };
  }

  test('a statement that runs shows the seconds, and Cancel and Escape stop it on the server', async () => {
    const { page, complaints, run } = await open(endless);
    for (const cancel of [
      () => page.getByRole('button', { name: 'Cancel' }).click(),
      () => page.keyboard.press('Escape'),
    ]) {
      for (let times = 0; times < 2; times++) {
        await run();
        const seconds = page.getByRole('timer');
        await seconds.waitFor();
        const first = await seconds.textContent();
        await page.waitForFunction(
          (before) => document.querySelector('[role="timer"]')?.textContent !== before,
          first,
        );
        await cancel();
        await page.getByText(/^Cancelled after \d/).waitFor();
      }
    }
    // Both places of the queue are free again: four statements would hold them for 20 s.
    const startedAt = performance.now();
    const answer = await page.evaluate(async () => {
      const response = await fetch('/api/sql', { method: 'POST', body: '{"sql":"select 1 as one"}' });
      return await response.json();
    });
    expect(answer).toMatchObject({ rows: [{ one: 1 }] });
    expect(performance.now() - startedAt).toBeLessThan(8000);
    expect(complaints).toEqual([]);
  });

  test('a statement is stopped when its page is left', async () => {
    const { page, run } = await open(endless);
    await run();
    await page.getByRole('timer').waitFor();
    const [request] = await Promise.all([
      page.waitForEvent('requestfailed', (failed) => failed.url().endsWith('/api/sql')),
      page.locator('nav').getByRole('link', { name: 'Data' }).click(),
    ]);
    expect(request.failure()?.errorText).toBe('net::ERR_ABORTED');
  });

  test('a click on a table or a column writes its name at the cursor', async () => {
    const { page, text } = await open('select  from ');
    const side = page.getByRole('region', { name: 'Tables and history' });
    await page.locator('.cm-line').click();
    await page.keyboard.press('End');
    await side.getByRole('button', { name: /^users/ }).click();
    await side.getByRole('button', { name: 'Columns of users' }).click();
    await page.keyboard.press('Tab');
    await page.locator('.cm-line').click();
    await page.keyboard.press('Home');
    for (let steps = 0; steps < 7; steps++) await page.keyboard.press('ArrowRight');
    await side.getByRole('button', { name: /^first_name/ }).click();
    expect(await text()).toBe('select first_name from users');
  });

  test('statements that were run are kept, the newest first and each once, until they are cleared', async () => {
    const { page, text, run } = await open('select 1 as a');
    await run();
    for (const sql of ['select 2 as b', 'select 1 as a']) {
      await page.locator('.cm-content').click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(sql);
      await page.keyboard.press('ControlOrMeta+Enter');
      await page.locator('.sql-result th', { hasText: sql.at(-1) ?? '' }).waitFor();
    }
    await page.reload();
    await page.locator('.cm-editor').waitFor();
    await page.getByRole('button', { name: 'History' }).click();
    expect(await page.locator('.history code').allTextContents()).toEqual(['select 1 as a', 'select 2 as b']);
    await page.getByRole('button', { name: 'select 2 as b' }).click();
    expect(await text()).toBe('select 2 as b');
    await page.getByRole('button', { name: 'Clear history' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'History' }).click();
    await page.getByText('Statements that you run are kept here').waitFor();
  });

  test('a ready question is a starting point, with the filters of the address', async () => {
    const { page } = await dashboard.open('/sql?period=all&level=paid');
    await page.locator('.cm-editor').waitFor();
    await page.locator('option', { hasText: 'Top songs' }).waitFor({ state: 'attached' });
    await page.getByRole('combobox', { name: 'Start from' }).selectOption('key-figures');
    await page.locator('.cm-line', { hasText: "'paid'" }).first().waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.locator('#result-summary').waitFor();
    expect(await page.locator('.sql-result tbody td').first().textContent()).toBe('2');
  });

  test('the name below the axis of a chart is drawn whole', async () => {
    const { page, run } = await open("select 'a' as gypsy, 1 as n union all select 'b', 2");
    await run();
    await page.getByRole('button', { name: 'Chart', exact: true }).click();
    await page.locator('.sql-result canvas').waitFor();
    await page.waitForTimeout(500); // it grows
    const inked = await page.locator('.sql-result canvas').evaluate((each) => {
      const canvas = each as HTMLCanvasElement;
      const context = canvas.getContext('2d');
      const isInked = (top: number) =>
        context?.getImageData(0, top, canvas.width, 1).data.some((value) => value > 0) ?? false;
      return Array.from({ length: 40 }, (_, index) => isInked(canvas.height - 1 - index));
    });
    // Below the bars are two lines of text: the names of the places, and that of the axis.
    const texts = inked.filter((each, index) => each && !inked[index - 1]).length;
    expect([inked[0], texts, inked.at(-1)]).toEqual([false, 2, false]);
  });

  test('a click on a head sorts by its column: all digits count, and NULLs are last', async () => {
    const { page, run, column } = await open(
      "select * from (values (9007199254740993, 'b'), (null, 'c'), (9007199254740992, 'a'), (10, null)) as t (n, name)",
    );
    await run();
    const head = page.getByRole('button', { name: 'n', exact: true });
    await head.click();
    expect(await column('n')).toEqual(['10', '9007199254740992', '9007199254740993', 'NULL']);
    await head.click();
    expect(await column('n')).toEqual(['9007199254740993', '9007199254740992', '10', 'NULL']);
    expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
    const alignment = await page
      .locator('.sql-result td.number')
      .first()
      .evaluate((cell) => getComputedStyle(cell).textAlign);
    expect(alignment).toBe('right');
    await page.getByRole('button', { name: 'name', exact: true }).click();
    expect(await column('name')).toEqual(['a', 'b', 'c', 'NULL']);
  });

  test('a link carries the statement, which no request has in its address and nothing runs before a click', async () => {
    const requests: string[] = [];
    const { page } = await dashboard.open('/data');
    await drawn(page);
    page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
    await page.goto(
      new URL(`/sql#sql=${encodeURIComponent('select 42 as answer')}`, dashboard.served.url).href,
    );
    await page.locator('.cm-line', { hasText: 'select 42 as answer' }).waitFor();
    await page.waitForTimeout(300);
    expect(requests.filter((request) => /POST|select.*42/.test(request.replace(/#.*/, '')))).toEqual([]);
    await page.evaluate(() => {
      location.hash = '#sql=select%2043';
    });
    await page.locator('.cm-line', { hasText: 'select 43' }).waitFor();
    await page.goto('about:blank');
    await page.goto(new URL('/sql#sql=%E0%A4%A', dashboard.served.url).href); // a link that was cut off
    await page.locator('.cm-line', { hasText: 'level' }).first().waitFor();
  });
});
