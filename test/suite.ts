import { existsSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { ViteUserConfig } from 'vitest/config';
import type { Engine } from '../src/warehouse/warehouse.ts';
import { slowestFiles } from './slowest-files.ts';

export interface Suite {
  /** Of `.ci/reports/NAME.json`, which `.ci/count.js` adds up. */
  readonly name: string;
  readonly include: readonly string[];
  /** For one test or hook, where 30 s do not do. */
  readonly timeoutSeconds?: number;
  /** Of the engines of `engines.ts`, the only one. */
  readonly engine?: Engine;
  /** How often properties are tried, as a share (`runs.ts`). */
  readonly runs?: number;
  /** How many threads each DuckDB takes; without it as many as there are cores. */
  readonly duckdbThreads?: number;
}

/**
 * The configuration of a suite of tests. A worker keeps its modules and its engines from one file to the next, since
 * to load them again takes longer than most files: so no test mocks a module, and what a test changes of the process
 * (its environment, its listeners) it puts back. Workers are processes, not threads: threads took more time, and a
 * thread has no working directory of its own.
 */
export function suite({
  name,
  include,
  timeoutSeconds = 30,
  engine,
  runs = 1,
  duckdbThreads,
}: Suite): ViteUserConfig {
  return {
    root: '.', // also for a configuration in a folder of its own
    test: {
      include: [...include],
      passWithNoTests: engine !== undefined, // a file may be about the other one
      setupFiles: [join(import.meta.dirname, 'seed.ts')],
      testTimeout: timeoutSeconds * 1000,
      hookTimeout: timeoutSeconds * 1000,
      pool: 'forks',
      // Each collection of young objects copies those that are in use: with more room there are fewer, which takes 4 % less CPU.
      execArgv: ['--max-semi-space-size=64'],
      isolate: false,
      env: {
        ...temporaryFolder(),
        ...(engine && { SPARKIFY_ENGINE: engine }),
        SPARKIFY_RUNS: process.env.SPARKIFY_RUNS ?? `${runs}`,
        // What DuckDB takes for the number of cores, if it is set.
        ...(duckdbThreads !== undefined && { SLURM_CPUS_ON_NODE: `${duckdbThreads}` }),
      },
      maxWorkers: '100%', // Vitest leaves a core to other programs; on two that is half of them
      reporters: ['default', slowestFiles(), ...(process.env.CI ? ['json'] : [])],
      outputFile: { json: `.ci/reports/${name}.json` },
    },
  };
}

/**
 * Where the tests make their files: in memory, where there is a file system in memory with room. A test makes and
 * removes a database file or two, and on a disk that waits for each longer than the test takes.
 */
function temporaryFolder(): { readonly TMPDIR?: string } {
  const memory = '/dev/shm';
  const enough = 4 * 1024 ** 3;
  if (process.env.TMPDIR !== undefined || !existsSync(memory)) return {};
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > enough ? { TMPDIR: memory } : {};
}
