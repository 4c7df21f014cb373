import type { JsonRow } from '../api.ts';

/** The sum of a column of numbers. */
export function sumOf(rows: readonly JsonRow[], column: string): number {
  return rows.reduce((sum, row) => sum + Number(row[column] ?? 0), 0);
}

/** The sum of a number of the rows that have the same key, by the key in the order of the rows. */
export function sumsBy(
  rows: readonly JsonRow[],
  keyOf: (row: JsonRow) => string,
  numberOf: (row: JsonRow) => number,
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + numberOf(row));
  return sums;
}
