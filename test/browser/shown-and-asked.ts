import type { Page } from 'playwright-core';
import { sparkify } from '../cli/sparkify.ts';
import type { LoadedWarehouse } from '../dashboard/loaded-warehouse.ts';

/** What `ask --json` prints, by the real command. */
export async function rowsOf(
  { location }: LoadedWarehouse,
  question: string,
  ...flags: readonly string[]
): Promise<readonly Record<string, unknown>[]> {
  const { stdout } = await sparkify(['ask', question, '--warehouse', location, '--json', ...flags]);
  return JSON.parse(stdout).rows;
}

/** What a page shows for one of the key figures. */
export async function figure(page: Page, name: string): Promise<string | null> {
  return await page.locator(`[data-figure="${name}"] .figure-value`).getAttribute('data-value');
}
