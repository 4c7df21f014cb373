import type { DiffReport } from '../diff/diff.ts';
import { count, formatNumber } from '../numbers.ts';
import { toJson } from '../to-json.ts';
import { plain } from './plain.ts';
import type { Terminal } from './terminal.ts';

/** Prints which tables of two warehouses differ, and in which rows, for people. */
export function printDiff(
  terminal: Terminal,
  { tables }: DiffReport,
  names: readonly [string, string],
): void {
  const { dim, green, red } = terminal.colors;
  const width = Math.max(...tables.map(({ table }) => table.length));
  for (const { table, equal, rows, only_in_first, only_in_second } of tables) {
    const [first, second] = rows;
    const counts =
      first === second ? count(first, 'row') : `${formatNumber(first)} and ${count(second, 'row')}`;
    terminal.print(`  ${equal ? green('same   ') : red('DIFFERS')}   ${table.padEnd(width)}   ${counts}`);
    for (const [name, only] of [
      [names[0], only_in_first],
      [names[1], only_in_second],
    ] as const) {
      if (only.length > 0) terminal.print(`            only in ${name}:`);
      for (const row of only) terminal.print(dim(`              ${plain(toJson(row))}`));
    }
  }
}
