import type { ApiAnswer } from '../../api.ts';
import { formatNumber, formatShort } from '../format.ts';
import { categoryAxis, chart, tooltip } from './chart.ts';

/** Weeks start on Monday; the warehouse counts from Sunday. */
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Plays by hour and weekday, the darker the more. */
export function playsByHour({ rows }: ApiAnswer): HTMLElement {
  const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
  const plays = new Map(rows.map((row) => [`${row.weekday} ${row.hour}`, Number(row.plays)]));
  const cells = weekdays.flatMap((_, weekday) =>
    hours.map((_, hour) => [hour, 6 - ((weekday + 6) % 7), plays.get(`${weekday} ${hour}`) ?? 0]),
  );
  const most = cells.reduce((greatest, [, , plays = 0]) => Math.max(greatest, plays), 1);
  const [hour = 0, day = 0] = cells.find(([, , plays]) => plays === most) ?? [];
  return chart(
    (colours) => ({
      grid: { top: 8, left: 4, right: 8, bottom: 44, containLabel: true },
      tooltip: {
        ...tooltip(colours),
        trigger: 'item',
        formatter: ({ value: [at, row, plays] }: { value: readonly [number, number, number] }) =>
          `${weekdays[6 - row]} ${hours[at]}:00  ${formatNumber(plays)} plays`,
      },
      xAxis: { ...categoryAxis(colours, hours), splitArea: { show: false } },
      yAxis: categoryAxis(colours, weekdays.toReversed()),
      visualMap: {
        min: 0,
        max: most,
        orient: 'horizontal',
        left: 'center',
        bottom: 0,
        itemWidth: 10,
        itemHeight: 120,
        text: [`${formatShort(most)} plays`, '0'],
        textStyle: { color: colours.muted, fontSize: 11 },
        inRange: { color: [...colours.heat] },
      },
      series: [
        {
          type: 'heatmap',
          data: cells,
          itemStyle: { borderColor: colours.surface, borderWidth: 2, borderRadius: 3 },
        },
      ],
    }),
    {
      label: `Plays by hour and weekday: most on ${weekdays[6 - day]} at ${hours[hour]}:00, ${formatNumber(most)} plays`,
      height: 280,
    },
  );
}
