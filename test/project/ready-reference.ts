/** A log event, as far as the ready tables read it. */
export interface LogEvent {
  readonly ts: number;
  readonly userId: number | null;
  readonly sessionId: number;
  readonly itemInSession: number;
  readonly page: string;
  readonly level: string | null;
  readonly artist: string | null;
  readonly length: number | null;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * The history of each user's level by its definition: at each moment the level is that of the user's greatest event (ts,
 * session, item) until then, of equal ones the least level. It is asked for every moment, and equal neighbours are one.
 */
export function levelHistory(events: readonly LogEvent[]): readonly Fields[] {
  return usersOf(events).flatMap((userId) => {
    const own = events.filter((event) => event.userId === userId);
    const moments = [...new Set(own.map(({ ts }) => ts))].sort((a, b) => a - b);
    const rows: { user_id: number; level: string; valid_from: number; valid_to: number | null }[] = [];
    for (const moment of moments) {
      const level = levelAt(own, moment);
      const last = rows.at(-1);
      if (last?.level === level) continue;
      if (last !== undefined) last.valid_to = moment;
      rows.push({ user_id: userId, level, valid_from: moment, valid_to: null });
    }
    return rows.map((row) => ({ ...row, is_current: row.valid_to === null }));
  });
}

function levelAt(own: readonly LogEvent[], moment: number): string {
  let best: LogEvent | undefined;
  for (const event of own) {
    if (event.ts > moment) continue;
    if (best === undefined || isLater(event, best)) best = event;
  }
  return best?.level ?? '';
}

function isLater(one: LogEvent, other: LogEvent): boolean {
  for (const key of ['ts', 'sessionId', 'itemInSession'] as const)
    if (one[key] !== other[key]) return one[key] > other[key];
  return (one.level ?? '') < (other.level ?? '');
}

/** Sessions: distinct moments and items are its pages, distinct plays its plays. */
export function sessions(events: readonly LogEvent[]): readonly Fields[] {
  const plays = playsOf(events);
  return usersOf(events).flatMap((userId) => {
    const own = events.filter((event) => event.userId === userId);
    const numbers = [...new Set(own.map(({ sessionId }) => sessionId))].sort((a, b) => a - b);
    return numbers.map((sessionId) => {
      const here = own.filter((event) => event.sessionId === sessionId);
      const times = here.map(({ ts }) => ts);
      const [first, last] = [Math.min(...times), Math.max(...times)];
      const item = Math.max(
        ...here.filter(({ ts }) => ts === last).map(({ itemInSession }) => itemInSession),
      );
      const levels = here
        .filter(({ ts, itemInSession }) => ts === last && itemInSession === item)
        .flatMap(({ level }) => level ?? []);
      return {
        user_id: userId,
        session_id: sessionId,
        started_at: first,
        ended_at: last,
        seconds: Math.floor((last - first) / 1000),
        pages: new Set(here.map(({ ts, itemInSession }) => `${ts} ${itemInSession}`)).size,
        plays: plays.filter((play) => play.userId === userId && play.sessionId === sessionId).length,
        level: levels.sort()[0] ?? null,
      };
    });
  });
}

export function dailyPlays(events: readonly LogEvent[]): readonly Fields[] {
  const byDay = grouped(playsOf(events), ({ ts }) => new Date(ts).toISOString().slice(0, 10));
  return byDay.map(([day, plays]) => ({
    day,
    plays: plays.length,
    paid_plays: plays.filter(({ level }) => level === 'paid').length,
    listeners: new Set(plays.map(({ userId }) => userId)).size,
    seconds: secondsOf(plays),
  }));
}

export function listeningByArtist(events: readonly LogEvent[]): readonly Fields[] {
  const named = playsOf(events).filter(({ artist }) => artist !== null);
  return grouped(named, ({ artist }) => artist ?? '').map(([artist, plays]) => ({
    artist,
    plays: plays.length,
    listeners: new Set(plays.map(({ userId }) => userId)).size,
    seconds: secondsOf(plays),
    last_played_at: Math.max(...plays.map(({ ts }) => ts)),
  }));
}

/** A play is an identity; of events that share one, the least in (level, artist, length) counts. */
function playsOf(events: readonly LogEvent[]): readonly LogEvent[] {
  const found = new Map<string, LogEvent>();
  for (const event of events) {
    if (event.page !== 'NextSong') continue;
    const identity = `${event.ts} ${event.userId} ${event.sessionId} ${event.itemInSession}`;
    const other = found.get(identity);
    if (other === undefined || textOf(event) < textOf(other)) found.set(identity, event);
  }
  return [...found.values()];
}

function textOf({ level, artist, length }: LogEvent): string {
  const texts = [level ?? '', artist ?? '', String(length ?? 0).padStart(12)];
  return [...texts, ...[level, artist, length].map((value) => (value === null ? 1 : 0))].join('\u0001');
}

function secondsOf(plays: readonly LogEvent[]): number {
  return plays.reduce((sum, { length }) => sum + (length === null ? 0 : Math.round(length * 1000)), 0) / 1000;
}

function usersOf(events: readonly LogEvent[]): readonly number[] {
  return [...new Set(events.flatMap(({ userId }) => userId ?? []))].sort((a, b) => a - b);
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly [string, readonly T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}
