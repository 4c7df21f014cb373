import type { JsonRow } from '../api.ts';
import { nothing, questionCard } from './card.ts';
import { stackedBars } from './charts/bars.ts';
import { playsByDay } from './charts/plays-by-day.ts';
import { playsByHour } from './charts/plays-by-hour.ts';
import { h } from './dom.ts';
import { keyFigures } from './figures.ts';
import { formatCount, formatNumber } from './format.ts';
import { latestPlays } from './latest-plays.ts';
import { levelShares } from './level-shares.ts';
import { ranking } from './ranking.ts';
import { retentionTable } from './retention.ts';
import type { UrlFilters } from './url-filters.ts';
import type { View } from './view.ts';

/** The first page: what listeners played, within the filters. */
export function overview(view: View): HTMLElement {
  const { filters, onFilter } = view;
  /** A second click on what is picked lets it go. */
  const pick = (name: keyof UrlFilters, value: (row: JsonRow) => string) =>
    onFilter && {
      onPick: (row: JsonRow) =>
        onFilter({ ...filters, [name]: filters[name] === value(row) ? '' : value(row) }),
      isPicked: (row: JsonRow) => filters[name] === value(row),
    };
  return h(
    'div',
    { class: 'grid' },
    keyFigures(view),
    questionCard({
      view,
      width: 8,
      question: 'plays-by-day',
      title: 'Plays by day and level',
      draw: (answer) =>
        playsByDay(answer, onFilter && ((day) => onFilter({ ...filters, period: '', from: day, to: day }))),
    }),
    questionCard({
      view,
      width: 4,
      question: 'free-against-paid',
      title: 'Free against paid',
      draw: levelShares,
    }),
    questionCard({
      view,
      width: 8,
      question: 'plays-by-hour',
      title: 'Plays by hour and weekday',
      note: 'Hours are UTC.',
      draw: playsByHour,
    }),
    questionCard({
      view,
      width: 4,
      question: 'level-changes',
      title: 'Upgrades and downgrades',
      note: 'Changes of level by week; weeks start on Monday.',
      draw: (answer) =>
        stackedBars(answer, {
          along: 'week',
          bars: [
            { column: 'upgrades', name: 'upgrades', colour: ({ up }) => up },
            { column: 'downgrades', name: 'downgrades', colour: ({ down }) => down, isNegative: true },
          ],
          label: `Upgrades and downgrades by week: ${sum(answer.rows, 'upgrades')} up, ${sum(answer.rows, 'downgrades')} down`,
        }),
    }),
    ...[
      questionCard({
        view,
        width: 6,
        question: 'top-songs',
        title: 'Top songs',
        note: 'By plays that found their song.',
        draw: (answer) =>
          ranking(answer, {
            name: (row) => String(row.song),
            detail: (row) => String(row.artist),
            measure: 'plays',
            unit: 'plays',
            ...pick('search', (row) => String(row.song)),
          }),
      }),
      questionCard({
        view,
        width: 6,
        question: 'top-artists',
        title: 'Top artists',
        note: 'By plays that found their song.',
        draw: (answer) =>
          ranking(answer, {
            name: (row) => String(row.artist),
            measure: 'plays',
            unit: 'plays',
            detail: (row) => formatCount(row.listeners, 'listener'),
            ...pick('search', (row) => String(row.artist)),
          }),
      }),
      questionCard({
        view,
        width: 6,
        question: 'top-locations',
        title: 'Top locations',
        note: 'By plays.',
        draw: (answer) =>
          ranking(answer, {
            name: (row) => String(row.location),
            detail: (row) => formatCount(row.listeners, 'listener'),
            measure: 'plays',
            unit: 'plays',
            ...pick('location', (row) => String(row.location)),
          }),
      }),
      questionCard({
        view,
        width: 6,
        question: 'most-active-users',
        title: 'Top listeners',
        note: 'By plays.',
        draw: (answer) =>
          ranking(answer, {
            name: (row) => String(row.user_name),
            detail: (row) => `${row.level} · ${formatCount(row.sessions, 'session')}`,
            measure: 'plays',
            unit: 'plays',
            ...pick('listener', (row) => String(row.user_id)),
          }),
      }),
    ],
    questionCard({
      view,
      width: 5,
      question: 'new-and-returning',
      title: 'New against returning listeners',
      note: 'Listeners by week; weeks start on Monday.',
      draw: (answer) =>
        stackedBars(answer, {
          along: 'week',
          bars: [
            { column: 'returning_listeners', name: 'returning', colour: ({ paid }) => paid },
            { column: 'new_listeners', name: 'new', colour: ({ free }) => free },
          ],
          label: `New against returning listeners by week: ${sum(answer.rows, 'new_listeners')} new`,
        }),
    }),
    questionCard({
      view,
      width: 7,
      question: 'retention',
      title: 'Who came back',
      note: 'Listeners by the week of their first play, and the share of them who played so many weeks later.',
      draw: (answer) => (answer.rows.length === 0 ? nothing() : retentionTable(answer)),
    }),
    questionCard({
      view,
      width: 4,
      question: 'session-lengths',
      title: 'Sessions by length',
      note: 'From the start of the first play to the start of the last.',
      draw: (answer) =>
        ranking(answer, {
          name: (row) => String(row.length),
          measure: 'sessions',
          unit: 'sessions',
          share: true,
        }),
    }),
    ...(['browsers', 'systems'] as const).map((question) =>
      questionCard({
        view,
        width: 4,
        question,
        title: question === 'browsers' ? 'Browsers' : 'Systems',
        note: 'Listeners; some use several.',
        draw: (answer) =>
          ranking(answer, {
            name: (row) => String(row[question === 'browsers' ? 'browser' : 'system']),
            measure: 'listeners',
            unit: 'listeners',
          }),
      }),
    ),
    questionCard({
      view,
      width: 12,
      question: 'latest-plays',
      title: 'Latest plays',
      note: view.onPlay && 'A play leads back to the line it came from.',
      draw: (answer) => latestPlays(answer, view.onPlay),
    }),
  );
}

function sum(rows: readonly JsonRow[], column: string): string {
  return formatNumber(rows.reduce((total, row) => total + Number(row[column]), 0));
}
