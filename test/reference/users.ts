import { compareAll, compareNumbers, groupBy, least } from './order.ts';
import type { StagedEvent, UserRow } from './rows.ts';

/** One row for each user of any staged event, as the latest event shows them. */
export function usersOf(events: readonly StagedEvent[]): readonly UserRow[] {
  const rows: UserRow[] = [];
  for (const [userId, group] of groupBy(events, (event) => event.user_id)) {
    const latest = least(group, (a, b) => compareMoments(b, a) || compareAll(contentOf(a), contentOf(b)));
    if (userId === null || latest === undefined) continue;
    const { first_name, last_name, gender, level } = latest;
    rows.push({ user_id: userId, first_name, last_name, gender, level });
  }
  return rows;
}

function compareMoments(a: StagedEvent, b: StagedEvent): number {
  return (
    compareNumbers(a.ts, b.ts) ||
    compareNumbers(a.session_id, b.session_id) ||
    compareNumbers(a.item_in_session, b.item_in_session)
  );
}

function contentOf({ level, first_name, last_name, gender }: StagedEvent): readonly (string | null)[] {
  return [level, first_name, last_name, gender];
}
