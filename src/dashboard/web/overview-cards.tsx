import type { JsonRow } from '../api.ts';
import type { CardSpec } from './card.tsx';
import { byColumn, byLevel } from './charts/stacks.ts';
import { formatCount } from './format.ts';
import { HeatMap } from './heat-map.tsx';
import { LevelShares } from './level-shares.tsx';
import { filtersOf, PageLink, type Subject, subjects } from './links.tsx';
import { ListeningOverTime } from './listening-over-time.tsx';
import { grainOf, overTime } from './over-time-card.tsx';
import { picks } from './picks.ts';
import { PlayTable } from './play-table.tsx';
import { Ranking } from './ranking.tsx';
import { RetentionTable } from './retention.tsx';
import { NotInSongData } from './song-data.tsx';
import type { View } from './view.ts';

/** The cards of the first page, in their order. */
export const overviewCards: readonly CardSpec[] = [
  overTime({
    question: 'plays-over-time',
    title: 'Plays over time',
    by: 'By level and',
    width: 8,
    bars: byLevel('plays'),
    label: 'Plays',
    height: 260,
  }),
  {
    question: 'free-against-paid',
    title: 'Free against paid',
    width: 4,
    draw: (answer) => <LevelShares answer={answer} />,
  },
  {
    question: 'plays-by-hour',
    title: 'Plays by hour and weekday',
    note: ({ zone }) => `Time zone: ${zone}.`,
    width: 8,
    draw: (answer) => <HeatMap answer={answer} />,
  },
  overTime({
    question: 'level-changes',
    title: 'Upgrades and downgrades',
    nothing: 'No listener changed level.',
    by: 'Changes of level by',
    width: 4,
    bars: byColumn(
      { column: 'upgrades', colour: 'paid' },
      { column: 'downgrades', colour: 'free', isBelow: true },
    ),
  }),
  top({
    question: 'top-songs',
    title: 'Top songs',
    subject: 'song',
    column: 'song',
    note: 'By plays. ° not in the song data.',
    detail: ({ artist }) => String(artist),
  }),
  top({
    question: 'top-artists',
    title: 'Top artists',
    subject: 'artist',
    column: 'artist',
    note: 'By plays. ° not in the song data.',
    detail: listenersOf,
  }),
  top({
    question: 'top-locations',
    title: 'Top locations',
    subject: 'place',
    column: 'location',
    detail: listenersOf,
  }),
  top({
    question: 'most-active-users',
    title: 'Top listeners',
    subject: 'listener',
    column: 'user_name',
    detail: ({ level, sessions }) => `${level} · ${formatCount(sessions, 'session')}`,
  }),
  overTime({
    question: 'new-and-returning',
    title: 'New and returning listeners',
    by: 'Listeners by',
    width: 5,
    bars: byColumn(
      { column: 'returning_listeners', name: 'returning', colour: 'returning' },
      { column: 'new_listeners', name: 'new', colour: 'fresh' },
    ),
    label: 'Listeners',
  }),
  {
    question: 'retention',
    title: 'Retention',
    note: 'Listeners by the week of their first play, and the share of them who played so many weeks later.',
    nothing: 'No listener has the first play within these days.',
    width: 7,
    draw: (answer) => <RetentionTable answer={answer} />,
  },
  {
    question: 'listening-over-time',
    title: 'Listeners, sessions and listening time',
    note: (view) => `By ${grainOf(view)}`,
    isOverTime: true,
    width: 8,
    draw: (answer, view) => <ListeningOverTime answer={answer} view={view} />,
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
  agents('browsers', 'Browsers', 'browser'),
  agents('systems', 'Systems', 'system'),
  {
    question: 'latest-plays',
    title: 'Latest plays',
    width: 12,
    draw: (answer, view) => <PlayTable answer={answer} view={view} caption="Latest plays" />,
  },
];

interface Top extends Pick<CardSpec, 'question' | 'title' | 'note'> {
  readonly subject: Subject;
  /** The column with the names. */
  readonly column: string;
  readonly detail: (row: JsonRow, view: View) => string;
}

/** A card that ranks subjects by plays; the link at the end of a row leads to the page about its subject. */
function top({ subject, column, detail, note = 'By plays.', ...card }: Top): CardSpec {
  const of = (row: JsonRow) => filtersOf(subject, row);
  const name = (row: JsonRow) => String(row[column]);
  return {
    ...card,
    note,
    width: 6,
    draw: (answer, view) => (
      <Ranking
        answer={answer}
        measure="plays"
        unit={['play', 'plays']}
        name={name}
        id={(row) => JSON.stringify(of(row))}
        detail={(row) => detail(row, view)}
        mark={({ in_song_data }) => in_song_data === false && <NotInSongData />}
        more={(row) => <PageLink subject={subject} row={row} name={name(row)} view={view} />}
        {...picks(view, { of, name: subjects[subject][0] })}
      />
    ),
  };
}

/** A card that ranks what the user agents say by listeners. */
function agents(question: string, title: string, column: 'browser' | 'system'): CardSpec {
  const name = (row: JsonRow) => String(row[column]);
  return {
    question,
    title,
    note: 'Listeners; some use several.',
    width: 6,
    draw: (answer, view) => (
      <Ranking
        answer={answer}
        measure="listeners"
        unit={['listener', 'listeners']}
        name={name}
        {...picks(view, { of: (row) => ({ [column]: [name(row)] }), name: column })}
      />
    ),
  };
}

function listenersOf({ listeners }: JsonRow, { filters }: View): string {
  return filters.listener?.length === 1 ? '' : formatCount(listeners, 'listener');
}
