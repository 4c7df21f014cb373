import { h } from '../dom.ts';
import { formatNumber, formatShort } from '../format.ts';
import { categoryAxis, chart, grid, legend, tooltip, valueAxis } from './chart.ts';
import { type SqlRows, sqlSeries } from './sql-series.ts';

/** As many as there are colours. */
const mostSeries = 6;

/** A chart of any result with numbers: lines along dates, bars otherwise; undefined if there is none to draw. */
export function sqlChart(result: SqlRows): (() => HTMLElement) | undefined {
  const drawn = sqlSeries(result);
  if (drawn === undefined) return undefined;
  const { along, isTime, places } = drawn;
  const series = drawn.series.slice(0, mostSeries);
  return () =>
    h(
      'div',
      {},
      chart(
        (colours) => ({
          legend: legend(colours),
          grid,
          tooltip: {
            ...tooltip(colours),
            valueFormatter: (value: unknown) => (value == null ? '–' : formatNumber(Number(value))),
          },
          xAxis: { ...categoryAxis(colours, places), name: along, nameLocation: 'middle', nameGap: 28 },
          yAxis: { ...valueAxis(colours, formatShort), minInterval: 0 },
          series: series.map(({ name, values }, index) => ({
            name,
            type: isTime ? 'line' : 'bar',
            symbol: places.length > 60 ? 'none' : 'circle',
            symbolSize: 5,
            barMaxWidth: 40,
            color: colours.series[index],
            data: [...values],
          })),
        }),
        {
          label: `${series.map(({ name }) => name).join(', ')} along ${along}, ${places.length} places`,
          height: 320,
        },
      ),
      drawn.series.length > mostSeries &&
        h(
          'p',
          { class: 'muted' },
          `${mostSeries} of ${drawn.series.length} series are drawn; the table holds all.`,
        ),
    );
}
