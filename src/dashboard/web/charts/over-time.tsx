import { useMemo } from 'preact/hooks';
import type { ApiAnswer } from '../../api.ts';
import { formatNumber } from '../format.ts';
import type { Palette } from '../palette.ts';
import type { View } from '../view.ts';
import { Chart } from './chart.tsx';
import { categoryAxis, grid, groupAxis, legend, stacked, unsigned } from './option.ts';
import { type Periods, periodsOf } from './periods.ts';
import type { PeriodsBefore } from './use-periods-before.ts';

/** Bars of one colour. */
export interface TimeSeries {
  readonly name: string;
  readonly colour: (colours: Palette) => string;
  /** By the start of the period; one that is missing is zero. */
  readonly values: ReadonlyMap<string, number>;
}

interface OverTimeProps {
  readonly answer: ApiAnswer;
  readonly view: View;
  readonly series: readonly TimeSeries[];
  /** The periods before, by their place. */
  readonly before?: PeriodsBefore | undefined;
  readonly label: string;
  readonly height: number;
}

/** Bars along hours, days, weeks or months; incomplete ones are lighter, and what was before is a dashed line. */
export function OverTime({ answer, view, series, before, label, height }: OverTimeProps) {
  const grain = answer.grain ?? view.grain;
  const periods = useMemo(
    () =>
      periodsOf(
        grain,
        view.days,
        view,
        answer.rows.map((row) => String(row[grain])),
      ),
    [grain, view.ask, answer],
  );
  const incomplete = useMemo(
    () => new Set(answer.rows.filter((row) => row.incomplete === true).map((row) => String(row[grain]))),
    [answer],
  );
  const { starts, groups } = periods;
  const isPicked = view.onFilter !== undefined && canPick(periods);
  const optionOf = useMemo(() => {
    const nameAt = (start: string, index: number) =>
      `${periods.long(index)}${incomplete.has(start) ? ' · incomplete' : ''}`;
    const cursor = isPicked ? 'pointer' : 'default';
    return (colours: Palette) => ({
      legend: {
        ...legend(colours),
        data: [
          ...series.map(({ name }) => name),
          ...(before === undefined ? [] : [{ name: previousName, icon: dashes }]),
        ],
      },
      grid,
      ...unsigned(colours),
      xAxis: [
        categoryAxis(colours, starts.map(nameAt), (index) => periods.short(index)),
        ...(groups.some(Boolean) ? [groupAxis(colours, groups)] : []),
      ],
      series: [
        ...series.map(({ name, colour, values }) => ({
          ...stacked(name, colour(colours)),
          barCategoryGap: starts.length > 60 ? '10%' : '25%',
          cursor,
          data: starts.map((start) => ({
            value: values.get(start) ?? 0,
            // A border of nothing would be a line.
            ...(incomplete.has(start) && values.get(start) && { itemStyle: lighter(colour(colours)) }),
          })),
        })),
        ...(before?.lines.map((line) =>
          dashed(colours, periods, { periods: before.periods, line, cursor }),
        ) ?? []),
      ],
    });
  }, [periods, series, incomplete, before, isPicked]);
  return (
    <>
      <Chart
        optionOf={optionOf}
        label={label}
        height={height}
        picking={isPicked ? pickingOf(periods, series, view) : undefined}
      />
      {incomplete.size > 0 && (
        <p class="card-note chart-note">
          Lighter: {grain}s that the plays or the chosen days cover only in part.
        </p>
      )}
    </>
  );
}

function lighter(colour: string) {
  return { opacity: 0.4, borderColor: colour, borderWidth: 1, borderType: 'dashed' };
}

const previousName = 'previous period';
/** The key of a dashed line. */
const dashes = 'path://M0 4h4v2h-4z M6 4h4v2h-4z';

interface Dashed {
  readonly periods: Periods;
  readonly line: readonly number[];
  readonly cursor: string;
}

/** What was in the period of the same place before. */
function dashed(colours: Palette, { starts }: Periods, { periods, line, cursor }: Dashed) {
  return {
    name: previousName,
    type: 'line',
    symbol: starts.length === 1 ? 'circle' : 'none',
    cursor,
    lineStyle: { width: 1.5, type: 'dashed' },
    color: colours.muted,
    tooltip: {
      valueFormatter: (value: unknown, index: number) =>
        value == null ? '–' : `${formatNumber(Math.abs(Number(value)))} (${periods.long(index)})`,
    },
    data: starts.map((_, index) => line[index] ?? null),
  };
}

/** The hours of one day, or one period, are no choice of days. */
function canPick({ grain, starts }: Periods): boolean {
  return grain === 'hour' ? starts[0]?.slice(0, 10) !== starts.at(-1)?.slice(0, 10) : starts.length > 1;
}

function pickingOf(periods: Periods, series: readonly TimeSeries[], { filters, onFilter }: View) {
  const { starts } = periods;
  return {
    count: starts.length,
    describe: (index: number) =>
      `${periods.long(index)}: ${series
        .map(({ name, values }) => `${name} ${formatNumber(Math.abs(values.get(starts[index] ?? '') ?? 0))}`)
        .join(', ')}`,
    onPick: (first: number, last: number) =>
      onFilter?.({ ...filters, period: '', grain: '', ...periods.daysOf(first, last) }),
  };
}
