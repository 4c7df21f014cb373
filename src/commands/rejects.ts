import type { Command } from 'commander';
import type { RowFormat } from '../terminal/rows.ts';
import { openConfigured, type WarehouseFlags } from './configured.ts';
import type { Context } from './context.ts';
import { placeToWrite, wholeNumberFrom, withExamples, withRows, withWarehouse } from './options.ts';

interface RejectsFlags extends WarehouseFlags, RowFormat {
  readonly code?: string;
  readonly file?: string;
  readonly limit?: number;
  readonly export?: string;
}

export function register(program: Command, context: Context): void {
  const command = program
    .command('rejects')
    .summary('list or export the rejected records')
    .description(
      'Lists the rejected records with file, line, byte offset and reason; or writes their raw text to a file.',
    );
  withRows(withWarehouse(command))
    .option('--code <code>', 'only this code, such as bad_json, type or type:ts')
    .option('--file <text>', 'only files with this in their location')
    .option('--limit <records>', 'maximum number of records', wholeNumberFrom(1))
    .option('--export <file>', 'write the raw records to this file, unchanged', placeToWrite)
    .action((flags: RejectsFlags) => show(flags, context));
  withExamples(
    command,
    'sparkify rejects',
    'sparkify rejects --code type:ts --limit 20',
    'sparkify rejects --export bad-lines.json',
  );
}

async function show(flags: RejectsFlags, context: Context): Promise<void> {
  const [{ rejects }, { printRows }, { exportRaw }] = await Promise.all([
    import('../load/manifest/rejects.ts'),
    import('../terminal/rows.ts'),
    import('../load/export-rejects.ts'),
  ]);
  const { terminal } = context;
  await using warehouse = await openConfigured(flags, context);
  const result = await rejects(warehouse, flags);
  if (flags.export !== undefined) {
    exportRaw(flags.export, result.rows);
    terminal.note(`Wrote ${result.rows.length} raw records to ${flags.export}.`);
    return;
  }
  const columns =
    terminal.isInteractive && !flags.csv
      ? ['location', 'line', 'byte_offset', 'code', 'reason']
      : result.columns;
  printRows(terminal, { columns, rows: result.rows }, { ...flags, title: 'Rejected records' });
}
