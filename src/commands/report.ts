import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Filters } from '../ask/filters.ts';
import { UsageError } from '../errors.ts';
import { configuredTimeZone, openConfigured, openProjectToRun, type WarehouseFlags } from './configured.ts';
import type { Context } from './context.ts';
import { withExamples, withFilters, withProject, withTime, withWarehouse } from './options.ts';

interface ReportFlags extends WarehouseFlags, Filters {
  readonly grain?: string;
  readonly out: string;
  readonly title?: string;
}

export function register(program: Command, context: Context): void {
  const command = program
    .command('report')
    .summary('the first page of the dashboard as one HTML file')
    .description('Writes the first page of the dashboard as one HTML file that needs no network.');
  withTime(withFilters(withProject(withWarehouse(command))))
    .option('--out <file>', 'where to write it; - for stdout', 'report.html')
    .option('--title <text>', 'title of the report')
    .action((flags: ReportFlags) => write(flags, context));
  withExamples(
    command,
    'sparkify report --out report.html',
    'sparkify report --from 2018-11-01 --to 2018-11-30 --level paid',
  );
}

async function write(flags: ReportFlags, context: Context): Promise<void> {
  const [{ writeReport }, { formatBytes }] = await Promise.all([
    import('../dashboard/report.ts'),
    import('../terminal/numbers.ts'),
  ]);
  const { out } = flags;
  const timeZone = configuredTimeZone(flags, context);
  const { terminal } = context;
  const questions = (await openProjectToRun(flags, context))?.questions;
  await using warehouse = await openConfigured(flags, context);
  const html = await writeReport(warehouse, { ...flags, timeZone, questions });
  if (out === '-') {
    terminal.print(html.trimEnd());
    return;
  }
  try {
    writeFileSync(out, html);
  } catch (cause) {
    throw new UsageError('SPK-118', `${out} cannot be written: ${(cause as Error).message}.`, {
      cause,
      hints: ['Name another file with --out.'],
    });
  }
  terminal.print(`Wrote ${out} (${formatBytes(Buffer.byteLength(html))}).`);
}
