import { command } from './command.ts';
import { source, warehouse } from './options.ts';

export const start = command({
  name: 'start',
  summary: 'first run: simulate data if there is none, load, check, query',
  description:
    'First run without any preparation: simulates a month of a music service into data/ if there is no data, loads it, checks it, and runs some saved queries.',
  options: { ...source, ...warehouse },
  examples: ['sparkify start', 'sparkify start --data ./data'],
  async run(flags, context) {
    const { firstRun } = await import('./first-run.ts');
    await firstRun(flags, context);
  },
});
