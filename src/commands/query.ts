import type { Command } from 'commander';
import type { RowFormat } from '../terminal/rows.ts';
import { openConfigured, type WarehouseFlags } from './configured.ts';
import type { Context } from './context.ts';
import { withExamples, withRows, withWarehouse } from './options.ts';

interface QueryFlags extends WarehouseFlags, RowFormat {}

export function register(program: Command, context: Context): void {
  const command = program
    .command('query')
    .argument('<sql>', 'one statement')
    .summary('run any read-only SQL')
    .description('Runs SQL on the published data. The warehouse is opened read-only.');
  withRows(withWarehouse(command)).action((sql: string, flags: QueryFlags) => run(sql, flags, context));
  withExamples(command, 'sparkify query "select level, count(*) as plays from songplays group by level"');
}

async function run(sql: string, flags: QueryFlags, context: Context): Promise<void> {
  const [{ query }, { printRows }] = await Promise.all([
    import('../ask/query.ts'),
    import('../terminal/rows.ts'),
  ]);
  await using warehouse = await openConfigured(flags, context);
  printRows(context.terminal, await query(warehouse, sql), flags);
}
