import { Argument, type Command } from 'commander';
import type { DataSet } from '../sources/source.ts';
import { visible } from '../terminal/plain.ts';
import type { RowFormat } from '../terminal/rows.ts';
import { configured } from './configured.ts';
import type { Context } from './context.ts';
import {
  type SourceFlags,
  wholeNumberFrom,
  withConfig,
  withExamples,
  withRows,
  withSource,
} from './options.ts';
import { orUsualFolder } from './settle-source.ts';

interface PreviewFlags extends SourceFlags, RowFormat {
  readonly limit: number;
  readonly jsonpaths?: boolean;
}

export function register(program: Command, context: Context): void {
  const command = program
    .command('preview')
    .addArgument(new Argument('[records]', 'what to show').choices(['songs', 'logs']).default('logs'))
    .summary('show the first records of the source')
    .description(
      'Shows the first records of the source as a table, before anything is loaded. Without a flag for the data, it uses the source from the environment or dwh.cfg, else ./data.',
    );
  withRows(withConfig(withSource(command)))
    .option('--limit <records>', 'maximum number of records', wholeNumberFrom(1), 10)
    .option('--jsonpaths', 'print a JSONPaths file that maps the keys found to the columns of staging')
    .action((dataSet: DataSet, flags: PreviewFlags) => show(dataSet, flags, context));
  withExamples(
    command,
    'sparkify preview songs --data ./data',
    'sparkify preview logs --data ./data --limit 3 --json',
    'sparkify preview logs --data ./data --jsonpaths',
  );
}

async function show(dataSet: DataSet, flags: PreviewFlags, context: Context): Promise<void> {
  const { terminal, signal } = context;
  const source = orUsualFolder(configured(flags, context, ['source', 's3']));
  if (flags.jsonpaths) {
    const { proposeJsonPaths } = await import('../preview/propose-json-paths.ts');
    terminal.print(await proposeJsonPaths(dataSet, { ...source, signal }));
    return;
  }
  const [{ preview }, { printRows }] = await Promise.all([
    import('../preview/preview.ts'),
    import('../terminal/rows.ts'),
  ]);
  const { files, rejected, ...result } = await preview(dataSet, {
    ...source,
    limit: flags.limit,
    signal,
  });
  const [first] = files;
  printRows(terminal, result, {
    ...flags,
    title: `${visible(first ?? '')}${files.length > 1 ? ' …' : ''}`,
    about: { files, rejected },
  });
  for (const { location, line, reason } of rejected)
    terminal.note(`${visible(location)}, line ${line}: ${reason}`);
}
