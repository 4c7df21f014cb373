import { type Command, InvalidArgumentError } from 'commander';
import type { Filters } from '../ask/filters.ts';
import type { RowFormat } from '../terminal/rows.ts';
import { utc } from '../time-zone.ts';
import {
  configuredTimeZone,
  openConfigured,
  openConfiguredProject,
  openProjectToRun,
  type WarehouseFlags,
} from './configured.ts';
import type { Context } from './context.ts';
import {
  wholeNumberFrom,
  withExamples,
  withFilters,
  withProject,
  withRows,
  withTime,
  withWarehouse,
} from './options.ts';

interface AskFlags extends WarehouseFlags, Filters, RowFormat {
  readonly grain?: string;
  readonly limit?: number;
  readonly set?: Readonly<Record<string, string>>;
  readonly evidence?: boolean;
}

export function register(program: Command, context: Context): void {
  const command = program
    .command('ask')
    .argument('[name]', 'the saved query; without one, lists all')
    .argument('[value]', 'what a query about one thing is asked of: a user_id, a session_id, a title, a name')
    .summary('run a saved query, or list them')
    .description('Runs a saved query on the published data. Without a name, lists the saved queries.');
  withTime(withFilters(withProject(withRows(withWarehouse(command)))))
    .option('--limit <rows>', 'maximum number of rows', wholeNumberFrom(1))
    .option(
      '--set <name=value>',
      'value of a parameter that the saved query declares; may be repeated',
      collectSet,
    )
    .option(
      '--evidence',
      'print the provenance of the answer: SQL, period, freshness, unmatched and rejected records',
    )
    .action((name: string | undefined, value: string | undefined, flags: AskFlags) =>
      name === undefined ? list(flags, context) : answer(name, value, flags, context),
    );
  withExamples(
    command,
    'sparkify ask',
    'sparkify ask top-songs --limit 5',
    'sparkify ask listener 39',
    'sparkify ask top-artists --level paid --evidence',
    'sparkify ask plays-over-time --from 2018-11-01 --to 2018-11-07 --csv',
    'sparkify ask plays-over-time --grain week --time-zone America/Los_Angeles',
  );
}

/** Gathers what `--set` names: `--set min_plays=20 --set level=paid`. */
function collectSet(text: string, before: Readonly<Record<string, string>> = {}) {
  const equals = text.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('It should be NAME=VALUE.');
  return { ...before, [text.slice(0, equals)]: text.slice(equals + 1) };
}

async function list(flags: AskFlags, context: Context): Promise<void> {
  const { terminal } = context;
  const [{ listQuestions }, { printRows }] = await Promise.all([
    import('../ask/questions.ts'),
    import('../terminal/rows.ts'),
  ]);
  const project = await openConfiguredProject(flags, context);
  const rows = listQuestions(project?.questions).map(({ name, title }) => ({ name, title }));
  printRows(
    terminal,
    { columns: ['name', 'title'], rows },
    { ...flags, title: 'Saved queries: sparkify ask NAME' },
  );
}

async function answer(
  name: string,
  value: string | undefined,
  flags: AskFlags,
  context: Context,
): Promise<void> {
  const [{ ask, about }, { evidence }, { printEvidence }, { printRows }] = await Promise.all([
    import('../ask/ask.ts'),
    import('../ask/evidence.ts'),
    import('../terminal/evidence.ts'),
    import('../terminal/rows.ts'),
  ]);
  const { terminal } = context;
  const project = await openProjectToRun(flags, context);
  const timeZone = configuredTimeZone(flags, context);
  const options = about(name, value, { ...flags, timeZone, questions: project?.questions });
  await using warehouse = await openConfigured(flags, context);
  const { question, title, ignored, time_zone, grain, ...result } = await ask(warehouse, name, options);
  const found = flags.evidence ? await evidence(warehouse, name, options) : undefined;
  printRows(terminal, result, {
    ...flags,
    title: time_zone === utc ? title : `${title} (${time_zone})`,
    measure: question.measure,
    about: {
      question: question.name,
      title,
      time_zone,
      ...(grain && { grain }),
      ...(ignored.length > 0 && { ignored_filters: ignored }),
      ...(found && { evidence: found }),
    },
  });
  if (ignored.length > 0)
    terminal.note(`  Page events name no song: the filter by ${ignored.join(', ')} does not apply.`);
  if (found === undefined || flags.json) return;
  printEvidence(
    terminal.isInteractive && !flags.csv ? terminal : { ...terminal, print: terminal.note },
    found,
  );
}
