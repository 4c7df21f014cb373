import type { SongplayRow } from './rows.ts';

/** Hours, days, weeks and months by their texts: what the SQL and `src/ask/grain.ts` are held against. */

export type Grain = 'hour' | 'day' | 'week' | 'month';

/** When plays are asked for, and by which grain. */
export interface Asked {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly grain?: string | undefined;
}

export const dateOf = (time: string) =>
  new Date(`${time.slice(0, 19).replace(' ', 'T')}${time.length > 10 ? '' : 'T00:00:00'}Z`);
export const dayOf = (date: Date) => date.toISOString().slice(0, 10);

/** The Monday of a week. */
export function weekOf(time: string): string {
  const date = dateOf(time.slice(0, 10));
  while (date.getUTCDay() !== 1) date.setUTCDate(date.getUTCDate() - 1);
  return dayOf(date);
}

const starts: Readonly<Record<Grain, (time: string) => string>> = {
  hour: (time) => `${time.slice(0, 13)}:00:00`,
  day: (time) => time.slice(0, 10),
  week: weekOf,
  month: (time) => `${time.slice(0, 7)}-01`,
};

/** What the grain of a question is, and which of its periods are incomplete. */
export function periodsOf(plays: readonly SongplayRow[], asked: Asked, usual: string) {
  const times = plays.map(({ start_time }) => start_time).sort();
  const [first = '', last = ''] = [times[0], times.at(-1)];
  const grain = grainOf(asked.grain || usual, first, last, asked);
  const startOf = starts[grain];
  const [begin, end] = [edge(grain, first, 0), edge(grain, last, 1)];
  const [from, to] = [asked.from ?? begin, asked.to === undefined ? end : dayAfter(asked.to)];
  return {
    startOf,
    /** Whether an hour of the days asked for, or of those with plays, is missing in the period of this start. */
    isIncomplete(start: string): boolean {
      const bounds = [begin, end, ...(asked.from ? [from] : []), ...(asked.to ? [to] : [])];
      return bounds.some((bound) => startOf(bound) === start && dateOf(bound) > dateOf(start));
    },
  };
}

function grainOf(grain: string, first: string, last: string, { from, to }: Asked): Grain {
  if (grain !== 'auto') return grain as Grain;
  const begin = [from ?? '', first.slice(0, 10)].sort()[1] ?? '';
  const end = [to ?? '9999', last.slice(0, 10)].sort()[0] ?? '';
  const days = Math.round((dateOf(end).getTime() - dateOf(begin).getTime()) / 86_400_000) + 1;
  return days <= 1 ? 'hour' : days <= 92 ? 'day' : days <= 731 ? 'week' : 'month';
}

/** The edge of the plays, to the quarter of an hour, hour or day. */
function edge(grain: Grain, time: string, more: 0 | 1): string {
  const step = { hour: 900_000, day: 3_600_000, week: 86_400_000, month: 86_400_000 }[grain];
  const edgeTime = (Math.floor(dateOf(time).getTime() / step) + more) * step;
  return Number.isNaN(edgeTime) ? '' : new Date(edgeTime).toISOString().slice(0, 19).replace('T', ' ');
}

function dayAfter(day: string): string {
  return dayOf(new Date(dateOf(day).getTime() + 86_400_000));
}
