import { linkSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BenchCase } from '../cases.ts';
import { newWarehouse, simulated } from '../data.ts';
import { runEtl } from '../etl-run.ts';
import { type CaseResult, seconds } from '../result.ts';
import { inTurns, type Timing } from '../timing.ts';

/** What it costs to judge large files by the fast reader and by the exact one, clean files and dirty ones. */
export const passes: BenchCase = async ({ sizes, tell }) => {
  tell('simulating');
  const month = { users: sizes.passUsers, catalogue: 10_000, 'catalogue-share': 0.01, until: '2018-11-04' };
  const clean = await simulated(month);
  const dirty = await simulated({ ...month, dirty: 0.001 });
  const cleanLogs = join(clean.folder, 'log_data');
  const dirtyLogs = join(dirty.folder, 'log_data');
  tell('measuring');
  const timings = await inTurns(sizes.rounds, {
    cleanFast: () => stage(cleanLogs),
    cleanExact: () => stage(forExactReader(clean.folder)),
    dirtyBoth: () => stage(dirtyLogs),
    dirtyExact: () => stage(forExactReader(dirty.folder)),
  });
  const megabytes = clean.bytes / 1e6;
  return [
    pass(
      'the validating parser on clean files',
      timings.cleanExact,
      'the native read',
      timings.cleanFast,
      megabytes,
    ),
    pass(
      'dirty files, 0.1 % bad: the native read fails, the validating parser reads all again',
      timings.dirtyBoth,
      'clean files, the native read',
      timings.cleanFast,
      megabytes,
    ),
    pass(
      'dirty files by the validating parser alone',
      timings.dirtyExact,
      'the validating parser on clean files',
      timings.cleanExact,
      megabytes,
    ),
  ];
};

function pass(name: string, ours: Timing, floorName: string, floor: Timing, megabytes: number): CaseResult {
  return {
    case: `staging ${Math.round(megabytes)} MB in 3 files: ${name}`,
    ours: seconds(ours),
    floor: `${floorName}: ${seconds(floor)}`,
    ratio: ours.seconds / floor.seconds,
    goal: '',
    verdict: 'no goal',
    note: `${Math.round(megabytes / ours.seconds)} MB a second`,
  };
}

/** The time of staging alone, of which the rest of the run knows no difference. */
async function stage(logs: string) {
  const { report } = await runEtl('--logs', logs, '--warehouse', newWarehouse(), '--max-rejected', '5%');
  return { seconds: report.seconds.stage };
}

/** The same files by a path that DuckDB would take for a pattern: these are left to the exact reader. */
function forExactReader(folder: string): string {
  const copies = join(folder, 'exact [only]');
  rmSync(copies, { recursive: true, force: true });
  mkdirSync(copies);
  for (const name of readdirSync(join(folder, 'log_data'), { recursive: true, encoding: 'utf8' })) {
    if (/\.json(\.gz)?$/.test(name)) linkSync(join(folder, 'log_data', name), join(copies, basename(name)));
  }
  return copies;
}
