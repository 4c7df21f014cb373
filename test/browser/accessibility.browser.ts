import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { chromiumPath, drawn, whySkipped } from './chromium.ts';
import { dashboardInBrowser } from './dashboard-in-browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(chromiumPath === undefined)(`axe-core finds nothing serious${whySkipped}`, () => {
  const dashboard = dashboardInBrowser();

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const path of [
      '/?period=all&level=paid',
      '/retention?period=all&song=Up',
      '/data',
      '/model',
      '/sql',
    ]) {
      test(`on ${path} in ${colorScheme} colours`, async () => {
        // Without the fading of answers, in which a contrast is not yet that of the page.
        const { page } = await dashboard.open(path, { colorScheme, reducedMotion: 'reduce' });
        await drawn(page);
        expect(await seriousFindings(page)).toEqual([]);
        const info = page.getByRole('button', { name: /^Info/ });
        if ((await info.count()) === 0) return;
        await info.first().click();
        await page.getByRole('dialog').getByText('In a terminal').waitFor();
        expect(await seriousFindings(page)).toEqual([]);
        await page.context().close();
      });
    }
  }
});

/** What axe-core calls serious or critical, with the elements; evaluated by the protocol, which no policy hinders. */
async function seriousFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    );
}
