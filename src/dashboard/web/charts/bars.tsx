import { useMemo } from 'preact/hooks';
import type { JsonRow } from '../../api.ts';
import { formatLongDay } from '../format.ts';
import type { Palette } from '../palette.ts';
import { Chart } from './chart.tsx';
import { categoryAxis, grid, legend, stacked, unsigned } from './option.ts';

/** A column of an answer, as bars. */
export interface Bars {
  readonly column: string;
  readonly name: string;
  readonly colour: (colours: Palette) => string;
  /** Drawn below the line. */
  readonly isNegative?: boolean;
}

interface WeekBarsProps {
  /** A row for each week. */
  readonly weeks: readonly JsonRow[];
  /** The same array for each drawing. */
  readonly bars: readonly Bars[];
  readonly label: string;
}

/** Bars on top of each other, along weeks. */
export function WeekBars({ weeks, bars, label }: WeekBarsProps) {
  const optionOf = useMemo(() => {
    const names = weeks.map(({ week }) => formatLongDay(String(week)));
    return (colours: Palette) => ({
      ...(bars.length > 1 && { legend: legend(colours) }),
      grid: { ...grid, top: bars.length > 1 ? 34 : 12 },
      ...unsigned(colours),
      xAxis: categoryAxis(colours, names),
      series: bars.map(({ column, name, colour, isNegative }) => ({
        ...stacked(name, colour(colours)),
        cursor: 'default',
        data: weeks.map((row) => Number(row[column] ?? 0) * (isNegative ? -1 : 1)),
      })),
    });
  }, [weeks, bars]);
  return <Chart optionOf={optionOf} label={label} height={230} />;
}
