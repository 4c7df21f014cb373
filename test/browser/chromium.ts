import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** A Chromium of this machine: SPARKIFY_CHROMIUM names one, else it is looked for where Debian and others put it. */
export const chromiumPath: string | undefined = [
  process.env.SPARKIFY_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path !== undefined && existsSync(path));

export const whySkipped =
  chromiumPath === undefined ? ' (skipped: no Chromium here; SPARKIFY_CHROMIUM names one)' : '';

export async function openChromium(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('There is no Chromium.');
  return await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
}

export interface WatchedPage {
  readonly page: Page;
  /** Errors and warnings of the console, errors of scripts, and requests to anywhere but the own address. */
  readonly complaints: readonly string[];
}

/** A page that notes everything it should not do. */
export async function watchedPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !/^(blob|data):/.test(request.url()))
      complaints.push(request.url());
  });
  return { page, complaints };
}

/** Waits until nothing on the page is waited for any more. */
export async function drawn(page: Page): Promise<void> {
  await page.locator('.card').first().waitFor(); // a handle would keep the element from being freed
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
}
