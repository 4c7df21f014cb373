import { useMemo } from 'preact/hooks';
import type { ApiAnswer } from '../../api.ts';
import { addDays, daysBetween } from '../../period.ts';
import { formatDay, formatLongDay, formatNumber, formatShort } from '../format.ts';
import { colourOfLevel, nameOfLevel } from '../levels.ts';
import type { Palette } from '../palette.ts';
import { useAsked } from '../use-asked.ts';
import type { View } from '../view.ts';
import { Chart } from './chart.tsx';
import { categoryAxis, grid, legend, tooltip, valueAxis } from './option.ts';

interface PlaysByDayProps {
  readonly answer: ApiAnswer;
  readonly view: View;
}

/**
 * Plays a day, the levels on top of each other, and a dashed line of as many days before; a day without plays is a zero, not
 * a gap.
 */
export function PlaysByDay({ answer, view }: PlaysByDayProps) {
  const { filters, onFilter } = view;
  const onPick = onFilter && ((from: string, to: string) => onFilter({ ...filters, period: '', from, to }));
  const { days, levels, playsAt, total } = useMemo(() => arrange(answer), [answer]);
  const before = usePlaysBefore(view);
  const optionOf = useMemo(
    () => (colours: Palette) => ({
      legend: legend(colours),
      grid,
      tooltip: tooltip(colours, (value) => formatNumber(Number(value))),
      xAxis: { ...categoryAxis(colours, days.map(formatDay)), boundaryGap: days.length < 3 },
      yAxis: valueAxis(colours, formatShort),
      series: [
        ...levels.map((level) => ({
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
        ...(before === undefined
          ? []
          : [
              {
                name: 'as many days before',
                type: 'line',
                symbol: 'none',
                cursor: onPick === undefined ? 'default' : 'pointer',
                lineStyle: { width: 1.5, type: 'dashed' },
                color: colours.muted,
                data: days.map((day) => before(day)),
              },
            ]),
      ],
    }),
    [days, levels, playsAt, before, onPick === undefined],
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

/** The plays of all levels on the day that is as far before as the period is long; undefined if nothing is before. */
function usePlaysBefore(view: View): ((day: string) => number) | undefined {
  const { days, previous } = view;
  const { value } = useAsked(
    async (signal) =>
      previous === undefined ? undefined : await view.ask('plays-by-day', { signal, isPrevious: true }),
    [view],
  );
  return useMemo(() => {
    if (value === undefined || previous === undefined || days.from === undefined) return undefined;
    const distance = daysBetween(previous.from, days.from);
    const plays = new Map<string, number>();
    for (const row of value.rows) {
      const day = addDays(String(row.day), distance);
      plays.set(day, (plays.get(day) ?? 0) + Number(row.plays));
    }
    return (day) => plays.get(day) ?? 0;
  }, [value, view]);
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
