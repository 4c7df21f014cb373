import { useMemo } from 'preact/hooks';
import type { ApiAnswer } from '../../api.ts';
import { formatLongDay, formatNumber, formatShort } from '../format.ts';
import type { Palette } from '../palette.ts';
import { Chart } from './chart.tsx';
import { categoryAxis, grid, legend, tooltip, valueAxis } from './option.ts';

export interface Bars {
  readonly column: string;
  readonly name: string;
  readonly colour: (colours: Palette) => string;
  /** Drawn below the line. */
  readonly isNegative?: boolean;
}

interface StackedBarsProps {
  readonly answer: ApiAnswer;
  /** The column along the axis; a date is shown as `Nov 5`. */
  readonly along: string;
  /** The same array for each drawing. */
  readonly bars: readonly Bars[];
  readonly label: string;
}

/** Bars on top of each other, along weeks or classes. */
export function StackedBars({ answer, along, bars, label }: StackedBarsProps) {
  const optionOf = useMemo(() => {
    const { rows } = answer;
    const places = rows.map((row) => String(row[along]));
    const names = places.map((place) => (/^\d{4}-\d\d-\d\d$/.test(place) ? formatLongDay(place) : place));
    return (colours: Palette) => ({
      ...(bars.length > 1 && { legend: legend(colours) }),
      grid: { ...grid, top: bars.length > 1 ? 34 : 12 },
      tooltip: tooltip(colours, (value) => formatNumber(Math.abs(Number(value)))),
      xAxis: categoryAxis(colours, names),
      yAxis: valueAxis(colours, (value) => formatShort(Math.abs(value))),
      series: bars.map(({ column, name, colour, isNegative }) => ({
        name,
        type: 'bar',
        stack: 'all',
        barMaxWidth: 34,
        cursor: 'default',
        color: colour(colours),
        data: rows.map((row) => Number(row[column] ?? 0) * (isNegative ? -1 : 1)),
      })),
    });
  }, [answer, along, bars]);
  return <Chart optionOf={optionOf} label={label} height={230} />;
}
