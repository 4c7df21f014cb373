import type { Hint } from '../hint.ts';
import type { Context } from './context.ts';

/** Prints what to do next as the last line of a report: commands beside each other, with the flags of the call. */
export function printNext({ terminal, call }: Context, hints: readonly Hint[]): void {
  const commands = hints.map((hint) => call.commandLine(hint));
  if (commands.length > 0) terminal.print(terminal.colors.dim(`\n  Next   ${commands.join('     ')}`));
}
