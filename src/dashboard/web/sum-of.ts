import type { JsonRow } from '../api.ts';

/** The sum of a column of numbers. */
export function sumOf(rows: readonly JsonRow[], column: string): number {
  return rows.reduce((sum, row) => sum + Number(row[column] ?? 0), 0);
}
