import type { Command } from 'commander';
import { openConfigured, type WarehouseFlags } from './configured.ts';
import type { Context } from './context.ts';
import { wholeNumberFrom, withExamples, withFilters, withRows, withWarehouse } from './options.ts';

interface AskFlags extends WarehouseFlags {
  readonly limit?: number;
  readonly from?: string;
  readonly to?: string;
  readonly level?: string;
  readonly location?: string;
  readonly search?: string;
  readonly listener?: string;
  readonly evidence?: boolean;
  readonly json?: boolean;
  readonly csv?: boolean;
}

export function register(program: Command, context: Context): void {
  const command = program
    .command('ask')
    .argument('[name]', 'the question; without one, all are listed')
    .summary('answer a ready question, or list them')
    .description('Answers a ready question from what is published; without a name, lists them.');
  withFilters(withRows(withWarehouse(command)))
    .option('--limit <rows>', 'rows at most', wholeNumberFrom(1))
    .option(
      '--evidence',
      'tell what the answer rests on: the SQL, the period, the freshness, what is missing',
    )
    .action((name: string | undefined, flags: AskFlags) =>
      name === undefined ? list(flags, context) : answer(name, flags, context),
    );
  withExamples(
    command,
    'sparkify ask',
    'sparkify ask top-songs --limit 5',
    'sparkify ask top-artists --level paid --evidence',
    'sparkify ask plays-by-day --from 2018-11-01 --to 2018-11-07 --csv',
  );
}

async function list(flags: AskFlags, { terminal }: Context): Promise<void> {
  const [{ listQuestions }, { printRows }] = await Promise.all([
    import('../ask/questions.ts'),
    import('../terminal/rows.ts'),
  ]);
  const rows = listQuestions().map(({ name, title }) => ({ name, title }));
  printRows(
    terminal,
    { columns: ['name', 'title'], rows },
    { ...flags, title: 'Questions: sparkify ask NAME' },
  );
}

async function answer(name: string, flags: AskFlags, context: Context): Promise<void> {
  const [{ ask }, { evidence }, { printEvidence }, { printRows }] = await Promise.all([
    import('../ask/ask.ts'),
    import('../ask/evidence.ts'),
    import('../terminal/evidence.ts'),
    import('../terminal/rows.ts'),
  ]);
  const { terminal } = context;
  await using warehouse = await openConfigured(flags, context);
  const { question, ...result } = await ask(warehouse, name, flags);
  const found = flags.evidence ? await evidence(warehouse, name, flags) : undefined;
  printRows(terminal, result, {
    json: flags.json,
    csv: flags.csv,
    title: question.title,
    measure: question.measure,
    about: { question: question.name, title: question.title, ...(found && { evidence: found }) },
  });
  if (found === undefined || flags.json) return;
  printEvidence(
    terminal.isInteractive && !flags.csv ? terminal : { ...terminal, print: terminal.note },
    found,
  );
}
