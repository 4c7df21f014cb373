import { defineConfig } from 'vitest/config';

/** Tests that `npm test` has no time for: crashes at every step, faults of every kind, secrets in every output. */
export default defineConfig({
  test: {
    include: ['test/**/*.long.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: '100%',
  },
});
