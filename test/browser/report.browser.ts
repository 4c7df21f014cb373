import { expect, test } from 'vitest';
import { sparkify } from '../cli/sparkify.ts';
import { hostile, loadedWarehouse } from '../dashboard/loaded-warehouse.ts';
import { chromiumPath, drawn, openChromium, watchedPage, whySkipped } from './chromium.ts';
import { figure, rowsOf } from './shown-and-asked.ts';

test.skipIf(chromiumPath === undefined)(
  `the report opens from disk, asks for nothing, and shows the same numbers${whySkipped}`,
  async () => {
    await using warehouse = await loadedWarehouse();
    await using browser = await openChromium();
    const file = `${warehouse.source.path}/report.html`;
    const { stdout, stderr } = await sparkify(['report', '--warehouse', warehouse.location, '--out', file]);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^Wrote .*report\.html \(\d/);
    const { page, complaints } = await watchedPage(browser, `file://${file}`);
    await page.goto(`file://${file}`);
    await drawn(page);
    const [figures] = await rowsOf(warehouse, 'key-figures');
    for (const name of ['plays', 'listeners', 'sessions', 'match_percent'])
      expect(await figure(page, name)).toBe(String(figures?.[name]));
    await page.locator('canvas').nth(2).waitFor();
    expect(await page.locator('[data-question="top-songs"]').textContent()).toContain(hostile.song);
    expect(await page.title()).toBe('Sparkify');
    expect(complaints).toEqual([]);
  },
);
