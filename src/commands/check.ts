import type { Command } from 'commander';
import { openConfigured, openProjectToRun, type WarehouseFlags } from './configured.ts';
import type { Context } from './context.ts';
import { parseDuration, withExamples, withProject, withQuiet, withWarehouse } from './options.ts';

interface CheckFlags extends WarehouseFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** Milliseconds. */
  readonly freshness?: number;
}

export function register(program: Command, context: Context): void {
  const command = program
    .command('check')
    .summary('run the data-quality checks on the published data')
    .description('Runs every data-quality check on the published data. Each check is a query for bad rows.');
  withQuiet(withProject(withWarehouse(command)))
    .option(
      '--freshness <time>',
      'fail if the newest run was published longer ago, such as 30m, 2h or 7d',
      parseDuration,
    )
    .option('--json', 'print one JSON document')
    .action((flags: CheckFlags) => checkAndReport(flags, context));
  withExamples(
    command,
    'sparkify check',
    'sparkify check --freshness 2h',
    'sparkify check --warehouse music.duckdb --json',
  );
}

async function checkAndReport(flags: CheckFlags, context: Context): Promise<void> {
  const [{ check, requirePassed }, { freshness, describeFreshness, requireFresh }, { toJson }] =
    await Promise.all([import('../load/checks.ts'), import('../load/freshness.ts'), import('../to-json.ts')]);
  const { terminal } = context;
  const project = await openProjectToRun(flags, context);
  await using warehouse = await openConfigured(flags, context);
  const results = await check(warehouse, { checks: project?.checks });
  const age =
    flags.freshness === undefined
      ? undefined
      : await freshness(warehouse, { atMost: flags.freshness, now: new Date() });
  if (flags.json) {
    const document = { warehouse: warehouse.location, checks: results, ...(age && { freshness: age }) };
    terminal.print(toJson(document));
  } else if (!flags.quiet) {
    const { green, red, yellow, dim } = terminal.colors;
    for (const { name, claim, passed, severity } of results) {
      const word = passed ? green('ok    ') : severity === 'warn' ? yellow('WARN  ') : red('FAILED');
      terminal.print(`  ${word}  ${name.padEnd(24)} ${dim(claim)}`);
    }
    if (age !== undefined) {
      const word = age.passed ? green('ok    ') : red('LATE  ');
      terminal.print(`  ${word}  ${'freshness'.padEnd(24)} ${dim(`${describeFreshness(age)}.`)}`);
    }
    terminal.print(
      `\n  ${results.filter(({ passed }) => passed).length} of ${results.length} checks passed.`,
    );
  }
  requirePassed(results, 'The published data is wrong.', [
    { command: 'etl', flags: { rebuild: true }, why: 'Load it again' },
  ]);
  if (age !== undefined) requireFresh(age);
}
