import { join } from 'node:path';
import type { BenchCase } from '../case.ts';
import { forget, newWarehouse, simulated } from '../data.ts';
import { runEtl } from '../etl-run.ts';
import { timeFirstScreen } from '../first-screen.ts';
import { againstFloor, type CaseResult, mebibytes } from '../result.ts';
import { runProgram } from '../run-program.ts';
import { inTurns } from '../timing.ts';

const twoGibibytes = 2 * 2 ** 30;

/** Log events with the few songs that real metadata covers: the whole command against bare staging of the logs alone. */
export const events: BenchCase = async ({ sizes, onStep }) => {
  const results: CaseResult[] = [];
  for (const [index, users] of sizes.users.entries()) {
    onStep('simulating');
    const data = await simulated({ users, catalogue: 10_000, 'catalogue-share': 0.07 });
    const isLarge = index > 0;
    const effort = isLarge ? { rounds: 1, goal: 1.6 } : { rounds: sizes.rounds, goal: 1.5, screenGoal: 1.2 };
    results.push(...(await measure(data, effort, onStep)));
    if (isLarge) forget(data);
  }
  return results;
};

async function measure(
  data: Awaited<ReturnType<typeof simulated>>,
  effort: { readonly rounds: number; readonly goal: number; readonly screenGoal?: number },
  onStep: (step: string) => void,
): Promise<readonly CaseResult[]> {
  const { rounds, goal, screenGoal } = effort;
  const glob = join(data.folder, 'log_data/*/*/*.json');
  const laps: string[] = [];
  let loaded = '';
  onStep('measuring');
  const timings = await inTurns(rounds, {
    read: () => runProgram('./floors/read-bytes.ts', [join(data.folder, 'log_data')]),
    bare: () => runProgram('./floors/bare-ctas.ts', [newWarehouse(), glob, 'default']),
    tuned: () => runProgram('./floors/bare-ctas.ts', [newWarehouse(), glob, 'tuned']),
    ours: async () => {
      loaded = newWarehouse();
      const run = await runEtl('--data', data.folder, '--warehouse', loaded);
      const { stage, star, check, publish } = run.report.seconds;
      laps.push(`stage ${stage} s, star ${star} s, check ${check} s, publish ${publish} s`);
      return run;
    },
  });
  const screen = await timeFirstScreen(loaded);
  const slowest = Math.max(screen.afterStart, screen.afterRun);
  newWarehouse(); // it is large
  const events = `${(data.events / 1e6).toFixed(1)} M events`;
  const name = `${events} (${(data.bytes / 1e9).toFixed(1)} GB), whole etl`;
  const held = { case: name, ours: timings.ours };
  const { peakBytes } = timings.ours;
  return [
    againstFloor({ ...held, floor: timings.bare, floorName: 'bare CTAS', note: laps.at(-1) ?? '' }, goal),
    againstFloor({
      ...held,
      floor: timings.tuned,
      floorName: 'bare CTAS, auto_detect = false and preserve_insertion_order = false',
    }),
    againstFloor({ ...held, floor: timings.read, floorName: 'reading the bytes' }),
    {
      case: `${name}: peak resident memory`,
      ours: mebibytes(peakBytes),
      floor: `bare CTAS: ${mebibytes(timings.bare.peakBytes)}`,
      goal: 'at most 2,048 MiB',
      verdict: peakBytes === undefined ? 'skipped' : peakBytes <= twoGibibytes ? 'met' : 'missed',
      note: peakBytes === undefined ? 'unknown on this system' : '',
    },
    {
      case: `${events}: first screen of the dashboard, by HTTP`,
      ours: `${screen.afterStart.toFixed(2)} s`,
      floor: `after a run: ${screen.afterRun.toFixed(2)} s`,
      goal: screenGoal === undefined ? '' : `at most ${screenGoal} s`,
      verdict: screenGoal === undefined ? 'no goal' : slowest <= screenGoal ? 'met' : 'missed',
      note: 'from the start of the process',
    },
  ];
}
