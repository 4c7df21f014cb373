import type { HintedCommand } from '../hint.ts';
import type { Context } from './context.ts';

/**
 * Prints what to do next at the end of a report: commands with the flags of the call, beside each other where they fit, else
 * below each other. None is broken, so that it can be pasted.
 */
export function printNext({ terminal, call }: Context, next: readonly HintedCommand[]): void {
  const commands = next.map((each) => call.commandLine(each));
  const inOneLine = `${head}${commands.join('     ')}`;
  const text =
    inOneLine.length <= terminal.proseWidth.print
      ? inOneLine
      : `${head}${commands.join(`\n${' '.repeat(head.length)}`)}`;
  terminal.print(terminal.colors.dim(`\n${text}`));
}

const head = '  Next   ';
