import type { Offset } from '../time-zone.ts';
import { replaceCalls } from '../warehouse/replace-calls.ts';
import type { Engine } from '../warehouse/warehouse.ts';
import { type Grain, startText } from './grain.ts';
import type { TimeFrame } from './time-frame.ts';

/**
 * Writes the parts of time of a question as SQL of both engines. `local(x)` is the time x in the time zone that is asked
 * for, `period(x)` the start of the hour, day, week or month that it is in, and `incomplete(p)` whether the period p is
 * incomplete. The column `period_start` gets the name of the grain. For UTC nothing is added to x.
 *
 * Offsets are written out, by Intl: an engine's own conversion takes ten times as long, and each has its own time zones.
 */
export function withTimeParts(sql: string, frame: TimeFrame, engine: Engine): string {
  const { grain, offsets } = frame;
  const local = (x: string) => localSql(x, offsets);
  if (grain === undefined) return replaceCalls(sql, engine, new Map([['local', local]]));
  return replaceCalls(
    sql.replace(/\bperiod_start\b/g, grain),
    engine,
    new Map([
      ['local', local],
      ['period', (x) => periodSql(grain, local(x))],
      ['incomplete', (x) => incompleteSql(x, grain, frame.incomplete)],
    ]),
  );
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
