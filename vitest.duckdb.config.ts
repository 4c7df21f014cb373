import { defineConfig } from 'vitest/config';
import { suite } from './test/suite.ts';

/**
 * `npm test`: everything, but what is tested on both engines on DuckDB alone; `vitest.redshift.config.ts` has the rest.
 * Most of what is about Redshift alone is here too. Properties are tried half as often as in a file that is run alone;
 * `.ci/suites/properties.sh` tries them four times as often.
 */
export default defineConfig(
  suite({ name: 'test', include: ['test/**/*.test.ts'], engine: 'duckdb', runs: 0.5 }),
);
