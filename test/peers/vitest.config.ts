import { defineConfig } from 'vitest/config';

/** The comparisons with peers, which `npm test` leaves out: they need other programs than Node. */
export default defineConfig({
  test: { include: ['test/peers/**/*.peer.ts'], testTimeout: 60_000 },
});
