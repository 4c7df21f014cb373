import type { ApiAnswer, JsonRow } from '../api.ts';
import type { CardSpec } from './card.tsx';
import { byColumn, byLevel } from './charts/stacks.ts';
import { formatRate } from './format.ts';
import { grainOf, overTime } from './over-time-card.tsx';
import { PageEvents } from './page-events.tsx';
import { Ranking } from './ranking.tsx';

/** The cards about page events: what users do besides listening. */
export const pageEventCards: readonly CardSpec[] = [
  {
    question: 'funnel',
    title: 'Upgrade, downgrade and cancel',
    note: 'Users at each step, and their share of the step before.',
    width: 12,
    draw: (answer) => <Funnel answer={answer} />,
  },
  overTime({
    question: 'churn',
    title: 'Cancellations and downgrades',
    by: 'Users by',
    remark: 'The table has their share of the users seen.',
    width: 6,
    nothing: 'Nobody cancelled or downgraded.',
    bars: byColumn({ column: 'cancelled', colour: 'other' }, { column: 'downgraded', colour: 'free' }),
  }),
  overTime({
    question: 'thumbs',
    title: 'Thumbs up and down',
    by: 'By',
    width: 6,
    nothing: 'No event of the pages Thumbs Up and Thumbs Down for these filters.',
    bars: byColumn({ column: 'up', colour: 'amount' }, { column: 'down', colour: 'other', isBelow: true }),
  }),
  overTime({
    question: 'playlist-adds',
    title: 'Songs added to playlists',
    by: 'By level and',
    width: 6,
    nothing: 'No event of the page Add to Playlist for these filters.',
    bars: byLevel('adds'),
  }),
  overTime({
    question: 'errors',
    title: 'Errors',
    by: 'Error pages and pages with a status from 400, by level and',
    width: 6,
    nothing: 'No page failed for these filters.',
    bars: byLevel('errors'),
  }),
  {
    question: 'page-events',
    title: 'Page events by level',
    note: (view) => `By ${grainOf(view)}`,
    isOverTime: true,
    width: 12,
    nothing: 'The log has no page events for these filters.',
    draw: (answer, view) => <PageEvents answer={answer} view={view} />,
  },
];

/** The steps of each path, one path beside the other. */
function Funnel({ answer }: { readonly answer: ApiAnswer }) {
  const paths = [...new Set(answer.rows.map(({ path }) => String(path)))];
  return (
    <div class="funnels">
      {paths.map((path) => (
        <section key={path}>
          <h3>{path}</h3>
          <Ranking
            answer={{ ...answer, rows: answer.rows.filter((row) => row.path === path) }}
            name={({ step }) => String(step)}
            detail={shareOfStepBefore}
            measure="users"
            unit={['user', 'users']}
          />
        </section>
      ))}
    </div>
  );
}

function shareOfStepBefore({ share_percent: percent = null }: JsonRow): string {
  return percent === null ? '' : formatRate(Number(percent));
}
