import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchCase } from '../case.ts';
import { dataFolder, type SimulatedData } from '../data.ts';
import { mebibytes } from '../result.ts';
import { runCommand } from '../run-command.ts';

const goal = 500_000;
/** The fastest of the two figures in eventsim's README. */
const eventsimClaims = 147_058;

/** Log events written to disk, with a small catalogue so that song files do not count. */
export const simulator: BenchCase = async ({ sizes, onStep }) => {
  onStep('measuring');
  const few = await simulate(Math.round(sizes.simulatedUsers / 10));
  const many = await simulate(sizes.simulatedUsers);
  return [
    {
      case: `simulator, ${many.events.toLocaleString('en')} events to disk, whole command`,
      ours: `${Math.round(many.rate).toLocaleString('en')} events a second`,
      floor: `eventsim, as its README claims: ${eventsimClaims.toLocaleString('en')} events a second`,
      ratio: many.rate / eventsimClaims,
      goal: `at least ${goal.toLocaleString('en')} events a second`,
      verdict: many.rate >= goal ? 'met' : 'missed',
      note: `more is better; peak memory ${mebibytes(many.peakBytes)}, with a tenth of the users ${mebibytes(few.peakBytes)}`,
    },
  ];
};

async function simulate(users: number) {
  const out = join(dataFolder, 'simulator');
  rmSync(out, { recursive: true, force: true });
  const sizes = ['--users', String(users), '--catalogue', '10000', '--catalogue-share', '0.01'];
  const { seconds, peakBytes, stdout } = await runCommand(['simulate', '--out', out, ...sizes, '--json']);
  rmSync(out, { recursive: true, force: true });
  const { events } = JSON.parse(stdout) as SimulatedData;
  return { events, rate: events / seconds, peakBytes };
}
