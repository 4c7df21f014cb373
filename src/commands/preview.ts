import { Argument } from 'commander';
import { count } from '../numbers.ts';
import type { DataSet } from '../sources/source.ts';
import { visible } from '../terminal/plain.ts';
import { command } from './command.ts';
import { configured } from './configured.ts';
import { flag, option, withDefault } from './option.ts';
import { config, rows, source, wholeNumberFrom } from './options.ts';
import { orUsualFolder } from './settle-source.ts';

/** A file that is no log has every line rejected. */
const shownRejects = 10;

export const preview = command({
  name: 'preview',
  summary: 'show the first records of the source',
  description:
    'Shows the first records of the source as a table, before anything is loaded. Without a flag for the data, it uses the source from the environment or dwh.cfg, else ./data.',
  arguments: [new Argument('[records]', 'what to show').choices(['songs', 'logs']).default('logs')],
  options: {
    ...source,
    config,
    ...rows,
    limit: withDefault(option('--limit <records>', 'maximum number of records', wholeNumberFrom(1)), 10),
    jsonpaths: flag(
      '--jsonpaths',
      'print a JSONPaths file that maps the keys found to the columns of staging',
    ).conflicts('csv'),
  },
  examples: [
    'sparkify preview songs --data ./data',
    'sparkify preview logs --data ./data --limit 3 --json',
    'sparkify preview logs --data ./data --jsonpaths',
  ],
  async run(flags, context, dataSet: DataSet) {
    const { terminal } = context;
    const locations = orUsualFolder(configured(flags, context, ['source', 's3']));
    if (flags.jsonpaths) {
      const { proposeJsonPaths } = await import('../preview/propose-json-paths.ts');
      return terminal.print(await proposeJsonPaths(dataSet, locations));
    }
    const [{ preview }, { printRows }] = await Promise.all([
      import('../preview/preview.ts'),
      import('../terminal/rows.ts'),
    ]);
    const { files, rejected, ...result } = await preview(dataSet, { ...locations, limit: flags.limit });
    printRows(terminal, result, {
      ...flags,
      title: `${visible(files[0] ?? '')}${files.length > 1 ? ' …' : ''}`,
      about: { files, rejected },
    });
    for (const { location, line, reason } of rejected.slice(0, shownRejects))
      terminal.note(`${visible(location)}, line ${line}: ${reason}`);
    if (rejected.length > shownRejects)
      terminal.note(`… and ${count(rejected.length - shownRejects, 'more rejected record')}.`);
  },
});
