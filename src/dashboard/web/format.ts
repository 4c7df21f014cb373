import { parse } from '../../ask/grain.ts';
import type { Cell } from '../api.ts';
import { locale } from './locale.ts';

const grouped = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });

/** `14,896`. */
export function formatNumber(value: Cell | undefined): string {
  return value === null || value === undefined ? '–' : grouped.format(Number(value));
}

/** `1 listener`, `2,000 listeners`. */
export function formatCount(value: Cell | undefined, noun: string): string {
  return `${formatNumber(value)} ${noun}${Number(value) === 1 ? '' : 's'}`;
}

/** `14.9K`, for axes and tight places. */
export function formatShort(value: Cell | undefined): string {
  return value === null || value === undefined ? '–' : compact.format(Number(value));
}

export function formatPercent(value: number): string {
  return `${formatFixed(value, Math.abs(value) < 10 ? 1 : 0)} %`;
}

/** A share in whole percent; only nothing is `0 %`, and only all is `100 %`. */
export function formatShare(percent: number): string {
  if (percent > 0 && percent < 0.5) return '< 1 %';
  if (percent >= 99.5 && percent < 100) return '> 99 %';
  return `${formatNumber(Math.round(percent))} %`;
}

/** A share of which little matters: `0.03 %`, `49.5 %`; only nothing is `0 %`, and only all is `100 %`. */
export function formatRate(percent: number): string {
  if (percent === 0 || percent === 100) return `${percent} %`;
  if (percent < 0.01) return '< 0.01 %';
  if (percent >= 99.95 && percent < 100) return '> 99.9 %';
  return `${formatFixed(percent, percent < 1 ? 2 : 1)} %`;
}

/** With so many digits behind the decimal point. */
export function formatFixed(value: number, digits: number): string {
  return value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** `Nov 5, 2018` of `2018-11-05`. */
export function formatLongDay(day: string): string {
  return longDay.format(parse(day));
}

/** `Nov 2018` of `2018-11`. */
export function formatMonth(month: string): string {
  return shortMonth.format(parse(`${month}-01`));
}

/** `Nov 1, 2018 – Nov 5, 2018`. */
export function formatDays(from: string, to: string): string {
  return `${formatLongDay(from)} – ${formatLongDay(to)}`;
}

const longDay = new Intl.DateTimeFormat(locale, {
  month: 'short',
  day: 'numeric',
  year: 'numeric',
  timeZone: 'UTC',
});

const shortMonth = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** How long ago a moment was, in milliseconds since 1970: `2 minutes ago`. */
export function formatAge(moment: number, now: Date): string {
  const seconds = (now.getTime() - moment) / 1000;
  const steps = [
    [60, 1, 'second'],
    [3600, 60, 'minute'],
    [86_400, 3600, 'hour'],
    [Number.POSITIVE_INFINITY, 86_400, 'day'],
  ] as const;
  const [, unit, name] = steps.find(([limit]) => seconds < limit) ?? steps[3];
  const count = Math.max(0, Math.floor(seconds / unit));
  return `${count} ${name}${count === 1 ? '' : 's'} ago`;
}

/** A value as it is, with every digit. */
export function formatExact(value: Cell): string {
  return value === null ? 'NULL' : String(value);
}

/** A time to the second, which is what a reader looks for: `2018-11-30 18:39:22`. */
export function formatTime(value: string): string {
  return value.replace(/(?<=:\d\d)\.\d+$/, '');
}

/** How long ago something was, and when: `2 minutes ago (2018-11-30 18:39:22 UTC)`. */
export function formatWhen(time: string, now: Date): string {
  return `${formatAge(parse(time), now)} (${formatTime(time)} UTC)`;
}

/** A value in a table; ids, years and instants are numbers only by their looks. */
export function formatCell(column: string, value: Cell): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string' && /(^|_)(play|time|at)$/.test(column)) return formatTime(value);
  if (typeof value !== 'number' || /(^|_)(id|ts|year|line)$/.test(column)) return String(value);
  return formatNumber(value);
}
