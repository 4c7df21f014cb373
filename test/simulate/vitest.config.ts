import { defineConfig } from 'vitest/config';
import { suite } from '../suite.ts';

/** Whether what is simulated follows its model and could be real, by the numbers of simulations that are large enough. */
export default defineConfig(
  suite({ name: 'statistics', include: ['test/simulate/**/*.statistics.ts'], timeoutSeconds: 60 }),
);
