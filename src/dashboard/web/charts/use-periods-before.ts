import { useMemo } from 'preact/hooks';
import type { ApiAnswer, JsonRow } from '../../api.ts';
import { useAsked } from '../use-asked.ts';
import type { View } from '../view.ts';
import { type Periods, periodsOf } from './periods.ts';

/** What was in the days before, period by period. */
export interface PeriodsBefore {
  readonly periods: Periods;
  /** For each line a value for each period. */
  readonly lines: readonly (readonly number[])[];
}

/** What a row counts for in its period. */
export type RowValue = (row: JsonRow) => number;

/** The answer of a question over time in each of the periods before, in order; undefined if nothing is before. */
export function usePeriodsBefore(
  view: View,
  question: string,
  compared: readonly RowValue[],
): PeriodsBefore | undefined {
  const { previous, grain, ask } = view;
  const { value } = useAsked(
    async (signal) => ({
      of: ask,
      answer: previous && (await ask(question, { signal, isPrevious: true, grain })),
    }),
    [ask, question],
  );
  return useMemo(() => {
    const { of, answer } = value ?? {};
    // That of other days would be drawn beside these ones.
    if (of !== ask || answer === undefined || previous === undefined) return undefined;
    const periods = periodsOf(grain, previous, view);
    const lines = compared.map((each) => {
      const sums = sumsOf(answer, each);
      return periods.starts.map((start) => sums.get(start) ?? 0);
    });
    return { periods, lines };
  }, [value, ask, compared]);
}

/** What the rows of each period come to, by its start. */
export function sumsOf({ rows, grain }: ApiAnswer, value: RowValue): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) {
    const start = String(row[grain ?? '']);
    sums.set(start, (sums.get(start) ?? 0) + value(row));
  }
  return sums;
}
