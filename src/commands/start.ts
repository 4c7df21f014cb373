import type { Command } from 'commander';
import type { WarehouseFlags } from './configured.ts';
import type { Context } from './context.ts';
import { type SourceFlags, withExamples, withSource, withWarehouse } from './options.ts';

interface StartFlags extends SourceFlags, WarehouseFlags {}

export function register(program: Command, context: Context): void {
  const command = program
    .command('start')
    .summary('first run: simulate data if there is none, load, check, query')
    .description(
      'First run without any preparation: simulates a month of a music service into data/ if there is no data, loads it, checks it, and runs some saved queries.',
    );
  withWarehouse(withSource(command)).action((flags: StartFlags) => start(flags, context));
  withExamples(command, 'sparkify start', 'sparkify start --data ./data');
}

async function start(flags: StartFlags, context: Context): Promise<void> {
  const { firstRun } = await import('./first-run.ts');
  await firstRun(flags, context);
}
