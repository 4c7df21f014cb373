import type { HintedCommand } from '../hint.ts';
import type { Context } from './context.ts';

/** Prints what to do next as the last line of a report: commands beside each other, with the flags of the call. */
export function printNext({ terminal, call }: Context, next: readonly HintedCommand[]): void {
  const commands = next.map((each) => call.commandLine(each));
  terminal.print(terminal.colors.dim(`\n  Next   ${commands.join('     ')}`));
}
