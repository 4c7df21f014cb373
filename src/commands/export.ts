import { type Command, Option } from 'commander';
import type { ExportReport } from '../export/export.ts';
import { type ExportFormat, exportFormats } from '../export/manifest.ts';
import { s3Scheme } from '../s3-scheme.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { configured, type WarehouseFlags } from './configured.ts';
import type { Context } from './context.ts';
import { placeToWrite, withExamples, withQuiet, withWarehouse } from './options.ts';

interface ExportFlags extends WarehouseFlags {
  readonly to: string;
  readonly format?: ExportFormat;
  readonly tables?: readonly string[];
  readonly partitionBy?: readonly string[];
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export function register(program: Command, context: Context): void {
  const command = program
    .command('export')
    .summary('copy the star for other tools: Parquet, CSV or a DuckDB file')
    .description(
      'Copies the published star for other tools, with a manifest. The target is replaced in one step. A target that sparkify did not create is never changed. From Redshift, UNLOAD writes the tables below WORK, from where they are read.',
    );
  withQuiet(withWarehouse(command))
    .requiredOption('--to <location>', 'folder, s3://BUCKET/PREFIX, or DuckDB file (FILE.duckdb)', (to) =>
      s3Scheme.test(to) ? to : placeToWrite(to),
    )
    .addOption(
      new Option('--format <format>', 'default: duckdb for FILE.duckdb, else parquet').choices(exportFormats),
    )
    .option('--tables <names>', 'tables, separated by commas (default: the whole star)', splitNames)
    .option(
      '--partition-by <keys>',
      'partition files by year, month, artist_id; each table by the columns that it has',
      splitNames,
    )
    .option('--json', 'print one JSON document')
    .action((flags: ExportFlags) => exportAndReport(flags, context));
  withExamples(
    command,
    'sparkify export --to parquet',
    'sparkify export --to parquet --partition-by year,month',
    'sparkify export --to copy.duckdb --tables songplays,users',
    'sparkify export --to s3://my-bucket/sparkify --partition-by year,month',
    'sparkify export --to copy.duckdb --warehouse redshift',
  );
}

function splitNames(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim());
}

async function exportAndReport(flags: ExportFlags, context: Context): Promise<void> {
  const [{ exportTables }, { toJson }] = await Promise.all([
    import('../export/export.ts'),
    import('../to-json.ts'),
  ]);
  const { terminal, signal } = context;
  const { warehouse, redshift, s3 } = configured(flags, context, ['warehouse', 's3', 'load']);
  const { to, format, tables, partitionBy, lockTimeout } = flags;
  const report = await exportTables({
    ...{ warehouse, redshift, s3, to, format, tables, partitionBy, signal },
    lockTimeoutSeconds: lockTimeout,
  });
  if (flags.json) terminal.print(toJson(report));
  else if (!flags.quiet) await print(report, terminal);
}

async function print({ status, to, warehouse, manifest }: ExportReport, terminal: Terminal): Promise<void> {
  const { count, formatBytes, formatNumber } = await import('../terminal/numbers.ts');
  if (status === 'unchanged') {
    terminal.print(`  ${to} already holds run ${manifest.run_id} of ${warehouse}.`);
    return;
  }
  const width = Math.max(...manifest.tables.map(({ rows }) => formatNumber(rows).length));
  for (const { name, rows, files } of manifest.tables) {
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const inFiles = files.length === 0 ? '' : `   ${count(files.length, 'file')}, ${formatBytes(bytes)}`;
    terminal.print(`  ${name.padEnd(10)} ${formatNumber(rows).padStart(width)} rows${inFiles}`);
  }
  terminal.print(`  Exported   run ${manifest.run_id} of ${warehouse} to ${to}`);
}
