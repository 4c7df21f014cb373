import { Argument, InvalidArgumentError } from 'commander';
import type { AskOptions } from '../ask/ask.ts';
import { UsageError } from '../errors.ts';
import { flagOf } from '../hint.ts';
import { utc } from '../time-zone.ts';
import { command, type FlagsOf } from './command.ts';
import { configuredTimeZone, openConfigured, openConfiguredProject, openProjectToRun } from './configured.ts';
import type { Context } from './context.ts';
import { flag, notEmpty, option } from './option.ts';
import { filters, filtersRemark, project, rows, time, warehouse, wholeNumberFrom } from './options.ts';

/** What an answer is asked with; the list of saved queries is asked with none of it. */
const asking = {
  ...filters,
  ...time,
  limit: option('--limit <rows>', 'maximum number of rows', wholeNumberFrom(1)),
  set: option(
    '--set <name=value>',
    'value of a parameter that the saved query declares; may be repeated',
    collectSet,
  ),
  evidence: flag(
    '--evidence',
    'print the provenance of the answer: SQL, period, freshness, unmatched and rejected records',
  ),
};

const options = { ...warehouse, ...rows, ...project, ...asking };

type AskFlags = FlagsOf<typeof options>;

export const ask = command({
  name: 'ask',
  summary: 'run a saved query, or list them',
  description: 'Runs a saved query on the published data. Without a name, lists the saved queries.',
  arguments: [
    new Argument('[name]', 'the saved query; without one, lists all'),
    new Argument(
      '[value]',
      'what a query about one thing is asked of: a user_id, a session_id, a title, a name',
    ).argParser(notEmpty),
  ],
  options,
  remark: filtersRemark,
  examples: [
    'sparkify ask',
    'sparkify ask top-songs --limit 5',
    'sparkify ask listener 8',
    'sparkify ask top-artists --level paid --evidence',
    'sparkify ask plays-over-time --from 2018-11-01 --to 2018-11-07 --csv',
    'sparkify ask plays-over-time --grain week --time-zone America/Los_Angeles',
  ],
  run: (flags, context, name?: string, value?: string) =>
    name === undefined ? list(flags, context) : answer(flags, context, name, value),
});

/** @throws {UsageError} for options that need the name of a saved query */
function requireNone(flags: AskFlags): void {
  const given = Object.keys(asking).find((name) => flags[name as keyof typeof asking] !== undefined);
  if (given === undefined) return;
  throw new UsageError('SPK-103', "Missing required argument 'name'.", {
    details: [`${flagOf(given)} is for a saved query, and none is named.`],
    hints: [{ command: 'ask NAME', why: 'Name one' }, listThem],
  });
}

/** Without the filters of the call. */
const listThem = {
  command: 'ask',
  flags: Object.fromEntries(Object.keys(asking).map((name) => [name, false])),
  why: 'List them all',
};

/** Gathers what `--set` names: `--set min_plays=20 --set level=paid`. */
function collectSet(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const equals = text.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('It should be NAME=VALUE.');
  return { ...before, [text.slice(0, equals)]: text.slice(equals + 1) };
}

async function list(flags: AskFlags, context: Context): Promise<void> {
  requireNone(flags);
  const [{ listQuestions }, { printRows }] = await Promise.all([
    import('../ask/questions.ts'),
    import('../terminal/rows.ts'),
  ]);
  const found = await openConfiguredProject(flags, context);
  const listed = listQuestions(found?.questions).map(({ name, title }) => ({ name, title }));
  printRows(
    context.terminal,
    { columns: ['name', 'title'], rows: listed },
    { ...flags, title: 'Saved queries: sparkify ask NAME' },
  );
}

/** The flags that the library takes as options. */
function optionsOf(flags: AskFlags): AskOptions {
  const isOption = (name: string) => name in asking && name !== 'evidence';
  return Object.fromEntries(Object.entries(flags).filter(([name]) => isOption(name)));
}

async function answer(flags: AskFlags, context: Context, name: string, value?: string): Promise<void> {
  const [{ ask, about }, { evidence }, { printEvidence }, { printRows }] = await Promise.all([
    import('../ask/ask.ts'),
    import('../ask/evidence.ts'),
    import('../terminal/evidence.ts'),
    import('../terminal/rows.ts'),
  ]);
  const { terminal } = context;
  const questions = (await openProjectToRun(flags, context))?.questions;
  const timeZone = configuredTimeZone(flags, context);
  const asked = about(name, value, { ...optionsOf(flags), timeZone, questions });
  await using published = await openConfigured(flags, context);
  const { question, title, ignored, time_zone, grain, ...result } = await ask(published, name, asked);
  const found = flags.evidence ? await evidence(published, name, asked) : undefined;
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
