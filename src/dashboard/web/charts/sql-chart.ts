import type { JsonResult } from '../../api.ts';
import { formatNumber, formatShort } from '../format.ts';
import { categoryAxis, chart, grid, legend, tooltip, valueAxis } from './chart.ts';

const mostPlaces = 400;

/** A chart of any result with names and numbers: lines along dates, bars otherwise; undefined if there is none to draw. */
export function sqlChart({ columns, rows }: JsonResult): (() => HTMLElement) | undefined {
  const isNumber = (column: string) =>
    rows.every((row) => typeof row[column] === 'number' || row[column] === null);
  const along = columns.find((column) => !isNumber(column)) ?? columns[0];
  const measures = columns.filter((column) => column !== along && isNumber(column)).slice(0, 6);
  if (along === undefined || measures.length === 0 || rows.length === 0) return undefined;
  const shown = rows.slice(0, mostPlaces);
  const places = shown.map((row) => String(row[along] ?? 'NULL'));
  const isTime = places.every((place) => /^\d{4}-\d\d-\d\d/.test(place));
  return () =>
    chart(
      (colours) => ({
        legend: legend(colours),
        grid,
        tooltip: { ...tooltip(colours), valueFormatter: (value: unknown) => formatNumber(Number(value)) },
        xAxis: categoryAxis(colours, places),
        yAxis: valueAxis(colours, formatShort),
        series: measures.map((measure, index) => ({
          name: measure,
          type: isTime ? 'line' : 'bar',
          symbol: 'none',
          barMaxWidth: 40,
          color: colours.series[index],
          data: shown.map((row) => row[measure]),
        })),
      }),
      { label: `${measures.join(', ')} by ${along}, ${shown.length} places`, height: 320 },
    );
}
