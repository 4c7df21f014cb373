import type { Cell, JsonRow } from '../api.ts';

/** The column that a table is sorted by. */
export interface Sorting {
  readonly column: string;
  readonly isDescending: boolean;
}

/** What a click on the head of a column sorts by: ascending, then descending, then as the statement did. */
export function nextSorting(sorting: Sorting | undefined, column: string): Sorting | undefined {
  if (sorting?.column !== column) return { column, isDescending: false };
  return sorting.isDescending ? undefined : { column, isDescending: true };
}

/**
 * Rows sorted by a column. NULLs come last in both directions, and equal rows keep their order.
 *
 * @param numbers the columns of a numeric type; of their values, those that JavaScript cannot hold exactly are texts
 */
export function sortedRows(
  rows: readonly JsonRow[],
  sorting: Sorting | undefined,
  numbers: readonly string[],
): readonly JsonRow[] {
  if (sorting === undefined) return rows;
  const { column, isDescending } = sorting;
  const compare = numbers.includes(column) ? compareNumbers : compareTexts;
  return rows.toSorted((left, right) => {
    const [a, b] = [left[column] ?? null, right[column] ?? null];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return isDescending ? compare(b, a) : compare(a, b);
  });
}

/** NaN is the greatest number, as for both engines. */
function compareNumbers(a: Cell, b: Cell): number {
  const [x, y] = [Number(a), Number(b)];
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  if (x !== y) return x < y ? -1 : 1;
  return compareDecimals(String(a), String(b)); // rounded, they are the same
}

function compareDecimals(a: string, b: string): number {
  const places = Math.max(fractionOf(a).length, fractionOf(b).length);
  const [x, y] = [scaled(a, places), scaled(b, places)];
  if (x === undefined || y === undefined || x === y) return 0;
  return x < y ? -1 : 1;
}

/** A decimal number as a whole one, times ten to the power of `places`; undefined for one with an exponent. */
function scaled(text: string, places: number): bigint | undefined {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return undefined;
  const fraction = fractionOf(text);
  return BigInt(text.replace('.', '') + '0'.repeat(places - fraction.length));
}

function fractionOf(text: string): string {
  return text.split('.')[1] ?? '';
}

function compareTexts(a: Cell, b: Cell): number {
  const [x, y] = [String(a), String(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}
