import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { describeVersions } from '../version.ts';
import * as add from './add.ts';
import * as ask from './ask.ts';
import * as check from './check.ts';
import * as cluster from './cluster.ts';
import * as completion from './completion.ts';
import type { Context } from './context.ts';
import * as createTables from './create-tables.ts';
import * as dashboard from './dashboard.ts';
import * as diff from './diff.ts';
import * as doctor from './doctor.ts';
import * as etl from './etl.ts';
import * as explain from './explain.ts';
import * as exporting from './export.ts';
import * as init from './init.ts';
import * as match from './match.ts';
import * as preview from './preview.ts';
import * as query from './query.ts';
import { refuseCall } from './refuse-call.ts';
import * as rejects from './rejects.ts';
import * as report from './report.ts';
import * as runs from './runs.ts';
import * as schema from './schema.ts';
import * as simulate from './simulate.ts';
import * as start from './start.ts';
import * as upgrade from './upgrade.ts';
import * as why from './why.ts';

const commands = [
  start,
  etl,
  createTables,
  upgrade,
  check,
  ask,
  query,
  preview,
  runs,
  rejects,
  diff,
  schema,
  simulate,
  cluster,
  doctor,
  explain,
  init,
  add,
  match,
  dashboard,
  report,
  exporting,
  why,
  completion,
];

/** Every command of `sparkify`. */
export function buildProgram(context: Context): Command {
  const program = new Command('sparkify')
    .description(
      "Loads a music service's JSON into a star schema, proves that nothing was lost, and answers questions on it.",
    )
    .option('-V, --version', 'print the version, and those of DuckDB and Node.js')
    .on('option:version', () => {
      context.terminal.print(describeVersions());
      throw new CommanderError(0, 'commander.version', '');
    })
    .configureOutput({
      writeOut: (text) => context.terminal.print(withoutNewline(text)),
      writeErr: (text) => context.terminal.note(withoutNewline(text)),
      outputError: () => undefined, // `run-command.ts` prints it
    })
    .showSuggestionAfterError();
  for (const { register } of commands) register(program, context);
  for (const command of everyCommand(program)) {
    command.exitOverride((error) => refuseCall(command, error));
    // It may be anywhere; `run-command.ts` looks for it.
    command.option('--verbose', 'print the cause and the stack trace of an error');
    for (const option of command.options)
      if (option.required && !option.variadic && option.parseArg === undefined) option.argParser(refuseEmpty);
  }
  return program;
}

const withoutNewline = (text: string): string => text.replace(/\n$/, '');

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

/** What `--data "$DATA"` gives where nobody set DATA; it must not be taken for the folder at hand. */
function refuseEmpty(text: string): string {
  if (text === '') throw new InvalidArgumentError('It is empty.');
  return text;
}
