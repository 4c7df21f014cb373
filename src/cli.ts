#!/usr/bin/env node
import { CommanderError } from 'commander';
import { processContext } from './commands/process-context.ts';
import { buildProgram } from './commands/program.ts';
import { exitCodes } from './errors.ts';
import { stopOnSignals } from './signals.ts';
import { printError } from './terminal/print-error.ts';

process.stdout.on('error', endQuietly);
process.stderr.on('error', goOn);
process.exitCode = await main(process.argv);

async function main(argv: readonly string[]): Promise<number> {
  using stop = stopOnSignals(process);
  const context = processContext(process, stop.signal);
  const { terminal } = context;
  const program = buildProgram(context);
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

/** A reader that has seen enough, such as `head`, closes the pipe: that is no failure. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitCodes.done);
}

/** Nobody listens to how the work goes any more: it goes on. */
function goOn(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
