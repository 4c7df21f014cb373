import { type ExcludableFilter, excludableFilters, type Filters, severalOf } from '../../src/ask/filters.ts';
import {
  blankless,
  by,
  type Cells,
  listeners,
  type Names,
  namesOf,
  ranked,
  sessionOf,
} from './answer-parts.ts';
import { answersAbout } from './answers-about.ts';
import { answersOfEvents, type PageEvent, pageEventsOf } from './answers-of-events.ts';
import { compareText, groupBy } from './order.ts';
import { type Asked, dateOf, dayOf, periodsOf, weekOf } from './periods.ts';
import type { ReferenceTables } from './reference.ts';
import type { SongplayRow } from './rows.ts';

/**
 * The answers to the ready questions by plain loops over the plays of the reference: what the SQL of `sql/questions/`
 * is held against. Rows are arrays in the order of the columns; a limit is that of the question unless one is given.
 */
export function answersTo(
  tables: ReferenceTables,
  filters: Filters & Asked,
  limit?: number,
): Readonly<Record<string, readonly Cells[]>> {
  const names = namesOf(tables);
  const asked = (omitted: readonly (keyof Filters)[] = []) =>
    tables.songplays.filter((play) => passes(play, { ...filters, ...without(omitted) }, names));
  const plays = asked();
  const history = asked(['from']);
  const withoutSongs = {
    ...filters,
    ...without(['search', 'song', 'artist']),
    exclude: { ...filters.exclude, search: [], song: [], artist: [] },
  };
  const isInPeriod = (time: string): boolean => !filters.from || time >= filters.from;
  const periodsBy = (grain: string) => periodsOf(tables.songplays, filters, grain);
  const first = (count: number, rows: readonly Cells[]) => rows.slice(0, limit ?? count);
  const { titleOf, artistOf } = names;
  const songs = ranked(
    plays.filter((play) => play.song_id !== null || play.song !== null),
    (play) => play.song_id ?? `|${play.song}|${play.artist ?? ''}`,
  ).map(({ plays: of }) => ({ of, play: of[0] as SongplayRow }));
  const shownSongs = songs
    .map(({ of, play }) => [
      titleOf(play),
      artistOf(play) ?? '',
      of.length,
      listeners(of),
      play.song_id !== null,
      play.song_id ?? '',
    ])
    .sort(by([2, -1], [0, 1], [1, 1], [5, 1]));
  const artists = ranked(
    plays.filter((play) => artistOf(play) !== null),
    artistOf,
  ).map(({ key, plays: of }) => ({
    artist: key,
    of,
    isKnown: of.some(({ artist_id }) => artist_id !== null),
  }));
  const cut = (rows: readonly (readonly unknown[])[], columns: number) =>
    rows.map((row) => row.slice(0, columns) as Cells);
  const named = (nameOf: (agent: string | null) => string) =>
    ranked(plays, (play) => nameOf(play.user_agent))
      .map(({ key, plays }) => [key, listeners(plays), plays.length])
      .sort(by([1, -1], [2, -1], [0, 1])) as Cells[];
  const sessions = [...groupBy(plays, sessionOf).values()];
  const firstPlays = [...groupBy(history, (play) => play.user_id).values()].map(
    (of) => [...of].map(({ start_time }) => start_time).sort()[0] ?? '',
  );
  return {
    browsers: first(everything, named(browserOf)),
    systems: first(everything, named(systemOf)),
    'busiest-hours': first(24, busiestHours(plays, tables.songplays, filters)),
    'free-against-paid': first(
      everything,
      ranked(plays, (play) => play.level)
        .map(({ key, plays: of }) => [key, of.length, listeners(of), groupBy(of, sessionOf).size] as Cells)
        .sort(by([1, -1], [0, 1])),
    ),
    'key-figures': first(everything, [
      [
        plays.length,
        listeners(plays),
        sessions.length,
        plays.filter(({ song_id }) => song_id !== null).length,
        plays.length === 0 ? null : percent(plays),
      ],
    ]),
    'latest-plays': first(
      20,
      [...plays]
        .sort((a, b) => compareText(b.start_time, a.start_time) || compareText(a.songplay_id, b.songplay_id))
        .map((play) => [
          play.start_time,
          names.user(Number(play.user_id)),
          Number(play.user_id),
          play.level,
          titleOf(play),
          artistOf(play),
          play.location,
          play.songplay_id,
          Number(play.session_id),
          play.song_id !== null,
        ]),
    ),
    'level-changes': first(
      everything,
      levelChanges(asked(['from', 'level']), filters, isInPeriod, periodsBy('week')),
    ),
    'listening-over-time': first(everything, listeningOverTime(plays, periodsBy('auto'))),
    'listening-time': first(everything, [[hoursOf(plays), plays.length]]),
    'most-active-users': first(
      10,
      ranked(plays, (play) => Number(play.user_id))
        .map(
          ({ key, plays: of }) =>
            [names.user(key), key, names.level(key), of.length, groupBy(of, sessionOf).size] as Cells,
        )
        .sort(by([3, -1], [1, 1])),
    ),
    'most-played-song': first(1, cut(shownSongs, 3)),
    'new-and-returning': first(everything, newAndReturning(history, isInPeriod, periodsBy('week'))),
    'new-users-by-week': first(
      everything,
      ranked(firstPlays.filter(isInPeriod), weekOf)
        .map(({ key, plays: of }) => [key, of.length] as Cells)
        .sort(by([0, 1])),
    ),
    'plays-over-time': first(everything, playsOverTime(plays, periodsBy('auto'))),
    'plays-by-hour': first(
      everything,
      ranked(
        plays,
        (play) => `${dateOf(play.start_time).getUTCDay()} ${dateOf(play.start_time).getUTCHours()}`,
      )
        .map(({ key, plays: of }) => [...key.split(' ').map(Number), of.length] as Cells)
        .sort(by([0, 1], [1, 1])),
    ),
    retention: first(everything, retention(history, isInPeriod)),
    'session-lengths': first(everything, sessionLengths(sessions)),
    'top-artists': first(
      10,
      artists
        .map(({ artist, of, isKnown }) => [artist, of.length, listeners(of), isKnown] as Cells)
        .sort(by([1, -1], [0, 1])),
    ),
    'top-locations': first(
      10,
      ranked(
        plays.filter(({ location }) => location !== null),
        (play) => play.location,
      )
        .map(({ key, plays: of }) => [key, of.length, listeners(of)] as Cells)
        .sort(by([1, -1], [0, 1])),
    ),
    'top-songs': first(10, cut(shownSongs, 5)),
    ...answersAbout(plays, names, first),
    ...answersOfEvents(
      tables.songplays.filter((play) => passes(play, withoutSongs, names)),
      pageEventsOf(tables.stagingEvents).filter((event) => passes(event, withoutSongs, names)),
      periodsBy('week'),
      first,
    ),
  };
}

const everything = Number.POSITIVE_INFINITY;

function without(names: readonly (keyof Filters)[]): Filters {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

function passes(play: PageEvent | SongplayRow, filters: Filters, names: Names): boolean {
  const { from, to, exclude = {} } = filters;
  const day = play.start_time.slice(0, 10);
  return (
    (!from || day >= from) &&
    (!to || day <= to) &&
    excludableFilters.every(
      (name) =>
        (severalOf(filters[name]).length === 0 ||
          severalOf(filters[name]).some((value) => isOf(play, name, value, names))) &&
        !(exclude[name] ?? []).some((value) => isOf(play, name, value, names)),
    )
  );
}

/** Whether a play has a value of a filter. */
function isOf(play: PageEvent | SongplayRow, name: ExcludableFilter, value: string, names: Names): boolean {
  switch (name) {
    case 'level':
      return (play.level ?? 'none') === value;
    case 'location':
      return names.isAt(play.location, value);
    case 'listener':
      return String(play.user_id) === value;
    case 'session':
      return String(play.session_id) === value;
    case 'gender':
      return play.user_id !== null && (names.gender(Number(play.user_id)) ?? 'none') === value;
    case 'browser':
      return browserOf(play.user_agent) === value;
    case 'system':
      return systemOf(play.user_agent) === value;
    default:
      return 'song' in play && isOfSong(play, name, value, names);
  }
}

function isOfSong(
  play: SongplayRow,
  name: 'song' | 'artist' | 'search',
  value: string,
  names: Names,
): boolean {
  const song = names.song(play);
  switch (name) {
    case 'song':
      return (blankless(play.song) ?? 'none') === blankless(value);
    case 'artist':
      return (
        (blankless(play.artist) ?? 'none') === blankless(value) || names.artist(play.artist_id) === value
      );
    case 'search':
      return [play.song, play.artist, song?.title, names.artist(song?.artist_id)].some((text) =>
        text?.toLowerCase().includes(value.trim().toLowerCase()),
      );
  }
}

type Periods = ReturnType<typeof periodsOf>;

function playsOverTime(plays: readonly SongplayRow[], { startOf, isIncomplete }: Periods): Cells[] {
  return ranked(plays, (play) => `${startOf(play.start_time)}|${play.level}`)
    .map(({ plays: of }) => {
      const start = startOf(of[0]?.start_time ?? '');
      return [start, of[0]?.level, of.length, isIncomplete(start)] as Cells;
    })
    .sort(by([0, 1], [1, 1]));
}

function listeningOverTime(plays: readonly SongplayRow[], { startOf, isIncomplete }: Periods): Cells[] {
  return ranked(plays, ({ start_time }) => startOf(start_time))
    .map(({ key, plays: of }) => {
      const counts = [listeners(of), groupBy(of, sessionOf).size, hoursOf(of)];
      return [key, ...counts, isIncomplete(key)] as Cells;
    })
    .sort(by([0, 1]));
}

function hoursOf(plays: readonly SongplayRow[]): number {
  return Math.round((plays.reduce((sum, { length }) => sum + (length ?? 0), 0) / 3600) * 10) / 10;
}

function percent(plays: readonly SongplayRow[]): number {
  const matched = plays.filter(({ song_id }) => song_id !== null).length;
  return Math.round((10_000 * matched) / plays.length) / 100;
}

function browserOf(agent: string | null): string {
  if (agent === null) return 'none';
  if (/Edge\/|Edg\/|EdgA\/|EdgiOS\//.test(agent)) return 'Edge';
  if (/Opera|OPR\/|OPiOS\//.test(agent)) return 'Opera';
  if (/Firefox\/|FxiOS\//.test(agent)) return 'Firefox';
  if (/Chrome\/|CriOS\/|Chromium\//.test(agent)) return 'Chrome';
  if (/MSIE |Trident\//.test(agent)) return 'IE';
  return agent.includes('Safari/') ? 'Safari' : 'other';
}

function systemOf(agent: string | null): string {
  if (agent === null) return 'none';
  if (/iPhone|iPod/.test(agent)) return 'iPhone';
  for (const name of ['iPad', 'Android', 'Windows']) if (agent.includes(name)) return name;
  if (/Macintosh|Mac OS X/.test(agent)) return 'Mac';
  if (agent.includes('CrOS')) return 'ChromeOS';
  return /Linux|X11/.test(agent) ? 'Linux' : 'other';
}

function busiestHours(plays: readonly SongplayRow[], all: readonly SongplayRow[], { to }: Filters): Cells[] {
  const days = all.map(({ start_time }) => start_time.slice(0, 10)).filter((day) => !to || day <= to);
  const last = [...days].sort().at(-1) ?? '';
  const since = last === '' ? '' : dayOf(new Date(dateOf(`${last} 00:00:00`).getTime() - 6 * 86_400_000));
  return ranked(
    plays.filter(({ start_time }) => start_time >= since),
    (play) => dateOf(play.start_time).getUTCHours(),
  )
    .map(({ key, plays: of }) => [key, of.length] as Cells)
    .sort(by([1, -1], [0, 1]));
}

function levelChanges(
  history: readonly SongplayRow[],
  { level }: Filters,
  isInPeriod: (time: string) => boolean,
  { startOf, isIncomplete }: Periods,
): Cells[] {
  const levels = severalOf(level);
  const isAsked = (own: string | null) => levels.length === 0 || levels.includes(own ?? 'none');
  const weeks = new Map<string, [upgrades: number, downgrades: number]>();
  for (const [, plays] of groupBy(history, (play) => play.user_id)) {
    const seen = new Set(plays.map((play) => play.level));
    if (!seen.has('free') || !seen.has('paid')) continue;
    const stretches = [...groupBy(plays, (play) => `${play.session_id}|${play.level}`).values()]
      .map((of) => [...of].sort((a, b) => compareText(a.start_time, b.start_time))[0] as SongplayRow)
      .sort(
        (a, b) =>
          compareText(a.start_time, b.start_time) ||
          Number(a.session_id - b.session_id) ||
          compareText(a.level, b.level),
      );
    for (const [index, stretch] of stretches.entries()) {
      if (!isInPeriod(stretch.start_time) || !isAsked(stretch.level)) continue;
      const week = weeks.get(startOf(stretch.start_time)) ?? [0, 0];
      weeks.set(startOf(stretch.start_time), week);
      const change = `${stretches[index - 1]?.level} ${stretch.level}`;
      if (change === 'free paid') week[0]++;
      if (change === 'paid free') week[1]++;
    }
  }
  return [...weeks].map(([week, changes]) => [week, ...changes, isIncomplete(week)]).sort(by([0, 1]));
}

function newAndReturning(
  history: readonly SongplayRow[],
  isInPeriod: (time: string) => boolean,
  { startOf, isIncomplete }: Periods,
): Cells[] {
  const weeks = new Map<string, [fresh: number, returning: number]>();
  for (const [, plays] of groupBy(history, (play) => play.user_id)) {
    const own = plays.map(({ start_time }) => startOf(start_time)).sort();
    const seen = plays
      .filter(({ start_time }) => isInPeriod(start_time))
      .map((play) => startOf(play.start_time));
    for (const week of new Set(seen)) {
      const counts = weeks.get(week) ?? [0, 0];
      weeks.set(week, counts);
      counts[week === own[0] ? 0 : 1]++;
    }
  }
  return [...weeks].map(([week, counts]) => [week, ...counts, isIncomplete(week)]).sort(by([0, 1]));
}

function retention(history: readonly SongplayRow[], isInPeriod: (time: string) => boolean): Cells[] {
  const cells = new Map<string, number>();
  for (const [, plays] of groupBy(history, (play) => play.user_id)) {
    const first = plays.map(({ start_time }) => start_time).sort()[0] ?? '';
    if (!isInPeriod(first)) continue;
    for (const week of new Set(plays.map(({ start_time }) => weekOf(start_time)))) {
      const later = (Date.parse(week) - Date.parse(weekOf(first))) / (7 * 86_400_000);
      const key = `${weekOf(first)} ${later}`;
      cells.set(key, (cells.get(key) ?? 0) + 1);
    }
  }
  return [...cells]
    .map(([key, count]) => [key.split(' ')[0], Number(key.split(' ')[1]), count] as Cells)
    .sort(by([0, 1], [1, 1]));
}

const lengths = ['one play', 'to 15 min', '15-30 min', '30-60 min', '1-2 h', '2-4 h', 'over 4 h'];

function sessionLengths(sessions: readonly (readonly SongplayRow[])[]): Cells[] {
  const lengthOf = (plays: readonly SongplayRow[]): string | undefined => {
    if (plays.length === 1) return lengths[0];
    const times = plays.map(({ start_time }) => dateOf(start_time).getTime());
    const minutes = (Math.max(...times) - Math.min(...times)) / 60_000;
    const over = [15, 30, 60, 120, 240].filter((bound) => minutes >= bound).length;
    return lengths[over + 1];
  };
  return ranked(sessions, lengthOf)
    .map(({ key, plays: of }) => [key, of.length, of.reduce((sum, plays) => sum + plays.length, 0)] as Cells)
    .sort((a, b) => lengths.indexOf(String(a[0])) - lengths.indexOf(String(b[0])));
}
