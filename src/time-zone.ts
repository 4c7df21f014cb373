/** Time zones by Intl alone: the same in the browser and on the server, and on both engines. It imports nothing. */

export const utc = 'UTC';

/** From the moment `at` on, until the next one, local time is UTC plus `offset` minutes. */
export interface Offset {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly offset: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** A local time as milliseconds, as if the clock of the zone showed UTC: of 13:00 in Berlin, those of 13:00 UTC. */
export function toLocal(zone: string, moment: number): number {
  return moment + offsetAt(zone, moment) * minute;
}

/** The moment at which a day such as `2018-11-04` begins in a zone, which need not be at midnight. */
export function startOfDay(zone: string, text: string): number {
  const midnight = Date.parse(`${text}T00:00:00Z`);
  if (zone === utc) return midnight;
  // Where clocks go back over midnight, the day begins the last time that they pass it.
  const offsets = offsetsBetween(zone, midnight - 2 * day, midnight + 2 * day).toReversed();
  for (const [index, { at, offset }] of offsets.entries()) {
    const end = offsets[index - 1]?.at ?? Number.POSITIVE_INFINITY;
    const start = midnight - offset * minute;
    if (start >= end) return end; // the clocks went forward over midnight
    if (start > at) return start;
  }
  return midnight;
}

/** Whether a clock of the zone ever shows a local time: not where it went forward over it. */
export function isShown(zone: string, local: number): boolean {
  if (zone === utc) return true;
  return offsetsBetween(zone, local - day, local + day).some(
    ({ offset }) => toLocal(zone, local - offset * minute) === local,
  );
}

/** Every offset of a zone between two moments; the first one holds at `first`. */
export function offsetsBetween(zone: string, first: number, last: number): readonly Offset[] {
  let offset = offsetAt(zone, first);
  const found: Offset[] = [{ at: first, offset }];
  // No zone changed its clocks twice within three days since 2000.
  for (let start = first; start < last; start += 3 * day) {
    const to = Math.min(start + 3 * day, last);
    const final = offsetAt(zone, to);
    for (let at = start; offset !== final; ) {
      at = firstChange(zone, at, to, offset);
      offset = offsetAt(zone, at);
      found.push({ at, offset });
    }
  }
  return found;
}

/** The first moment at which the offset is not that of `from` any more, to the second. */
function firstChange(zone: string, from: number, to: number, before: number): number {
  let [low, high] = [Math.floor(from / 1000), Math.ceil(to / 1000)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle * 1000) === before) low = middle;
    else high = middle;
  }
  return high * 1000;
}

/** Before 1970 zones had offsets of seconds, and after 2100 nobody knows them: plays are in between. */
const known = [0, Date.UTC(2100, 0)] as const;

function offsetAt(zone: string, moment: number): number {
  if (zone === utc) return 0;
  const at = Math.min(Math.max(moment, known[0]), known[1]);
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day: date = 1, hour = 0, minute: minutes = 0, second = 0 } = parts;
  const local = Date.UTC(year, month - 1, date, hour, minutes, second);
  return Math.round((local - at) / minute);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    const numeric = 'numeric' as const;
    const date = { year: numeric, month: numeric, day: numeric };
    const time = { hour: numeric, minute: numeric, second: numeric, hourCycle: 'h23' as const };
    format = new Intl.DateTimeFormat('en-US', { timeZone, ...date, ...time });
    formats.set(timeZone, format);
  }
  return format;
}
