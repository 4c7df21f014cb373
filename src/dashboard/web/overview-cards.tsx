import type { ApiAnswer, JsonRow } from '../api.ts';
import type { CardSpec } from './card.tsx';
import { type Bars, StackedBars } from './charts/bars.tsx';
import { PlaysByDay } from './charts/time-series.tsx';
import { formatCount, formatNumber } from './format.ts';
import { HeatMap } from './heat-map.tsx';
import { LatestPlays } from './latest-plays.tsx';
import { LevelShares } from './level-shares.tsx';
import { Ranking, type RankingProps } from './ranking.tsx';
import { RetentionTable } from './retention.tsx';
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
    draw: (answer, { filters, onFilter }) => (
      <PlaysByDay
        answer={answer}
        onPick={onFilter && ((from, to) => onFilter({ ...filters, period: '', from, to }))}
      />
    ),
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
    note: 'By plays that found their song.',
    width: 6,
    draw: (answer, view) => (
      <Ranking
        answer={answer}
        {...plays}
        name={(row) => String(row.song)}
        detail={(row) => String(row.artist)}
        {...picks(view, 'search', (row) => String(row.song))}
      />
    ),
  },
  {
    question: 'top-artists',
    title: 'Top artists',
    note: 'By plays that found their song.',
    width: 6,
    draw: (answer, view) => (
      <Ranking
        answer={answer}
        {...plays}
        name={(row) => String(row.artist)}
        detail={(row) => formatCount(row.listeners, 'listener')}
        {...picks(view, 'search', (row) => String(row.artist))}
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
        {...picks(view, 'location', (row) => String(row.location))}
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
        {...picks(view, 'listener', (row) => String(row.user_id))}
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
    draw: (answer, { onPlay }) => <LatestPlays answer={answer} onPlay={onPlay} />,
  },
];

/** A click on a row filters by it; a second click removes the filter. */
function picks(
  { filters, onFilter }: View,
  name: keyof UrlFilters,
  value: (row: JsonRow) => string,
): Pick<RankingProps, 'onPick' | 'isPicked'> {
  if (onFilter === undefined) return {};
  return {
    onPick: (row) => onFilter({ ...filters, [name]: filters[name] === value(row) ? '' : value(row) }),
    isPicked: (row) => filters[name] === value(row),
  };
}

function sum({ rows }: ApiAnswer, column: string): string {
  return formatNumber(rows.reduce((total, row) => total + Number(row[column]), 0));
}
