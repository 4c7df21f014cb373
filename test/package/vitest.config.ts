import { defineConfig } from 'vitest/config';

/** The package as its users get it, which `npm test` leaves out: it is made as a tarball, and installed. */
export default defineConfig({
  test: {
    include: ['test/package/**/*.package.ts'],
    root: '.',
    testTimeout: 120_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
