import type { ApiAnswer } from '../../api.ts';
import { addDays, daysBetween } from '../../period.ts';
import { formatDay, formatNumber, formatShort } from '../format.ts';
import { categoryAxis, chart, grid, legend, tooltip, valueAxis } from './chart.ts';

/** Plays a day, free and paid on top of each other; a day without plays is a zero, not a gap. */
export function playsByDay({ rows }: ApiAnswer, onClick: ((day: string) => void) | undefined): HTMLElement {
  const days = everyDay(rows.map(({ day }) => String(day)));
  const levels = [...new Set(rows.map(({ level }) => String(level)))].sort().reverse();
  const plays = new Map(rows.map(({ day, level, plays }) => [`${day} ${level}`, Number(plays)]));
  const total = rows.reduce((sum, row) => sum + Number(row.plays), 0);
  return chart(
    (colours) => ({
      legend: legend(colours),
      grid,
      tooltip: { ...tooltip(colours), valueFormatter: (value: unknown) => formatNumber(Number(value)) },
      xAxis: { ...categoryAxis(colours, days.map(formatDay)), boundaryGap: days.length < 3 },
      yAxis: valueAxis(colours, formatShort),
      series: levels.map((level) => ({
        name: level,
        type: 'line',
        stack: 'plays',
        symbol: days.length < 3 ? 'circle' : 'none',
        triggerLineEvent: true,
        lineStyle: { width: 1.5 },
        areaStyle: { opacity: 0.55 },
        color: level === 'paid' ? colours.paid : colours.free,
        data: days.map((day) => plays.get(`${day} ${level}`) ?? 0),
      })),
    }),
    {
      label: `Plays by day and level: ${formatNumber(total)} plays on ${days.length} days`,
      ...(onClick && {
        onClick: ({ name }: { name: string }) => {
          const day = days.find((each) => formatDay(each) === name);
          if (day !== undefined) onClick(day);
        },
      }),
    },
  );
}

function everyDay(days: readonly string[]): readonly string[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: daysBetween(first, last) + 1 }, (_, index) => addDays(first, index));
}
