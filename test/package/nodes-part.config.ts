import { defineConfig } from 'vitest/config';
import { suite } from '../suite.ts';

/**
 * A part of `npm test` for another Node.js, which runs Vitest itself: what depends on it is threads, streams, signals, sockets,
 * the binding of DuckDB, and how errors are worded. The name of the suite comes from `.ci/suites/node-versions.sh`.
 */
export default defineConfig(
  suite({
    name: process.env.SPARKIFY_SUITE ?? 'node-versions-this',
    include: [
      'test/{cli,dashboard,formats,s3,sources,stopping}/*.test.ts',
      'test/load/{etl,gzip,one-run,hostile-names,direct}*.test.ts',
      'test/simulate/determinism.test.ts',
      'test/warehouse/duckdb/*.test.ts',
    ],
    engine: 'duckdb',
    runs: 0.25,
  }),
);
