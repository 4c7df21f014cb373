import { useMemo } from 'preact/hooks';
import { formatNumber, formatShort } from '../format.ts';
import type { Palette } from '../palette.ts';
import { Chart } from './chart.tsx';
import { categoryAxis, grid, legend, tooltip, valueAxis } from './option.ts';
import type { SqlSeries } from './sql-series.ts';

/** As many as there are colours. */
const mostSeries = 6;

/** A chart of any result with numbers: lines along dates, bars otherwise. */
export function SqlChart({ drawn }: { readonly drawn: SqlSeries }) {
  const { along, isTime, places } = drawn;
  const series = drawn.series.slice(0, mostSeries);
  const optionOf = useMemo(
    () => (colours: Palette) => ({
      legend: legend(colours),
      grid: { ...grid, bottom: 24 }, // below the names of the places is that of the axis
      tooltip: tooltip(colours, (value) => (value == null ? '–' : formatNumber(Number(value)))),
      xAxis: {
        ...categoryAxis(colours, places),
        name: along,
        nameLocation: 'middle',
        nameGap: 28,
        nameTextStyle: { color: colours.muted },
      },
      yAxis: { ...valueAxis(colours, formatShort), minInterval: 0 },
      series: series.map(({ name, values }, index) => ({
        name,
        type: isTime ? 'line' : 'bar',
        symbol: places.length > 60 ? 'none' : 'circle',
        symbolSize: 5,
        barMaxWidth: 40,
        cursor: 'default',
        color: colours.series[index],
        data: [...values],
      })),
    }),
    [drawn],
  );
  return (
    <div>
      <Chart
        optionOf={optionOf}
        label={`${series.map(({ name }) => name).join(', ')} along ${along}, ${places.length} places`}
        height={320}
      />
      {drawn.series.length > mostSeries && (
        <p class="muted">
          {mostSeries} of {drawn.series.length} series are drawn; the table shows all.
        </p>
      )}
    </div>
  );
}
