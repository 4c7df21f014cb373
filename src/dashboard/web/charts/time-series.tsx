import { useMemo } from 'preact/hooks';
import type { ApiAnswer } from '../../api.ts';
import { addDays, daysBetween } from '../../period.ts';
import { formatDay, formatLongDay, formatNumber, formatShort } from '../format.ts';
import { colourOfLevel, nameOfLevel } from '../levels.ts';
import type { Palette } from '../palette.ts';
import { Chart } from './chart.tsx';
import { categoryAxis, grid, legend, tooltip, valueAxis } from './option.ts';

interface PlaysByDayProps {
  readonly answer: ApiAnswer;
  readonly onPick: ((from: string, to: string) => void) | undefined;
}

/** Plays a day, the levels on top of each other; a day without plays is a zero, not a gap. */
export function PlaysByDay({ answer, onPick }: PlaysByDayProps) {
  const { days, levels, playsAt, total } = useMemo(() => arrange(answer), [answer]);
  const optionOf = useMemo(
    () => (colours: Palette) => ({
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
        cursor: onPick === undefined ? 'default' : 'pointer',
        lineStyle: { width: 1.5 },
        areaStyle: { opacity: 0.55 },
        color: colourOfLevel(level, colours),
        data: days.map((day) => playsAt(day, level)),
      })),
    }),
    [days, levels, playsAt, onPick === undefined],
  );
  return (
    <Chart
      optionOf={optionOf}
      label={`Plays by day and level: ${formatNumber(total)} plays on ${days.length} days`}
      picking={
        onPick && {
          count: days.length,
          describe: (index) =>
            `${formatLongDay(days[index] ?? '')}: ${levels
              .map((level) => `${formatNumber(playsAt(days[index] ?? '', level))} ${level}`)
              .join(', ')}`,
          onPick: (first, last) => onPick(days[first] ?? '', days[last] ?? ''),
        }
      }
    />
  );
}

function arrange({ rows }: ApiAnswer) {
  const days = everyDay(rows.map(({ day }) => String(day)));
  const levels = [...new Set(rows.map(({ level = null }) => nameOfLevel(level)))].sort().reverse();
  const plays = new Map(
    rows.map(({ day, level = null, plays }) => [`${day} ${nameOfLevel(level)}`, Number(plays)]),
  );
  return {
    days,
    levels,
    playsAt: (day: string, level: string) => plays.get(`${day} ${level}`) ?? 0,
    total: rows.reduce((sum, row) => sum + Number(row.plays), 0),
  };
}

function everyDay(days: readonly string[]): readonly string[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: daysBetween(first, last) + 1 }, (_, index) => addDays(first, index));
}
