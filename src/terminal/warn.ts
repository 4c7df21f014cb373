import { visible } from './plain.ts';
import type { Terminal } from './terminal.ts';

/** Prints warnings, a sentence each: what a person should know, and what keeps nothing from working. */
export function warnOn(terminal: Terminal): (sentence: string) => void {
  return (sentence) => terminal.note(`  warning  ${visible(sentence)}`);
}
