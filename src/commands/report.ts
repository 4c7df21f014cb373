import { writeFileSync } from 'node:fs';
import { cannotWrite } from '../file-problem.ts';
import { command } from './command.ts';
import { configuredTimeZone, openConfigured, openProjectToRun } from './configured.ts';
import { option, withDefault } from './option.ts';
import { filters, filtersRemark, project, time, warehouse } from './options.ts';

export const report = command({
  name: 'report',
  summary: 'the first page of the dashboard as one HTML file',
  description: 'Writes the first page of the dashboard as one HTML file that needs no network.',
  options: {
    ...warehouse,
    ...project,
    ...filters,
    ...time,
    out: withDefault(option('--out <file>', 'where to write it; - for stdout'), 'report.html'),
    title: option('--title <text>', 'title of the report'),
  },
  remark: filtersRemark,
  examples: [
    'sparkify report --out report.html',
    'sparkify report --from 2018-11-01 --to 2018-11-30 --level paid',
  ],
  async run(flags, context) {
    const [{ writeReport }, { formatBytes }] = await Promise.all([
      import('../dashboard/report.ts'),
      import('../numbers.ts'),
    ]);
    const { out } = flags;
    const timeZone = configuredTimeZone(flags, context);
    const questions = (await openProjectToRun(flags, context))?.questions;
    await using published = await openConfigured(flags, context);
    const html = await writeReport(published, { ...flags, timeZone, questions });
    if (out === '-') return context.terminal.print(html.trimEnd());
    try {
      writeFileSync(out, html);
    } catch (cause) {
      throw cannotWrite(out, cause, 'Name another file with --out.');
    }
    context.terminal.print(`Wrote ${out} (${formatBytes(Buffer.byteLength(html))}).`);
  },
});
