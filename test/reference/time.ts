import { timeOf } from './calendar.ts';
import type { StagedEvent, TimeRow } from './rows.ts';
import { playsOf } from './songplays.ts';

/** One row for each moment at which a play started. */
export function timeRowsOf(events: readonly StagedEvent[]): readonly TimeRow[] {
  const moments = new Set(playsOf(events).map((play) => play.ts));
  return [...moments].map(timeOf);
}
