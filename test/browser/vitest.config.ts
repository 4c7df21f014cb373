import { defineConfig } from 'vitest/config';

/** The suite in a real browser, which `npm test` leaves out: it takes a Chromium, and some seconds. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.browser.ts'],
    root: '.',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
