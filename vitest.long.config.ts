import { defineConfig } from 'vitest/config';
import { suite } from './test/suite.ts';

/** Tests that `npm test` has no time for: crashes at every step, faults of every kind, secrets in every output. */
export default defineConfig(suite({ name: 'long', include: ['test/**/*.long.ts'], timeoutSeconds: 60 }));
