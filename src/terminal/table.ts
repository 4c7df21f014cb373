import type { Result } from '../warehouse/warehouse.ts';
import { displayWidth, formatCell, isNumeric, isWhole, toWidth } from './cell.ts';

interface TableOptions {
  /** The column that gets a small bar. */
  readonly measure?: string | undefined;
  /** Characters in a line; texts are cut to fit. */
  readonly width: number;
}

/** The widest bar, the least that is left of a text, and what is between columns: the first that fits is taken. */
const layouts = [
  { bar: 24, text: 16, gap: '   ' },
  { bar: 12, text: 16, gap: '   ' },
  { bar: 0, text: 12, gap: '   ' },
  { bar: 0, text: 12, gap: '  ' },
];

/**
 * Draws rows as a table for people: numbers to the right, texts to the left, a bar behind the measure.
 *
 * @returns undefined if its lines would be longer than `width`
 */
export function renderTable(
  { columns, rows }: Result,
  { measure, width }: TableOptions,
): readonly string[] | undefined {
  const cells = rows.map((row) => columns.map((column) => formatCell(column, row[column] ?? null)));
  const numeric = columns.map((column) => rows.every((row) => isNumeric(row[column] ?? null)));
  const natural = columns.map((column, index) =>
    cells.reduce((most, row) => Math.max(most, displayWidth(row[index] ?? '')), displayWidth(column)),
  );
  const least = columns.map((column, index) =>
    rows.every((row) => isWhole(column, row[column] ?? null)) ? (natural[index] ?? 0) : displayWidth(column),
  );
  const numbers = rows.map((row) => (measure === undefined ? 0 : Number(row[measure] ?? 0)));
  for (const { bar, text, gap } of layouts.filter((layout) => layout.bar === 0 || measure !== undefined)) {
    const gaps = gap.length * (columns.length - (bar === 0 ? 1 : 0));
    const leastOf = least.map((each) => Math.max(each, text));
    const widths = shrink(natural, leastOf, width - bar - gaps);
    if (widths === undefined) continue;
    const line = (values: readonly string[]) =>
      values.map((value, index) => toWidth(value, widths[index] ?? 0, numeric[index] ?? false)).join(gap);
    const bars = barsOf(numbers, bar);
    return [line(columns), ...cells.map((row, index) => `${line(row)}${gap}${bars[index]}`.trimEnd())];
  }
  return undefined;
}

/** Cuts the widest columns until all fit into a width, none below its least; undefined if they cannot. */
function shrink(
  natural: readonly number[],
  least: readonly number[],
  width: number,
): readonly number[] | undefined {
  const fitted = [...natural];
  const excess = () => fitted.reduce((sum, each) => sum + each, 0) - width;
  while (excess() > 0) {
    const room = fitted.map((each, index) => (each > (least[index] ?? 0) ? each : 0));
    const from = Math.max(...room);
    if (from === 0) return undefined;
    const widest = room.indexOf(from);
    fitted[widest] = Math.max(least[widest] ?? 0, from - excess());
  }
  return fitted;
}

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar for each number, the longest for the greatest. */
function barsOf(numbers: readonly number[], widest: number): readonly string[] {
  const greatest = numbers.reduce((most, number) => Math.max(most, number), 0);
  return numbers.map((number) => {
    const length = greatest > 0 ? Math.max(0, Math.round((number / greatest) * widest * 8)) : 0;
    return '█'.repeat(Math.floor(length / 8)) + (eighths[length % 8] ?? '');
  });
}
