import type { EtlReport } from '../src/load/report.ts';
import type { ChildRun } from './run-child.ts';
import { runCommand } from './run-command.ts';

/** A run of `sparkify etl`, and what it said of itself. */
export interface EtlRun extends ChildRun {
  readonly report: EtlReport;
}

/** Runs the whole real command, from the start of Node to its end. */
export async function runEtl(...args: readonly string[]): Promise<EtlRun> {
  const run = await runCommand(['etl', ...args, '--json', '--quiet']);
  return { ...run, report: JSON.parse(run.stdout) as EtlReport };
}
