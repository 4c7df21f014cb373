import { Argument } from 'commander';
import type { RunRow } from '../load/manifest/runs.ts';
import type { Result } from '../warehouse/warehouse.ts';
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
    if (runId === undefined) {
      const result = await runs(published);
      printRows(context.terminal, result, { ...flags, title: 'Runs', forPeople: overview(result.rows) });
    } else {
      const title = `Files of run ${runId}`;
      printRows(context.terminal, await runFiles(published, runId), { ...flags, title });
    }
  },
});

/** As much of runs as a terminal of 100 characters has in a line: --json and --csv have all. */
function overview(rows: readonly RunRow[]): Result {
  return {
    columns: [
      ...['run_id', 'started_at', 'seconds', 'files_new', 'files_changed'],
      ...['rejected', 'songplays', 'warned'],
    ],
    rows: rows.map((row) => ({ ...row, started_at: row.started_at.slice(0, 'YYYY-MM-DD hh:mm:ss'.length) })),
  };
}
