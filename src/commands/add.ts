import { Argument } from 'commander';
import { defaultFolder, type ReadyTable, readyTables } from '../project/kinds.ts';
import { command } from './command.ts';
import { option, withDefault } from './option.ts';
import { printNext } from './print-next.ts';

const table = command({
  name: 'table',
  summary: 'add a ready table, with its checks and a saved query',
  description:
    'Copies a ready table into the project folder, with its checks and a saved query. The files are yours to change. The next etl builds the table. Never overwrites a file.',
  arguments: [new Argument('<name>', 'the ready table').choices(readyTables)],
  options: { project: withDefault(option('--project <folder>', 'the project folder'), defaultFolder) },
  examples: ['sparkify add table sessions', 'sparkify add table level-history --project analysis'],
  async run({ project }, context, name: ReadyTable) {
    const { addReadyTable } = await import('../project/ready-tables.ts');
    const { written, present, questions } = await addReadyTable(project, name);
    for (const path of present) context.terminal.print(`  ${path} is there already.`);
    for (const path of written) context.terminal.print(`  ${path} was written.`);
    const next = ['etl', ...questions.map((question) => `ask ${question}`)];
    printNext(
      context,
      next.map((each) => ({ command: each })),
    );
  },
});

export const add = command({
  name: 'add',
  summary: 'add ready-made files to the project folder',
  description: 'Adds ready-made files to the project folder.',
  examples: ['sparkify add table sessions'],
  commands: [table],
});
