import { useMemo } from 'preact/hooks';
import type { ApiAnswer } from '../../api.ts';
import { formatNumber } from '../format.ts';
import { colourOfLevel, levelsOf, nameOfLevel } from '../levels.ts';
import type { Palette } from '../palette.ts';
import { sumOf } from '../sum-of.ts';
import { useAsked } from '../use-asked.ts';
import type { View } from '../view.ts';
import type { Bars } from './bars.tsx';
import { OverTime } from './over-time.tsx';
import { periodsOf } from './periods.ts';

interface AnswerProps {
  readonly answer: ApiAnswer;
  readonly view: View;
}

/** Plays over time, the levels on top of each other, and a dashed line of the days before; a click or a drag filters. */
export function PlaysOverTime({ answer, view }: AnswerProps) {
  const series = useMemo(() => {
    const { rows, grain } = answer;
    return levelsOf(rows)
      .toReversed()
      .map((level) => ({
        name: level,
        colour: (colours: Palette) => colourOfLevel(level, colours),
        values: new Map(
          rows
            .filter((row) => nameOfLevel(row.level ?? null) === level)
            .map((row) => [String(row[grain ?? '']), Number(row.plays)] as const),
        ),
      }));
  }, [answer]);
  const before = usePlaysBefore(view);
  return (
    <OverTime
      answer={answer}
      view={view}
      series={series}
      before={before}
      label={`Plays by level and ${answer.grain}: ${formatNumber(sumOf(answer.rows, 'plays'))} plays`}
    />
  );
}

/** The plays of all levels in each period before, in order; undefined if nothing is before. */
function usePlaysBefore(view: View) {
  const { previous, grain, ask } = view;
  const { value } = useAsked(
    async (signal) => ({
      of: ask,
      answer: previous && (await ask('plays-over-time', { signal, isPrevious: true, grain })),
    }),
    [ask],
  );
  return useMemo(() => {
    const { of, answer } = value ?? {};
    // That of other days would be drawn beside these ones.
    if (of !== ask || answer === undefined || previous === undefined) return undefined;
    const plays = new Map<string, number>();
    for (const row of answer.rows) {
      const start = String(row[answer.grain ?? '']);
      plays.set(start, (plays.get(start) ?? 0) + Number(row.plays));
    }
    const periods = periodsOf(grain, previous, view);
    return { periods, values: periods.starts.map((start) => plays.get(start) ?? 0) };
  }, [value, ask]);
}

interface ColumnsProps extends AnswerProps {
  /** The same array for each drawing. */
  readonly bars: readonly Bars[];
  readonly label: string;
}

/** Columns of an answer over time, on top of each other. */
export function ColumnsOverTime({ answer, view, bars, label }: ColumnsProps) {
  const series = useMemo(
    () =>
      bars.map(({ column, name, colour, isNegative = false }) => ({
        name,
        colour,
        values: new Map(
          answer.rows.map((row) => {
            const value = Number(row[column]);
            return [String(row[answer.grain ?? '']), isNegative ? -value : value] as const;
          }),
        ),
      })),
    [answer, bars],
  );
  return <OverTime answer={answer} view={view} series={series} label={label} height={230} />;
}
