import type { ApiAnswer, JsonRow } from '../api.ts';
import type { CardSpec } from './card.tsx';
import { type Bars, StackedBars } from './charts/bars.tsx';
import { PlaysByDay } from './charts/time-series.tsx';
import { formatCount, formatNumber } from './format.ts';
import { HeatMap } from './heat-map.tsx';
import { LevelShares } from './level-shares.tsx';
import { PageLink } from './links.tsx';
import { PlayTable } from './play-table.tsx';
import { Ranking, type RankingProps } from './ranking.tsx';
import { RetentionTable } from './retention.tsx';
import { NotInSongData } from './song-data.tsx';
import type { UrlFilters } from './url-filters.ts';
import type { View } from './view.ts';

const plays = { measure: 'plays', unit: ['play', 'plays'] } as const;
const listeners = { measure: 'listeners', unit: ['listener', 'listeners'] } as const;

const levelChanges: readonly Bars[] = [
  { column: 'upgrades', name: 'upgrades', colour: ({ up }) => up },
  { column: 'downgrades', name: 'downgrades', colour: ({ down }) => down, isNegative: true },
];

const newAndReturning: readonly Bars[] = [
  { column: 'returning_listeners', name: 'returning', colour: ({ returning }) => returning },
  { column: 'new_listeners', name: 'new', colour: ({ fresh }) => fresh },
];

/** The cards of the first page, in their order. */
export const overviewCards: readonly CardSpec[] = [
  {
    question: 'plays-by-day',
    title: 'Plays by day and level',
    width: 8,
    draw: (answer, view) => <PlaysByDay answer={answer} view={view} />,
  },
  {
    question: 'free-against-paid',
    title: 'Free against paid',
    width: 4,
    draw: (answer) => <LevelShares answer={answer} />,
  },
  {
    question: 'plays-by-hour',
    title: 'Plays by hour and weekday',
    note: 'Hours are UTC.',
    width: 8,
    draw: (answer) => <HeatMap answer={answer} />,
  },
  {
    question: 'level-changes',
    title: 'Upgrades and downgrades',
    note: 'Changes of level by week; weeks start on Monday.',
    width: 4,
    draw: (answer) => (
      <StackedBars
        answer={answer}
        along="week"
        bars={levelChanges}
        label={`Upgrades and downgrades by week: ${sum(answer, 'upgrades')} up, ${sum(answer, 'downgrades')} down`}
      />
    ),
  },
  {
    question: 'top-songs',
    title: 'Top songs',
    note: 'By plays. ° not in the song data.',
    width: 6,
    draw: (answer, view) => (
      <Ranking
        answer={answer}
        {...plays}
        name={(row) => String(row.song)}
        detail={(row) => String(row.artist)}
        mark={notInSongData}
        more={(row) => <PageLink subject="song" row={row} name={String(row.song)} view={view} />}
        {...picks(view, (row) => ({ song: String(row.song), artist: String(row.artist) }))}
      />
    ),
  },
  {
    question: 'top-artists',
    title: 'Top artists',
    note: 'By plays. ° not in the song data.',
    width: 6,
    draw: (answer, view) => (
      <Ranking
        answer={answer}
        {...plays}
        name={(row) => String(row.artist)}
        detail={(row) => formatCount(row.listeners, 'listener')}
        mark={notInSongData}
        more={(row) => <PageLink subject="artist" row={row} name={String(row.artist)} view={view} />}
        {...picks(view, (row) => ({ artist: String(row.artist) }))}
      />
    ),
  },
  {
    question: 'top-locations',
    title: 'Top locations',
    note: 'By plays.',
    width: 6,
    draw: (answer, view) => (
      <Ranking
        answer={answer}
        {...plays}
        name={(row) => String(row.location)}
        detail={(row) => formatCount(row.listeners, 'listener')}
        more={(row) => <PageLink subject="place" row={row} name={String(row.location)} view={view} />}
        {...picks(view, (row) => ({ location: String(row.location) }))}
      />
    ),
  },
  {
    question: 'most-active-users',
    title: 'Top listeners',
    note: 'By plays.',
    width: 6,
    draw: (answer, view) => (
      <Ranking
        answer={answer}
        {...plays}
        name={(row) => String(row.user_name)}
        detail={(row) => `${row.level} · ${formatCount(row.sessions, 'session')}`}
        more={(row) => <PageLink subject="listener" row={row} name={String(row.user_name)} view={view} />}
        {...picks(view, (row) => ({ listener: String(row.user_id) }))}
      />
    ),
  },
  {
    question: 'new-and-returning',
    title: 'New and returning listeners',
    note: 'Listeners by week; weeks start on Monday.',
    width: 5,
    draw: (answer) => (
      <StackedBars
        answer={answer}
        along="week"
        bars={newAndReturning}
        label={`New and returning listeners by week: ${sum(answer, 'new_listeners')} new`}
      />
    ),
  },
  {
    question: 'retention',
    title: 'Retention',
    note: 'Listeners by the week of their first play, and the share of them who played so many weeks later.',
    width: 7,
    draw: (answer) => <RetentionTable answer={answer} />,
  },
  {
    question: 'session-lengths',
    title: 'Sessions by length',
    note: 'From the start of the first play to the start of the last.',
    width: 4,
    draw: (answer) => (
      <Ranking
        answer={answer}
        name={(row) => String(row.length)}
        measure="sessions"
        unit={['session', 'sessions']}
        share
      />
    ),
  },
  {
    question: 'browsers',
    title: 'Browsers',
    note: 'Listeners; some use several.',
    width: 4,
    draw: (answer) => <Ranking answer={answer} {...listeners} name={(row) => String(row.browser)} />,
  },
  {
    question: 'systems',
    title: 'Systems',
    note: 'Listeners; some use several.',
    width: 4,
    draw: (answer) => <Ranking answer={answer} {...listeners} name={(row) => String(row.system)} />,
  },
  {
    question: 'latest-plays',
    title: 'Latest plays',
    width: 12,
    draw: (answer, view) => <PlayTable answer={answer} view={view} caption="Latest plays" />,
  },
];

/** A click on a row filters by it; a second click removes the filter. */
function picks(
  { filters, onFilter }: View,
  filtersOf: (row: JsonRow) => UrlFilters,
): Pick<RankingProps, 'onPick' | 'isPicked'> {
  if (onFilter === undefined) return {};
  const isPicked = (row: JsonRow) =>
    Object.entries(filtersOf(row)).every(([name, value]) => filters[name as keyof UrlFilters] === value);
  return {
    isPicked,
    onPick: (row) => {
      const of = filtersOf(row);
      const none = Object.fromEntries(Object.keys(of).map((name) => [name, '']));
      onFilter({ ...filters, ...(isPicked(row) ? none : of) });
    },
  };
}

function notInSongData({ in_song_data }: JsonRow) {
  return in_song_data === false && <NotInSongData />;
}

function sum({ rows }: ApiAnswer, column: string): string {
  return formatNumber(rows.reduce((total, row) => total + Number(row[column]), 0));
}
