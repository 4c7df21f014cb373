import { useCallback, useMemo } from 'preact/hooks';
import type { ApiAnswer, JsonRow } from '../../api.ts';
import { formatNumber } from '../format.ts';
import { colourOfLevel, levelsOf, nameOfLevel } from '../levels.ts';
import type { Palette } from '../palette.ts';
import { sumOf } from '../sum-of.ts';
import type { View } from '../view.ts';
import { OverTime } from './over-time.tsx';
import { type RowValue, sumsOf, usePeriodsBefore } from './use-periods-before.ts';

interface TimeProps {
  /** Rows of periods, and perhaps of levels in them. */
  readonly answer: ApiAnswer;
  readonly view: View;
  /** What it shows, without the grain. */
  readonly label: string;
  readonly height?: number;
}

interface LevelsProps extends TimeProps {
  readonly measure: string;
  /** Takes the rows of this page alone. */
  readonly page?: string | undefined;
}

/** A measure over time, the levels on top of each other in their colours. */
export function LevelsOverTime({ measure, page, ...props }: LevelsProps) {
  const { rows } = props.answer;
  const value = useCallback(
    (row: JsonRow) => (page === undefined || row.page === page ? Number(row[measure]) : 0),
    [measure, page],
  );
  const bars = useMemo(
    () =>
      levelsOf(rows.filter((row) => value(row) > 0)).map((level) => ({
        name: level,
        colour: (colours: Palette) => colourOfLevel(level, colours),
        value: (row: JsonRow) => (nameOfLevel(row.level ?? null) === level ? value(row) : 0),
      })),
    [rows, value],
  );
  const compared = useMemo(() => [value], [value]);
  return <Stacks {...props} bars={bars} compared={compared} />;
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
  readonly columns: readonly Bars[];
  /** What it means that every column is zero; without it, an empty chart says so. */
  readonly nothing?: string;
}

/** Columns of an answer over time, each summed over the levels, on top of each other. */
export function ColumnsOverTime({ columns, nothing, ...props }: ColumnsProps) {
  const { rows } = props.answer;
  const bars = useMemo(() => columns.map((column) => ({ ...column, value: signedSum([column]) })), [columns]);
  const compared = useMemo(
    () =>
      [false, true]
        .map((isBelow) => columns.filter(({ isNegative = false }) => isNegative === isBelow))
        .filter((side) => side.length > 0)
        .map(signedSum),
    [columns],
  );
  if (nothing !== undefined && columns.every(({ column }) => sumOf(rows, column) === 0))
    return <p class="nothing">{nothing}</p>;
  return <Stacks {...props} bars={bars} compared={compared} />;
}

function signedSum(columns: readonly Bars[]): RowValue {
  return (row) =>
    columns.reduce(
      (sum, { column, isNegative = false }) => sum + Number(row[column]) * (isNegative ? -1 : 1),
      0,
    );
}

interface StacksProps extends TimeProps {
  readonly bars: readonly (Pick<Bars, 'name' | 'colour'> & { readonly value: RowValue })[];
  /** What the dashed lines add up in the periods before: one for the bars above the line, one for those below. */
  readonly compared: readonly RowValue[];
}

function Stacks({ answer, view, label, bars, compared, height = 230 }: StacksProps) {
  const series = useMemo(
    () => bars.map(({ name, colour, value }) => ({ name, colour, values: sumsOf(answer, value) })),
    [answer, bars],
  );
  const before = usePeriodsBefore(view, answer.question, compared);
  const sums = bars.map(
    ({ name, value }) =>
      `${name} ${formatNumber(Math.abs(answer.rows.reduce((sum, row) => sum + value(row), 0)))}`,
  );
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
