import type { Command } from 'commander';
import { openConfigured, openProjectToRun, type WarehouseFlags } from './configured.ts';
import type { Context } from './context.ts';
import { withExamples, withProject, withWarehouse } from './options.ts';

interface CheckFlags extends WarehouseFlags {
  readonly json?: boolean;
}

export function register(program: Command, context: Context): void {
  const command = program
    .command('check')
    .summary('run the data-quality checks on the published data')
    .description('Runs every data-quality check on the published data. Each check is a query for bad rows.');
  withProject(withWarehouse(command))
    .option('--json', 'print one JSON document')
    .action((flags: CheckFlags) => checkAndReport(flags, context));
  withExamples(command, 'sparkify check', 'sparkify check --warehouse music.duckdb --json');
}

async function checkAndReport(flags: CheckFlags, context: Context): Promise<void> {
  const [{ check, requirePassed }, { toJson }] = await Promise.all([
    import('../load/checks.ts'),
    import('../terminal/rows.ts'),
  ]);
  const { terminal } = context;
  const project = await openProjectToRun(flags, context);
  await using warehouse = await openConfigured(flags, context);
  const results = await check(warehouse, { checks: project?.checks });
  if (flags.json) {
    terminal.print(toJson({ warehouse: warehouse.location, checks: results }));
  } else {
    const { green, red, yellow, dim } = terminal.colors;
    for (const { name, claim, passed, severity } of results) {
      const word = passed ? green('ok    ') : severity === 'warn' ? yellow('WARN  ') : red('FAILED');
      terminal.print(`  ${word}  ${name.padEnd(24)} ${dim(claim)}`);
    }
    terminal.print(
      `\n  ${results.filter(({ passed }) => passed).length} of ${results.length} checks passed.`,
    );
  }
  requirePassed(results, 'The published data is wrong.', [
    { command: 'etl', flags: { rebuild: true }, why: 'Load it again' },
  ]);
}
