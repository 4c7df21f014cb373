import { by, type Cells, ranked } from './answer-parts.ts';
import { compareText } from './order.ts';
import type { periodsOf } from './periods.ts';
import type { SongplayRow, StagedEvent } from './rows.ts';

/** A page event as the questions read it: once, with the least of the values that it was staged with. */
export interface PageEvent
  extends Pick<
    StagedEvent,
    'page' | 'level' | 'status' | 'location' | 'user_agent' | 'user_id' | 'session_id'
  > {
  readonly start_time: string;
}

/** The page events among staged events. */
export function pageEventsOf(staged: readonly StagedEvent[]): readonly PageEvent[] {
  const identity = ({ ts, user_id, session_id, item_in_session, page }: StagedEvent) =>
    [ts, user_id, session_id, item_in_session, page].join('|');
  return ranked(
    staged.filter(({ page }) => page !== 'NextSong'),
    identity,
  ).map(({ plays: copies }) => {
    const [event] = copies as [StagedEvent];
    const least = (name: 'level' | 'location' | 'user_agent') =>
      copies
        .flatMap((copy) => copy[name] ?? [])
        .sort(compareText)
        .at(0) ?? null;
    const statuses = copies.flatMap(({ status }) => status ?? []);
    return {
      start_time: new Date(Number(event.ts)).toISOString().replace('T', ' ').replace('Z', ''),
      page: event.page,
      user_id: event.user_id,
      session_id: event.session_id,
      level: least('level'),
      location: least('location'),
      user_agent: least('user_agent'),
      status: statuses.length === 0 ? null : Math.min(...statuses),
    };
  });
}

const paths = [
  ['upgrade', 'Upgrade', 'Submit Upgrade'],
  ['downgrade', 'Downgrade', 'Submit Downgrade'],
  ['cancel', 'Cancel', 'Cancellation Confirmation'],
] as const;

/** The answers to the questions about page events, by plain loops over the events and plays that the filters leave. */
export function answersOfEvents(
  plays: readonly SongplayRow[],
  events: readonly PageEvent[],
  { startOf, isIncomplete }: ReturnType<typeof periodsOf>,
  first: (count: number, rows: readonly Cells[]) => readonly Cells[],
): Readonly<Record<string, readonly Cells[]>> {
  const all = (rows: readonly Cells[]) => first(Number.POSITIVE_INFINITY, rows);
  const users = (of: readonly { readonly user_id: bigint | number | null }[]) =>
    new Set(of.flatMap(({ user_id }) => (user_id === null ? [] : Number(user_id))));
  const on = (...pages: readonly string[]) => events.filter(({ page }) => pages.includes(page));
  const byPeriod = (of: readonly PageEvent[], count: (of: readonly PageEvent[]) => readonly number[]) =>
    ranked(of, ({ start_time, level }) => `${startOf(start_time)}|${level}`)
      .map(({ plays: own }) => {
        const [event] = own as [PageEvent];
        const start = startOf(event.start_time);
        return [start, event.level, ...count(own), users(own).size, isIncomplete(start)] as Cells;
      })
      .sort(by([0, 1], [1, 1]));
  const share = (part: number, of: number) => (of === 0 ? null : Math.round((10_000 * part) / of) / 100);
  return {
    funnel: all(
      paths.flatMap(([path, page, last]) => {
        const seen = users([...plays, ...events]).size;
        const times = (user: number, name: string) =>
          on(name)
            .filter(({ user_id }) => user_id !== null && Number(user_id) === user)
            .map(({ start_time }) => start_time)
            .sort();
        const visited = [...users(on(page))];
        const finished = visited.filter((user) => {
          const [start = ''] = times(user, page);
          return (times(user, last).at(-1) ?? '') >= start;
        });
        return [
          [path, 'Seen', seen, null],
          [path, page, visited.length, share(visited.length, seen)],
          [path, last, finished.length, share(finished.length, visited.length)],
        ];
      }),
    ),
    churn: all(
      ranked(
        [
          ...plays.map((play) => ({ ...play, page: 'NextSong' })),
          ...events.filter(({ user_id }) => user_id !== null),
        ],
        ({ start_time, level }) => `${startOf(start_time)}|${level}`,
      )
        .map(({ plays: own }) => {
          const active = users(own).size;
          const cancelled = users(own.filter(({ page }) => page === 'Cancellation Confirmation'));
          const downgraded = users(own.filter(({ page }) => page === 'Submit Downgrade'));
          const left = new Set([...cancelled, ...downgraded]).size;
          const start = startOf(own[0]?.start_time ?? '');
          const counts = [active, cancelled.size, downgraded.size, share(left, active)];
          return [start, own[0]?.level ?? null, ...counts, isIncomplete(start)] as Cells;
        })
        .sort(by([0, 1], [1, 1])),
    ),
    thumbs: all(
      byPeriod(on('Thumbs Up', 'Thumbs Down'), (own) =>
        ['Thumbs Up', 'Thumbs Down'].map((name) => own.filter(({ page }) => page === name).length),
      ),
    ),
    'playlist-adds': all(byPeriod(on('Add to Playlist'), ({ length }) => [length])),
    errors: all(
      byPeriod(
        events.filter(({ page, status }) => page === 'Error' || (status ?? 0) >= 400),
        ({ length }) => [length],
      ),
    ),
    'page-events': all(
      ranked(events, ({ start_time, level, page }) => `${startOf(start_time)}|${level}|${page}`)
        .map(({ plays: own }) => {
          const [event] = own as [PageEvent];
          const start = startOf(event.start_time);
          return [start, event.level, event.page, own.length, users(own).size, isIncomplete(start)] as Cells;
        })
        .sort(by([0, 1], [1, 1], [2, 1])),
    ),
  };
}
