import { defineConfig } from 'vitest/config';

/** Tests against programs that are not ours and may be missing; `.ci/suites/peers.sh` gets them. */
export default defineConfig({
  test: {
    include: ['test/peers/**/*.peer.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    passWithNoTests: true,
  },
});
