import { expect, test } from 'vitest';
import { serveDashboard } from '../../src/dashboard/serve.ts';
import { TransientError } from '../../src/errors.ts';
import { loadedWarehouse } from '../dashboard/loaded-warehouse.ts';
import { chromiumPath, drawn, openChromium, watchedPage, whySkipped } from './chromium.ts';
import { figure } from './shown-and-asked.ts';

test.skipIf(chromiumPath === undefined)(
  `the first page is answered before anybody opens it, with all that it asks${whySkipped}`,
  async () => {
    await using warehouse = await loadedWarehouse();
    let isHeld = false;
    let answer = () => {};
    const answeredAhead = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await using served = await serveDashboard({
      async openWarehouse() {
        if (isHeld) throw new TransientError('SPK-303', 'A run holds it.');
        const opened = await warehouse.open();
        return {
          ...opened,
          async [Symbol.asyncDispose]() {
            await opened[Symbol.asyncDispose]();
            answer();
          },
        };
      },
    });
    await answeredAhead;
    isHeld = true;
    await using browser = await openChromium();
    const { page, complaints } = await watchedPage(browser, served.url);
    await page.goto(served.url);
    await drawn(page);
    expect(await figure(page, 'plays')).toBe('6');
    expect(await page.locator('.problem').count()).toBe(0);
    expect(complaints).toEqual([]);
  },
);
