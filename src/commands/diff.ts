import type { Command } from 'commander';
import type { DiffReport } from '../diff/diff.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { openConfigured, type WarehouseFlags } from './configured.ts';
import type { Context } from './context.ts';
import { withExamples, withTimeouts } from './options.ts';
import { withSettings } from './with-settings.ts';

interface DiffFlags extends Omit<WarehouseFlags, 'warehouse'> {
  readonly json?: boolean;
}

export function register(program: Command, context: Context): void {
  const command = program
    .command('diff')
    .argument('<first>', 'a DuckDB file, or the word redshift')
    .argument('<second>', 'another')
    .summary('compare the rows of two warehouses')
    .description(
      'Compares the rows of two warehouses, table by table, on either engine. Exits with 1 if they differ.',
    );
  withTimeouts(withSettings(command, ['config', 'identifier', 'region', 'profile']))
    .option('--json', 'print one JSON document')
    .action((first: string, second: string, flags: DiffFlags) => compare(first, second, flags, context));
  withExamples(
    command,
    'sparkify diff sparkify.duckdb redshift',
    'sparkify diff monday.duckdb tuesday.duckdb',
  );
}

async function compare(first: string, second: string, flags: DiffFlags, context: Context): Promise<void> {
  const [{ diff }, { toJson }, { DataError }] = await Promise.all([
    import('../diff/diff.ts'),
    import('../to-json.ts'),
    import('../errors.ts'),
  ]);
  const { terminal } = context;
  await using left = await openConfigured({ ...flags, warehouse: first }, context);
  await using right = await openConfigured({ ...flags, warehouse: second }, context);
  const report = await diff(left, right);
  if (flags.json) terminal.print(toJson({ first, second, ...report }));
  else print(terminal, report, [first, second]);
  if (report.equal) return;
  const differing = report.tables.filter(({ equal }) => !equal).map(({ table }) => table);
  throw new DataError('SPK-222', `${first} and ${second} differ in ${differing.join(', ')}.`);
}

function print(terminal: Terminal, { tables }: DiffReport, names: readonly [string, string]): void {
  const { dim, green, red } = terminal.colors;
  for (const { table, equal, rows, only_in_first, only_in_second } of tables) {
    const counts = rows[0] === rows[1] ? `${rows[0]} rows` : `${rows[0]} and ${rows[1]} rows`;
    terminal.print(`  ${equal ? green('same   ') : red('DIFFERS')}  ${table.padEnd(20)} ${counts}`);
    for (const [name, only] of [
      [names[0], only_in_first],
      [names[1], only_in_second],
    ] as const) {
      if (only.length > 0) terminal.print(`           only in ${name}:`);
      for (const row of only) terminal.print(dim(`             ${JSON.stringify(row)}`));
    }
  }
}
