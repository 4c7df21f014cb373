import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { suite } from './test/suite.ts';

const byDataApi = process.env.SPARKIFY_TRANSPORT === 'data-api';

/**
 * What both engines must do, on the stand-in for Redshift, which takes ten times as long as a file of DuckDB; and what
 * `npm test` has no time for of Redshift alone.
 */
export default defineConfig(
  suite({
    // Each transport has a report of its own.
    name: byDataApi ? 'redshift-data-api' : 'redshift',
    include: ['test/**/*.redshift.ts', ...filesOnEveryEngine()],
    engine: 'redshift',
    timeoutSeconds: byDataApi ? 180 : 60, // a statement is two requests of the SDK there
  }),
);

/** Those that import `engines`; one that runs on DuckDB's kind of engine alone has no test here. */
function filesOnEveryEngine(): readonly string[] {
  return readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join('test', name))
    .filter((file) =>
      /import \{[^}]*\bengines\b[^}]*\} from '[./]+engines\.ts'/.test(readFileSync(file, 'utf8')),
    );
}
