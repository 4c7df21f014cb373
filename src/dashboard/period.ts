/** The days that a page shows. It is computed in the browser and for the report alike, so it imports nothing. */

/** What the address of a page says; everything may be missing. */
export interface PeriodChoice {
  readonly period?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Days, both included, as `2018-11-01`; without one there is no bound. */
export interface Days {
  readonly from?: string;
  readonly to?: string;
}

/** The presets, each ending on the last day that has a play. */
export const presets = [
  { name: '7d', label: '7 days', days: 7 },
  { name: '30d', label: '30 days', days: 30 },
  { name: '90d', label: '90 days', days: 90 },
  { name: 'all', label: 'All', days: undefined },
] as const;

export const defaultPreset = '30d';

/** The days that are chosen: those named, else those of the preset. */
export function chosenDays({ period, from, to }: PeriodChoice, lastDay: string | null): Days {
  if (from || to) return { ...(from && { from }), ...(to && { to }) };
  const preset = presets.find(({ name }) => name === (period ?? defaultPreset));
  if (preset?.days === undefined || lastDay === null) return {};
  return { from: addDays(lastDay, 1 - preset.days), to: lastDay };
}

/** As many days just before; undefined if there is no beginning, or the data begin later than those days. */
export function previousDays(
  { from, to }: Days,
  firstDay: string | null,
  lastDay: string | null,
): Required<Days> | undefined {
  const end = to ?? lastDay;
  if (from === undefined || end === null || firstDay === null) return undefined;
  if (![from, end].every((day) => isDay(day) && day >= '1000-01-01' && day <= '9000-12-31')) return undefined;
  const length = daysBetween(from, end) + 1;
  const previous = { from: addDays(from, -length), to: addDays(from, -1) };
  return length > 0 && previous.from >= firstDay ? previous : undefined;
}

/** Whether a text is a day of the calendar, such as `2018-11-01`; an address may say anything. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) && text >= '0001-01-01';
}

const dayMilliseconds = 86_400_000;

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMilliseconds).toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMilliseconds);
}
