import type { ExportReport } from '../export/export.ts';
import { exportFormats } from '../export/manifest.ts';
import { s3Scheme } from '../s3-scheme.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { toJson } from '../to-json.ts';
import { command } from './command.ts';
import { configured } from './configured.ts';
import { choice, mandatory, option } from './option.ts';
import { json, placeToWrite, quiet, warehouse } from './options.ts';

export const exporting = command({
  name: 'export',
  summary: 'copy the star for other tools: Parquet, CSV or a DuckDB file',
  description:
    'Copies the published star for other tools, with a manifest. The target is replaced in one step. A target that sparkify did not create is never changed. From Redshift, UNLOAD writes the tables below WORK, from where they are read.',
  options: {
    ...warehouse,
    ...quiet,
    to: mandatory(
      option('--to <location>', 'folder, s3://BUCKET/PREFIX, or DuckDB file (FILE.duckdb)', (to) =>
        s3Scheme.test(to) ? to : placeToWrite(to),
      ),
    ),
    format: choice(
      '--format <format>',
      'default: duckdb for FILE.duckdb, csv for FOLDER.csv, else parquet',
      exportFormats,
    ),
    tables: option('--tables <names>', 'tables, separated by commas (default: the whole star)', splitNames),
    partitionBy: option(
      '--partition-by <keys>',
      'partition files by year, month, artist_id; each table by the columns that it has',
      splitNames,
    ),
    json,
  },
  examples: [
    'sparkify export --to parquet',
    'sparkify export --to parquet --partition-by year,month',
    'sparkify export --to copy.duckdb --tables songplays,users',
    'sparkify export --to s3://my-bucket/sparkify --partition-by year,month',
    'sparkify export --to copy.duckdb --warehouse redshift',
  ],
  async run(flags, context) {
    const { exportTables } = await import('../export/export.ts');
    const { to, format, tables, partitionBy } = flags;
    const config = configured(flags, context, ['warehouse', 's3', 'load']);
    const report = await exportTables({ ...config, to, format, tables, partitionBy });
    if (flags.json) context.terminal.print(toJson(report));
    else if (!flags.quiet) await print(report, context.terminal);
  },
});

function splitNames(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim());
}

async function print({ status, to, warehouse, manifest }: ExportReport, terminal: Terminal): Promise<void> {
  const { count, formatBytes, formatNumber } = await import('../numbers.ts');
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
