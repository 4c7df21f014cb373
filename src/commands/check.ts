import type { Command } from 'commander';
import { loadConfig } from '../config.ts';
import { withExamples, withWarehouse } from './options.ts';
import type { Runtime } from './runtime.ts';

interface CheckFlags {
  readonly warehouse?: string;
  readonly lockTimeout: number;
  readonly json?: boolean;
}

export function register(program: Command, runtime: Runtime): void {
  const command = program
    .command('check')
    .summary('run the data-quality checks on what is published')
    .description('Runs every data-quality check on what is published. Each check is a query for bad rows.');
  withWarehouse(command)
    .option('--json', 'print one JSON document')
    .action((flags: CheckFlags) => checkAndTell(flags, runtime));
  withExamples(command, 'sparkify check', 'sparkify check --warehouse music.duckdb --json');
}

async function checkAndTell(flags: CheckFlags, { terminal, signal }: Runtime): Promise<void> {
  const [{ check, requirePassed }, { openPublished }, { toJson }] = await Promise.all([
    import('../etl/checks.ts'),
    import('../warehouse/open-published.ts'),
    import('../terminal/rows.ts'),
  ]);
  await using warehouse = await openPublished(loadConfig(flags).warehouse, {
    lockTimeoutSeconds: flags.lockTimeout,
    signal,
  });
  const results = await check(warehouse);
  if (flags.json) {
    terminal.print(
      toJson({
        warehouse: warehouse.location,
        checks: results.map(({ badRows, ...result }) => ({ ...result, bad_rows: badRows.rows })),
      }),
    );
  } else {
    const { green, red, dim } = terminal.colors;
    for (const { name, claim, passed } of results) {
      terminal.print(`  ${passed ? green('ok    ') : red('FAILED')}  ${name.padEnd(24)} ${dim(claim)}`);
    }
    terminal.print(
      `\n  ${results.filter(({ passed }) => passed).length} of ${results.length} checks passed.`,
    );
  }
  requirePassed(
    results,
    'What is published in the warehouse is wrong: load it anew with sparkify etl --rebuild.',
  );
}
