import { CommanderError } from 'commander';
import { exitCodes } from '../errors.ts';
import { printError } from '../terminal/print-error.ts';
import type { Context } from './context.ts';
import { buildProgram } from './program.ts';

/** Runs a command line (`argv` as the process gets it) and prints what fails. Returns the exit code. */
export async function runCommand(argv: readonly string[], context: Context): Promise<number> {
  const { terminal, signal } = context;
  try {
    const program = buildProgram(context);
    context.call.follow(program);
    await program.parseAsync(argv);
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    terminal.draw('');
    return printError(terminal, error, {
      verbose: argv.includes('--verbose'),
      interrupted: signal.aborted,
      hintLines: context.call.lines,
    });
  }
}
