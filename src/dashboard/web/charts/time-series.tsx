import { useMemo } from 'preact/hooks';
import type { ApiAnswer, JsonRow } from '../../api.ts';
import { formatNumber } from '../format.ts';
import { colourOfLevel, levelsOf, nameOfLevel } from '../levels.ts';
import type { Palette } from '../palette.ts';
import { sumOf } from '../sum-of.ts';
import type { View } from '../view.ts';
import { OverTime } from './over-time.tsx';
import { usePeriodsBefore } from './use-periods-before.ts';

interface TimeProps {
  /** Rows of periods, and perhaps of levels in them. */
  readonly answer: ApiAnswer;
  readonly view: View;
  /** What it shows, without the grain. */
  readonly label: string;
  /** Whether a dashed line shows the sum in each of the periods before. */
  readonly isCompared?: boolean;
  readonly height?: number;
}

/** A measure over time, the levels on top of each other in their colours. */
export function LevelsOverTime(props: TimeProps & { readonly measure: string }) {
  const { answer, view, label, measure, isCompared = false, height } = props;
  const series = useMemo(
    () =>
      levelsOf(answer.rows)
        .toReversed()
        .map((level) => ({
          name: level,
          colour: (colours: Palette) => colourOfLevel(level, colours),
          values: valuesOf(answer, (row) =>
            nameOfLevel(row.level ?? null) === level ? Number(row[measure]) : 0,
          ),
        })),
    [answer, measure],
  );
  const before = usePeriodsBefore(view, isCompared ? answer.question : undefined, [measure]);
  const sum = `${formatNumber(sumOf(answer.rows, measure))} ${measure}`;
  return (
    <OverTime
      answer={answer}
      view={view}
      series={series}
      before={before}
      label={`${label} by level and ${answer.grain}: ${sum}`}
      {...(height !== undefined && { height })}
    />
  );
}

/** A column of an answer, as bars. */
export interface Bars {
  readonly column: string;
  readonly name: string;
  readonly colour: (colours: Palette) => string;
  /** Drawn below the line. */
  readonly isNegative?: boolean;
}

interface ColumnsProps extends TimeProps {
  readonly bars: readonly Bars[];
  /** What it means that every column is zero; without it, an empty chart says so. */
  readonly nothing?: string;
}

/** Columns of an answer over time, each summed over the levels, on top of each other. */
export function ColumnsOverTime(props: ColumnsProps) {
  const { answer, view, label, bars, nothing, isCompared = false, height = 230 } = props;
  const series = useMemo(
    () =>
      bars.map(({ column, name, colour, isNegative = false }) => ({
        name,
        colour,
        values: valuesOf(answer, (row) => Number(row[column]) * (isNegative ? -1 : 1)),
      })),
    [answer, bars],
  );
  const columns = bars.map(({ column }) => column);
  const isNothing = nothing !== undefined && columns.every((column) => sumOf(answer.rows, column) === 0);
  const before = usePeriodsBefore(view, isCompared && !isNothing ? answer.question : undefined, columns);
  if (isNothing) return <p class="nothing">{nothing}</p>;
  const sums = bars.map(({ column, name }) => `${formatNumber(sumOf(answer.rows, column))} ${name}`);
  return (
    <OverTime
      answer={answer}
      view={view}
      series={series}
      before={before}
      label={`${label} by ${answer.grain}: ${sums.join(', ')}`}
      height={height}
    />
  );
}

/** What the rows of each period come to, by its start. */
function valuesOf({ rows, grain }: ApiAnswer, value: (row: JsonRow) => number): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  for (const row of rows) {
    const start = String(row[grain ?? '']);
    values.set(start, (values.get(start) ?? 0) + value(row));
  }
  return values;
}
