import type { CheckResult } from '../load/checks.ts';
import { describeFreshness, type Freshness } from '../load/freshness.ts';
import type { Terminal } from './terminal.ts';
import { printProse } from './wrap.ts';

/** Prints what each check found, for people, and how old the data is where that was asked. */
export function printChecks(
  terminal: Terminal,
  results: readonly CheckResult[],
  age: Freshness | undefined,
): void {
  const { green, red, yellow } = terminal.colors;
  const line = (word: string, name: string, what: string) =>
    printProse(terminal, `  ${word}  ${name.padEnd(24)} `, what);
  for (const { name, claim, passed, severity } of results)
    line(passed ? green('ok    ') : severity === 'warn' ? yellow('WARN  ') : red('FAILED'), name, claim);
  if (age !== undefined)
    line(age.passed ? green('ok    ') : red('LATE  '), 'freshness', `${describeFreshness(age)}.`);
  terminal.print(`\n  ${results.filter(({ passed }) => passed).length} of ${results.length} checks passed.`);
}
