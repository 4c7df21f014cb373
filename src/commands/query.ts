import { Argument } from 'commander';
import { command } from './command.ts';
import { openConfigured } from './configured.ts';
import { rows, warehouse } from './options.ts';

export const query = command({
  name: 'query',
  summary: 'run any read-only SQL',
  description: 'Runs SQL on the published data. The warehouse is opened read-only.',
  arguments: [new Argument('<sql>', 'one statement; - reads it from standard input')],
  options: { ...warehouse, ...rows },
  examples: [
    'sparkify query "select level, count(*) as plays from songplays group by level"',
    'echo "select count(*) as plays from songplays" | sparkify query - --json',
  ],
  async run(flags, context, sql: string) {
    const [{ query }, { printRows }] = await Promise.all([
      import('../ask/query.ts'),
      import('../terminal/rows.ts'),
    ]);
    const statement = sql === '-' ? await context.readInput() : sql;
    await using published = await openConfigured(flags, context);
    printRows(context.terminal, await query(published, statement), flags);
  },
});
