import type { Command } from 'commander';
import { configured, type WarehouseFlags } from './configured.ts';
import type { Context } from './context.ts';
import { withExamples, withWarehouse } from './options.ts';

interface WhyFlags extends WarehouseFlags {
  readonly json?: boolean;
}

export function register(program: Command, context: Context): void {
  const command = program
    .command('why')
    .argument('<play>', 'its songplay_id')
    .summary('show the lineage of a play, and explain its match')
    .description(
      'Shows the lineage of a row of songplays: file, line and raw JSON, and the song records that its match considered.',
    );
  withWarehouse(command)
    .option('--json', 'print one JSON document')
    .action((play: string, flags: WhyFlags) => explain(play, flags, context));
  withExamples(command, 'sparkify why 79297c4e799357466c8295603913879a');
}

async function explain(play: string, flags: WhyFlags, context: Context): Promise<void> {
  const [{ why }, { openWarehouse }, { printLineage }, { toJson }] = await Promise.all([
    import('../lineage/why.ts'),
    import('../warehouse/open-warehouse.ts'),
    import('../terminal/lineage.ts'),
    import('../to-json.ts'),
  ]);
  const { terminal } = context;
  const config = configured(flags, context, ['source', 's3', 'warehouse']);
  await using warehouse = await openWarehouse(config.warehouse, {
    redshift: config.redshift,
    lockTimeoutSeconds: flags.lockTimeout,
    signal: context.signal,
  });
  const lineage = await why(warehouse, play, config);
  if (flags.json) terminal.print(toJson(lineage));
  else printLineage(terminal, lineage);
}
