import { count } from '../numbers.ts';
import { command } from './command.ts';
import { openConfigured } from './configured.ts';
import { option } from './option.ts';
import { placeToWrite, rows, warehouse, wholeNumberFrom } from './options.ts';

export const rejects = command({
  name: 'rejects',
  summary: 'list or export the rejected records',
  description:
    'Lists the rejected records with file, line, byte offset and reason; or writes their raw text to a file.',
  options: {
    ...warehouse,
    ...rows,
    code: option('--code <code>', 'only this code, such as bad_json, type or type:ts'),
    file: option('--file <text>', 'only files with this in their location'),
    limit: option('--limit <records>', 'maximum number of records', wholeNumberFrom(1)),
    export: option('--export <file>', 'write the raw records to this file, unchanged', placeToWrite),
  },
  examples: [
    'sparkify rejects',
    'sparkify rejects --code type:ts --limit 20',
    'sparkify rejects --export bad-lines.json',
  ],
  async run(flags, context) {
    const [{ rejects }, { printRows }, { exportRaw }] = await Promise.all([
      import('../load/manifest/rejects.ts'),
      import('../terminal/rows.ts'),
      import('../load/export-rejects.ts'),
    ]);
    const { terminal } = context;
    await using published = await openConfigured(flags, context);
    const result = await rejects(published, flags);
    if (flags.export !== undefined) {
      exportRaw(flags.export, result.rows);
      return terminal.note(`Wrote ${count(result.rows.length, 'raw record')} to ${flags.export}.`);
    }
    const columns =
      terminal.isInteractive && !flags.csv
        ? ['location', 'line', 'byte_offset', 'code', 'reason']
        : result.columns;
    printRows(terminal, { columns, rows: result.rows }, { ...flags, title: 'Rejected records' });
  },
});
