import { CommanderError } from 'commander';
import { exitCodes } from '../errors.ts';
import { printError } from '../terminal/print-error.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Context } from './context.ts';
import { buildProgram } from './program.ts';

/** Runs a command line (`argv` as the process gets it) and prints what fails. Returns the exit code. */
export async function runCommand(argv: readonly string[], context: Context): Promise<number> {
  const { signal } = context;
  const { terminal, hasPrinted } = watched(context.terminal);
  try {
    const program = buildProgram({ ...context, terminal });
    context.call.follow(program);
    await program.parseAsync(argv.map(sqlIsNoOption));
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    terminal.draw('');
    return printError(terminal, error, {
      verbose: argv.includes('--verbose'),
      interrupted: signal.aborted,
      asJson: argv.includes('--json') && !hasPrinted(),
      hintLines: context.call.lines,
    });
  }
}

/** SQL may begin with a comment, which commander would take for an option. */
function sqlIsNoOption(argument: string): string {
  return /^--\s/.test(argument) ? ` ${argument}` : argument;
}

/** A terminal that knows whether stdout has got anything: with `--json` it is one document. */
function watched(terminal: Terminal): { readonly terminal: Terminal; readonly hasPrinted: () => boolean } {
  let hasPrinted = false;
  const print = (line: string) => {
    hasPrinted = true;
    terminal.print(line);
  };
  return { terminal: { ...terminal, print }, hasPrinted: () => hasPrinted };
}
