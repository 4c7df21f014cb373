#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import * as ask from './commands/ask.ts';
import * as check from './commands/check.ts';
import * as cluster from './commands/cluster.ts';
import * as createTables from './commands/create-tables.ts';
import * as dashboard from './commands/dashboard.ts';
import * as diff from './commands/diff.ts';
import * as doctor from './commands/doctor.ts';
import * as etl from './commands/etl.ts';
import * as init from './commands/init.ts';
import * as match from './commands/match.ts';
import * as preview from './commands/preview.ts';
import * as query from './commands/query.ts';
import * as rejects from './commands/rejects.ts';
import * as report from './commands/report.ts';
import * as runs from './commands/runs.ts';
import type { Runtime } from './commands/runtime.ts';
import * as schema from './commands/schema.ts';
import * as simulate from './commands/simulate.ts';
import * as start from './commands/start.ts';
import * as why from './commands/why.ts';
import { exitCodes } from './errors.ts';
import { stopOnSignals } from './signals.ts';
import { printError } from './terminal/print-error.ts';
import { openTerminal } from './terminal/terminal.ts';
import { packageVersion } from './version.ts';

const commands = [
  start,
  etl,
  createTables,
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
  init,
  match,
  dashboard,
  report,
  why,
];

process.stdout.on('error', endQuietly);
process.exitCode = await main(process.argv);

async function main(argv: readonly string[]): Promise<number> {
  const terminal = openTerminal(process);
  using stop = stopOnSignals(process);
  const program = buildProgram({ terminal, signal: stop.signal });
  try {
    await program.parseAsync(argv);
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    terminal.draw('');
    return printError(terminal, error, {
      verbose: argv.includes('--verbose'),
      interrupted: stop.signal.aborted,
    });
  }
}

function buildProgram(runtime: Runtime): Command {
  const program = new Command('sparkify')
    .description(
      "Loads a music service's JSON into a star schema, proves that nothing was lost, and answers questions on it.",
    )
    .version(packageVersion())
    .option('--verbose', 'show what lies behind an error')
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .showSuggestionAfterError()
    .exitOverride();
  for (const { register } of commands) register(program, runtime);
  for (const command of program.commands)
    command.exitOverride().option('--verbose', 'show what lies behind an error');
  return program;
}

/** A reader that has seen enough, such as `head`, closes the pipe: that is no failure. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitCodes.done);
}
