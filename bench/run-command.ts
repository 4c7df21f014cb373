import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type ChildRun, untilEnd } from './run-child.ts';

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

/** Runs the built `sparkify` with the given arguments, from its start to its end. */
export async function runCommand(args: readonly string[]): Promise<ChildRun> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const run = await untilEnd(child, startedAt);
  if (run.code !== 0) throw new Error(`sparkify ${args.join(' ')} ended with ${run.code}:\n${run.stderr}`);
  return run;
}
