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
  return compareDigits(String(a), String(b)); // rounded, they are the same
}

/** Compares decimals of one sign by all of their digits; those with an exponent are left as they are. */
function compareDigits(a: string, b: string): number {
  if (![a, b].every((text) => /^-?\d+(\.\d+)?$/.test(text))) return 0;
  const wholeDigits = (text: string) => text.split('.')[0]?.length ?? 0;
  const order = wholeDigits(a) - wholeDigits(b) || compareTexts(a, b);
  return a.startsWith('-') ? -order : order;
}

function compareTexts(a: Cell, b: Cell): number {
  const [x, y] = [String(a), String(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}
