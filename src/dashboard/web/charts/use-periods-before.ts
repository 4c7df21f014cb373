import { useMemo } from 'preact/hooks';
import { useAsked } from '../use-asked.ts';
import type { View } from '../view.ts';
import { type Periods, periodsOf } from './periods.ts';

/** What was in the days before, period by period. */
export interface PeriodsBefore {
  readonly periods: Periods;
  readonly values: readonly number[];
}

/**
 * The sums of some columns of a question over time in each of the periods before, in order; undefined without a question, or
 * if nothing is before.
 */
export function usePeriodsBefore(
  view: View,
  question: string | undefined,
  columns: readonly string[],
): PeriodsBefore | undefined {
  const { previous, grain, ask } = view;
  const { value } = useAsked(
    async (signal) => ({
      of: ask,
      answer: question && previous && (await ask(question, { signal, isPrevious: true, grain })),
    }),
    [ask, question],
  );
  return useMemo(() => {
    const { of, answer } = value ?? {};
    // That of other days would be drawn beside these ones.
    if (of !== ask || !answer || previous === undefined) return undefined;
    const sums = new Map<string, number>();
    for (const row of answer.rows) {
      const start = String(row[answer.grain ?? '']);
      for (const column of columns) sums.set(start, (sums.get(start) ?? 0) + Number(row[column]));
    }
    const periods = periodsOf(grain, previous, view);
    return { periods, values: periods.starts.map((start) => sums.get(start) ?? 0) };
  }, [value, ask, columns.join()]);
}
