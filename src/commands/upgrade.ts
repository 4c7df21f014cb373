import type { Command } from 'commander';
import { configured, type WarehouseFlags } from './configured.ts';
import type { Context } from './context.ts';
import { withExamples, withQuiet, withWarehouse } from './options.ts';

interface UpgradeFlags extends WarehouseFlags {
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export function register(program: Command, context: Context): void {
  const command = program
    .command('upgrade')
    .summary('upgrade the tables of an older version')
    .description(
      'Upgrades the tables of an older version in one transaction, and rebuilds the star from the staging tables. It reads no source. The next etl does the same.',
    );
  withQuiet(withWarehouse(command))
    .option('--dry-run', 'print the plan, and change nothing')
    .option('--json', 'print the report as one JSON document')
    .action((flags: UpgradeFlags) => upgradeAndReport(flags, context));
  withExamples(command, 'sparkify upgrade --dry-run', 'sparkify upgrade --warehouse music.duckdb');
}

async function upgradeAndReport(flags: UpgradeFlags, context: Context): Promise<void> {
  const { terminal } = context;
  const [{ upgrade }, { printUpgrade }, { toJson }] = await Promise.all([
    import('../load/upgrade.ts'),
    import('../terminal/upgrade-report.ts'),
    import('../to-json.ts'),
  ]);
  const { warehouse, redshift } = configured(flags, context);
  const report = await upgrade(warehouse, {
    redshift,
    lockTimeoutSeconds: flags.lockTimeout,
    signal: context.signal,
    dryRun: flags.dryRun ?? false,
    ...(!flags.quiet && { onWarning: (sentence: string) => terminal.note(`  warning  ${sentence}`) }),
  });
  if (flags.json) terminal.print(toJson(report));
  else if (!flags.quiet) printUpgrade(terminal, report);
}
