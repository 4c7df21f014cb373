import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type Served, type ServeOptions, serveDashboard } from '../../src/dashboard/serve.ts';
import { type LoadedWarehouse, loadedWarehouse } from '../dashboard/loaded-warehouse.ts';
import { openChromium, type WatchedPage, watchedPage } from './chromium.ts';

/** A dashboard over a small warehouse, and a browser; each is there from the first test on. */
export interface DashboardInBrowser {
  readonly warehouse: LoadedWarehouse;
  readonly served: Served;
  readonly browser: Browser;
  /** Opens a page of the dashboard in a context of its own; what is on it may still be waited for. */
  open(path: string, options?: BrowserContextOptions): Promise<WatchedPage>;
}

/** Serves a dashboard to a browser for the tests of the `describe` that calls it. */
export function dashboardInBrowser(questions?: () => ServeOptions['questions']): DashboardInBrowser {
  let warehouse: LoadedWarehouse;
  let served: Served;
  let browser: Browser;
  beforeAll(async () => {
    warehouse = await loadedWarehouse();
    served = await serveDashboard({ openWarehouse: warehouse.open, questions: questions?.() });
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await served?.[Symbol.asyncDispose]();
    await warehouse?.[Symbol.asyncDispose]();
  });
  return {
    get warehouse() {
      return warehouse;
    },
    get served() {
      return served;
    },
    get browser() {
      return browser;
    },
    async open(path, options) {
      const watched = await watchedPage(browser, served.url, options);
      await watched.page.goto(new URL(path, served.url).href);
      return watched;
    },
  };
}
