import { formatNumber } from '../numbers.ts';
import type { Result, Value } from '../warehouse/warehouse.ts';

interface TableOptions {
  /** The column that gets a small bar. */
  readonly measure?: string | undefined;
  /** Characters in a line; texts are cut to fit. */
  readonly width: number;
}

const gap = '   ';
const widestBar = 24;

/** Draws rows as a table for people: numbers to the right, texts to the left, a bar behind the measure. */
export function renderTable({ columns, rows }: Result, { measure, width }: TableOptions): readonly string[] {
  const cells = rows.map((row) => columns.map((column) => formatCell(column, row[column] ?? null)));
  const numeric = columns.map((column) => rows.every((row) => isNumeric(row[column] ?? null)));
  const widths = shrink(
    columns.map((column, index) =>
      cells.reduce((most, row) => Math.max(most, displayWidth(row[index] ?? '')), displayWidth(column)),
    ),
    numeric,
    width - (measure === undefined ? 0 : widestBar + gap.length),
  );
  const bars = measure === undefined ? [] : barsOf(rows.map((row) => Number(row[measure] ?? 0)));
  const line = (values: readonly string[]) =>
    values.map((value, index) => pad(value, widths[index] ?? 0, numeric[index] ?? false)).join(gap);
  return [
    line(columns),
    ...cells.map((row, index) => `${line(row)}${bars[index] ? gap + bars[index] : ''}`.trimEnd()),
  ];
}

/** A value on one line: control characters would let data draw on the terminal. */
function formatCell(column: string, value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number' || typeof value === 'bigint')
    return isIdentifier(column) ? String(value) : formatNumber(value);
  return String(value).replace(/\p{Cc}/gu, ' ');
}

/** Ids, years and instants are numbers only by their looks. */
function isIdentifier(column: string): boolean {
  return /(^|_)(id|ts|year)$/.test(column);
}

function isNumeric(value: Value): boolean {
  return value === null || typeof value === 'number' || typeof value === 'bigint';
}

/** Cuts the widest texts until a line fits; never below twelve characters. */
function shrink(widths: readonly number[], numeric: readonly boolean[], width: number): readonly number[] {
  const fitted = [...widths];
  const total = () => fitted.reduce((sum, each) => sum + each, 0) + gap.length * (fitted.length - 1);
  for (let excess = total() - width; excess > 0; excess = total() - width) {
    const texts = fitted.map((each, index) => (numeric[index] ? 0 : each));
    const widest = texts.indexOf(Math.max(...texts));
    const cut = Math.max(12, (texts[widest] ?? 0) - excess);
    if (cut >= (texts[widest] ?? 0)) break;
    fitted[widest] = cut;
  }
  return fitted;
}

let segmenter: Intl.Segmenter | undefined;

/** Characters as people count them. */
function graphemes(text: string): Iterable<Intl.SegmentData> {
  segmenter ??= new Intl.Segmenter(); // takes 15 ms to make, and most texts need none
  return segmenter.segment(text);
}

/** The places that a text takes: wide East Asian characters take two. */
function displayWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes(text)) width += isWide(segment) ? 2 : 1;
  return width;
}

function isWide(segment: string): boolean {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
    segment,
  );
}

function pad(text: string, width: number, toRight: boolean): string {
  const blanks = ' '.repeat(Math.max(0, width - displayWidth(text)));
  if (blanks !== '' || displayWidth(text) === width) return toRight ? blanks + text : text + blanks;
  let cut = '';
  for (const { segment } of graphemes(text)) {
    if (displayWidth(cut + segment) > width - 1) break;
    cut += segment;
  }
  return `${cut}…${' '.repeat(Math.max(0, width - 1 - displayWidth(cut)))}`;
}

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar for each number, the longest for the greatest. */
function barsOf(numbers: readonly number[]): readonly string[] {
  const greatest = numbers.reduce((most, number) => Math.max(most, number), 0);
  return numbers.map((number) => {
    const length = greatest > 0 ? Math.max(0, Math.round((number / greatest) * widestBar * 8)) : 0;
    return '█'.repeat(Math.floor(length / 8)) + (eighths[length % 8] ?? '');
  });
}
