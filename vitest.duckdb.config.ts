import { defineConfig } from 'vitest/config';
import { suite } from './test/suite.ts';

/**
 * `npm test`: everything, but what is tested on both engines on DuckDB alone; `vitest.redshift.config.ts` has the rest.
 * Some of what is about Redshift alone is here too. Properties are tried a quarter as often as in a file that is run
 * alone; `.ci/suites/properties.sh` tries them four times as often. DuckDB has one thread, since a worker for each core keeps all
 * cores busy, and a statement on a few rows costs less without the others; `.ci/suites/threads.sh` has them all.
 */
export default defineConfig(
  suite({ name: 'test', include: ['test/**/*.test.ts'], engine: 'duckdb', runs: 0.25, duckdbThreads: 1 }),
);
