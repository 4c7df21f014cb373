import { Command, CommanderError, Help } from 'commander';
import { hanging } from '../terminal/wrap.ts';
import { describeVersions } from '../version.ts';
import { add } from './add.ts';
import { ask } from './ask.ts';
import { check } from './check.ts';
import { cluster } from './cluster.ts';
import { addCommand } from './command.ts';
import { addCompleter, completion } from './completion.ts';
import type { Context } from './context.ts';
import { createTables } from './create-tables.ts';
import { dashboard } from './dashboard.ts';
import { diff } from './diff.ts';
import { doctor } from './doctor.ts';
import { etl } from './etl.ts';
import { explain } from './explain.ts';
import { exporting } from './export.ts';
import { init } from './init.ts';
import { match } from './match.ts';
import { preview } from './preview.ts';
import { query } from './query.ts';
import { refuseCall } from './refuse-call.ts';
import { rejects } from './rejects.ts';
import { report } from './report.ts';
import { runs } from './runs.ts';
import { schema } from './schema.ts';
import { simulate } from './simulate.ts';
import { start } from './start.ts';
import { upgrade } from './upgrade.ts';
import { why } from './why.ts';

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
    .configureHelp({ minWidthToWrap: 20, formatItem: formatHelpItem })
    .showSuggestionAfterError();
  for (const spec of commands) addCommand(program, spec, context);
  addCompleter(program, context);
  for (const command of everyCommand(program)) {
    command.exitOverride((error) => refuseCall(command, error));
    // It may be anywhere; `run-command.ts` looks for it.
    command.option('--verbose', 'print the cause and the stack trace of an error');
    if (command.commands.length > 0) addHelp(command);
  }
  return program;
}

/** A term of help and what it means, below each other on a terminal that is too narrow for two columns. */
function formatHelpItem(term: string, termWidth: number, description: string, helper: Help): string {
  const { helpWidth = 80, minWidthToWrap } = helper;
  const isWide = helpWidth - termWidth >= minWidthToWrap + '    '.length;
  if (isWide || description === '')
    return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
  return [`  ${term}`, ...hanging('      ', description, helpWidth)].join('\n');
}

/** The action of `help`, which commander lists: its own says nothing of a command that does not exist. */
function addHelp(parent: Command): void {
  parent
    .helpCommand(true)
    .command('help', { hidden: true })
    .argument('[command...]')
    .allowUnknownOption()
    .action((words: readonly string[]) => {
      words
        .filter((word) => !word.startsWith('-'))
        .reduce((command, word) => childOf(command, word), parent)
        .help();
    });
}

function childOf(command: Command, name: string): Command {
  const child = command.commands.find((each) => each.name() === name);
  return child ?? command.error(`unknown command '${name}'`, { code: 'commander.unknownCommand' });
}

const withoutNewline = (text: string): string => text.replace(/\n$/, '');

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}
