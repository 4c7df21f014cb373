import { Argument } from 'commander';
import { toJson } from '../to-json.ts';
import { command } from './command.ts';
import { configured } from './configured.ts';
import { json, warehouse } from './options.ts';

export const why = command({
  name: 'why',
  summary: 'show the lineage of a play, and explain its match',
  description:
    'Shows the lineage of a row of songplays: file, line and raw JSON, and the song records that its match considered.',
  arguments: [new Argument('<play>', 'its songplay_id')],
  options: { ...warehouse, json },
  examples: ['sparkify why 79297c4e799357466c8295603913879a'],
  async run(flags, context, play: string) {
    const [{ why }, { printLineage }] = await Promise.all([
      import('../lineage/why.ts'),
      import('../terminal/lineage.ts'),
    ]);
    const config = configured(flags, context, ['source', 's3', 'warehouse']);
    const lineage = await why(config, play, config);
    if (flags.json) context.terminal.print(toJson(lineage));
    else printLineage(context.terminal, lineage);
  },
});
