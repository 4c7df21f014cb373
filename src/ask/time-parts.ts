import type { Offset } from '../time-zone.ts';
import { type Grain, startText } from './grain.ts';
import type { TimeFrame } from './time-frame.ts';

/**
 * Writes the parts of time of a question as SQL of both engines. `local(x)` is the time x in the time zone that is asked
 * for, `period(x)` the start of the hour, day, week or month that it is in, and `incomplete(p)` whether the period p is
 * incomplete. The column `period_start` gets the name of the grain. For UTC nothing is added to x.
 *
 * Offsets are written out, by Intl: an engine's own conversion takes ten times as long, and each has its own time zones.
 */
export function withTimeParts(sql: string, frame: TimeFrame): string {
  const { grain, offsets } = frame;
  const named = grain === undefined ? sql : sql.replace(/\bperiod_start\b/g, grain);
  return replaceCalls(named, {
    local: (x) => localSql(x, offsets),
    ...(grain !== undefined && {
      period: (x) => periodSql(grain, localSql(x, offsets)),
      incomplete: (x) => incompleteSql(x, grain, frame.incomplete),
    }),
  });
}

function localSql(x: string, offsets: readonly Offset[]): string {
  const [first, ...later] = offsets;
  if (first === undefined) return x;
  if (later.length === 0) return shifted(x, first);
  // The newest first: most questions are about the newest plays.
  const cases = later
    .toReversed()
    .map((offset) => `when ${x} >= timestamp '${startText('hour', offset.at)}' then ${shifted(x, offset)}`);
  return `case ${cases.join(' ')} else ${shifted(x, first)} end`;
}

function shifted(x: string, { offset }: Offset): string {
  return offset === 0 ? x : `${x} ${offset < 0 ? '-' : '+'} interval '${Math.abs(offset)} minutes'`;
}

function periodSql(grain: Grain, local: string): string {
  if (grain === 'day') return `cast(${local} as date)`;
  const start = `date_trunc('${grain}', ${local})`;
  return grain === 'hour' ? start : `cast(${start} as date)`;
}

function incompleteSql(period: string, grain: Grain, starts: readonly number[]): string {
  if (starts.length === 0) return 'false';
  const type = grain === 'hour' ? 'timestamp' : 'date';
  return `${period} in (${starts.map((start) => `${type} '${startText(grain, start)}'`).join(', ')})`;
}

type Calls = Readonly<Record<string, (argument: string) => string>>;

/** Replaces the calls of functions of one argument, also those within the argument of another. */
function replaceCalls(sql: string, calls: Calls): string {
  const pattern = new RegExp(`\\b(${Object.keys(calls).join('|')})\\(`, 'g');
  let text = '';
  let at = 0;
  for (const match of sql.matchAll(pattern)) {
    if (match.index < at) continue;
    const start = match.index + match[0].length;
    const end = closingParenthesis(sql, start);
    const write = calls[match[1] ?? ''];
    if (end === undefined || write === undefined) continue;
    text += sql.slice(at, match.index) + write(replaceCalls(sql.slice(start, end), calls));
    at = end + 1;
  }
  return text + sql.slice(at);
}

function closingParenthesis(sql: string, from: number): number | undefined {
  let depth = 1;
  for (let index = from; index < sql.length; index++) {
    if (sql[index] === '(') depth++;
    if (sql[index] === ')' && --depth === 0) return index;
  }
  return undefined;
}
