import { defineConfig } from 'vitest/config';
import { suite } from './test/suite.ts';

/**
 * `npm test`: everything, but what is tested on both engines on DuckDB alone; `vitest.redshift.config.ts` has the rest.
 * Most of what is about Redshift alone is here too.
 */
export default defineConfig(suite({ name: 'test', include: ['test/**/*.test.ts'], engine: 'duckdb' }));
