import type { Result } from '../warehouse/warehouse.ts';
import { formatCell } from './cell.ts';
import type { Terminal } from './terminal.ts';
import { hanging } from './wrap.ts';

const longest = 500;

/** Draws each row as a block with a line a column, for rows that are wider than the terminal. */
export function renderRecords(
  { columns, rows }: Result,
  { colors, width }: Pick<Terminal, 'colors' | 'width'>,
): readonly string[] {
  const names = Math.max(...columns.map((column) => column.length));
  return rows.flatMap((row, index) => [
    ...(index === 0 ? [] : ['']),
    ...columns.flatMap((column) => {
      const text = formatCell(column, row[column] ?? null);
      const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
      return hanging(`  ${colors.dim(column.padEnd(names))}   `, shown, width);
    }),
  ]);
}
