import { Argument } from 'commander';
import { DataError } from '../errors.ts';
import { printDiff } from '../terminal/diff-report.ts';
import { toJson } from '../to-json.ts';
import { command } from './command.ts';
import { openConfigured } from './configured.ts';
import { settings } from './option.ts';
import { config, json, timeouts } from './options.ts';

export const diff = command({
  name: 'diff',
  summary: 'compare the rows of two warehouses',
  description:
    'Compares the rows of two warehouses, table by table, on either engine. Exits with 1 if they differ.',
  arguments: [
    new Argument('<first>', 'a DuckDB file, or the word redshift'),
    new Argument('<second>', 'another'),
  ],
  options: { config, ...settings('identifier', 'region', 'profile'), ...timeouts, json },
  examples: ['sparkify diff sparkify.duckdb redshift', 'sparkify diff monday.duckdb tuesday.duckdb'],
  async run(flags, context, first: string, second: string) {
    const { diff } = await import('../diff/diff.ts');
    await using left = await openConfigured({ ...flags, warehouse: first }, context);
    await using right = await openConfigured({ ...flags, warehouse: second }, context);
    const report = await diff(left, right);
    if (flags.json) context.terminal.print(toJson({ first, second, ...report }));
    else printDiff(context.terminal, report, [first, second]);
    if (report.equal) return;
    const differing = report.tables.filter(({ equal }) => !equal).map(({ table }) => table);
    throw new DataError('SPK-222', `${first} and ${second} differ in ${differing.join(', ')}.`);
  },
});
