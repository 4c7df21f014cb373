import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { serveDashboard } from '../../src/dashboard/serve.ts';
import { openShell } from '../cli/shell.ts';
import { loadedWarehouse } from '../dashboard/loaded-warehouse.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { chromiumPath, drawn, watchedPage, whySkipped } from './chromium.ts';
import { dashboardInBrowser } from './dashboard-in-browser.ts';

describe.skipIf(chromiumPath === undefined)(`what once failed in a browser${whySkipped}`, () => {
  const dashboard = dashboardInBrowser();

  test('the command of a provenance runs in a terminal as it is shown, with the filters', async () => {
    const { page } = await dashboard.open('/?period=all&level=paid&location=pari');
    await drawn(page);
    await page.getByRole('button', { name: 'Info: provenance of “Top songs”' }).click();
    const dialog = page.getByRole('dialog');
    const command = await dialog.locator('dd code', { hasText: 'sparkify ask' }).textContent();
    const sql = await dialog.locator('pre').first().textContent();
    expect(command).toContain(`--warehouse ${dashboard.warehouse.location}`);
    using folder = temporaryFolder();
    using shell = openShell(folder.path);
    expect(shell.run(`${command} --json > answer.json`)).toMatchObject({ status: 0, stderr: '' });
    const answer = JSON.parse(readFileSync(join(folder.path, 'answer.json'), 'utf8'));
    expect(JSON.stringify(answer)).toContain(JSON.stringify(sql).slice(1, -1));
  });

  test('a report to - is written to stdout, and to no file of this name', () => {
    using folder = temporaryFolder();
    using shell = openShell(folder.path);
    const { status } = shell.run(
      `sparkify report --warehouse '${dashboard.warehouse.location}' --out - > report.html`,
    );
    expect(status).toBe(0);
    expect(readFileSync(join(folder.path, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/i);
    expect(existsSync(join(folder.path, '-'))).toBe(false);
  });

  test('a mark that turns the direction of writing turns its own cell alone', async () => {
    const sql = "select chr(8238) || 'abc' as turned, 'plain' as plain";
    const { page } = await dashboard.open(`/sql#sql=${encodeURIComponent(sql)}`);
    await page.locator('.cm-editor').waitFor();
    await page.locator('#run').click();
    const cells = page.locator('.sql-result td');
    await cells.first().waitFor();
    const [turned, plain] = await cells.evaluateAll((all) =>
      all.map((cell) => ({
        bidi: getComputedStyle(cell).unicodeBidi,
        left: cell.getBoundingClientRect().left,
      })),
    );
    expect([turned?.bidi, plain?.bidi]).toEqual(['isolate', 'isolate']);
    expect(turned?.left).toBeLessThan(plain?.left ?? 0);
  });

  test('the age of the run goes on while the server does not answer', async () => {
    await using own = await loadedWarehouse();
    const served = await serveDashboard({ openWarehouse: own.open });
    const { page } = await watchedPage(dashboard.browser, served.url);
    await page.goto(served.url);
    await drawn(page);
    await served[Symbol.asyncDispose]();
    const age = page.locator('.freshness');
    const before = await age.textContent();
    expect(before).toMatch(/^Run 1 · \d+ (second|minute)s? ago$/);
    await page.waitForFunction((text) => document.querySelector('.freshness')?.textContent !== text, before, {
      timeout: 70_000,
    });
  }, 90_000);

  test('what is no link or button has no pointer cursor', async () => {
    const { page } = await dashboard.open('/?period=all');
    await drawn(page);
    const promising = await page.evaluate(() =>
      [...document.querySelectorAll('main *')]
        .filter((element) => getComputedStyle(element).cursor === 'pointer')
        .filter((element) => element.closest('a, button, summary, label, select, .chart') === null)
        .map((element) => element.outerHTML.slice(0, 100)),
    );
    expect(promising).toEqual([]);
  });
});
