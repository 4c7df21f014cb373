import { Argument, type Command } from 'commander';
import { defaultFolder, type ReadyTable, readyTables } from '../project/kinds.ts';
import type { Context } from './context.ts';
import { withExamples } from './options.ts';

export function register(program: Command, context: Context): void {
  const add = program
    .command('add')
    .summary('add ready-made files to the project folder')
    .description('Adds ready-made files to the project folder.');
  const command = add
    .command('table')
    .addArgument(new Argument('<name>', 'the ready table').choices(readyTables))
    .summary('add a ready table, with its checks and a saved query')
    .description(
      'Copies a ready table into the project folder, with its checks and a saved query. The files are yours to change. The next etl builds the table. Never overwrites a file.',
    )
    .option('--project <folder>', 'the project folder', defaultFolder)
    .action((name: ReadyTable, { project }: { readonly project: string }) =>
      addTable(name, project, context),
    );
  withExamples(add, 'sparkify add table sessions');
  withExamples(command, 'sparkify add table sessions', 'sparkify add table level-history --project analysis');
}

async function addTable(name: ReadyTable, folder: string, context: Context): Promise<void> {
  const [{ addReadyTable }, { printNext }] = await Promise.all([
    import('../project/ready-tables.ts'),
    import('./print-next.ts'),
  ]);
  const { terminal } = context;
  const { written, present, questions } = await addReadyTable(folder, name);
  for (const path of present) terminal.print(`  ${path} is there already.`);
  for (const path of written) terminal.print(`  ${path} was written.`);
  const next = ['etl', ...questions.map((question) => `ask ${question}`)];
  printNext(
    context,
    next.map((command) => ({ command })),
  );
}
