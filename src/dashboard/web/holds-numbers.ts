import type { JsonRow } from '../api.ts';

/** Whether a column holds a number and nothing but numbers and NULLs. */
export function holdsNumbers(rows: readonly JsonRow[], column: string): boolean {
  const values = rows.map((row) => row[column] ?? null);
  return (
    values.some((value) => typeof value === 'number') &&
    values.every((value) => typeof value === 'number' || value === null)
  );
}
