import { Argument } from 'commander';
import { command } from './command.ts';
import { openConfigured } from './configured.ts';
import { rows, warehouse, wholeNumberFrom } from './options.ts';

export const runs = command({
  name: 'runs',
  summary: 'list past runs, or the files of one',
  description:
    'Lists the published runs with their counts and times. With the number of a run, lists its files.',
  arguments: [new Argument('[run]', 'a run, to see its files').argParser(wholeNumberFrom(1))],
  options: { ...warehouse, ...rows },
  examples: ['sparkify runs', 'sparkify runs 1 --json'],
  async run(flags, context, runId?: number) {
    const [{ runs, runFiles }, { printRows }] = await Promise.all([
      import('../load/manifest/runs.ts'),
      import('../terminal/rows.ts'),
    ]);
    await using published = await openConfigured(flags, context);
    const result = runId === undefined ? await runs(published) : await runFiles(published, runId);
    const title = runId === undefined ? 'Runs' : `Files of run ${runId}`;
    printRows(context.terminal, result, { ...flags, title });
  },
});
