import type { Command } from 'commander';
import type { RowFormat } from '../terminal/rows.ts';
import { openConfigured, type WarehouseFlags } from './configured.ts';
import type { Context } from './context.ts';
import { wholeNumberFrom, withExamples, withRows, withWarehouse } from './options.ts';

interface RunsFlags extends WarehouseFlags, RowFormat {}

export function register(program: Command, context: Context): void {
  const command = program
    .command('runs')
    .argument('[run]', 'a run, to see its files', wholeNumberFrom(1))
    .summary('list past runs, or the files of one')
    .description(
      'Lists the published runs with their counts and times. With the number of a run, lists its files.',
    );
  withRows(withWarehouse(command)).action((runId: number | undefined, flags: RunsFlags) =>
    show(runId, flags, context),
  );
  withExamples(command, 'sparkify runs', 'sparkify runs 1 --json');
}

async function show(runId: number | undefined, flags: RunsFlags, context: Context): Promise<void> {
  const [{ runs, runFiles }, { printRows }] = await Promise.all([
    import('../load/manifest/runs.ts'),
    import('../terminal/rows.ts'),
  ]);
  const { terminal } = context;
  await using warehouse = await openConfigured(flags, context);
  const result = runId === undefined ? await runs(warehouse) : await runFiles(warehouse, runId);
  printRows(terminal, result, {
    ...flags,
    title: runId === undefined ? 'Runs' : `Files of run ${runId}`,
  });
}
