import type { ApiAnswer } from '../api.ts';
import { h } from './dom.ts';
import { formatDay, formatNumber } from './format.ts';

/** A row for each week of first plays, a column for each week after; the deeper the colour, the more came back. */
export function retentionTable({ rows }: ApiAnswer): HTMLElement {
  const listeners = new Map(
    rows.map(({ first_week, weeks_later, listeners }) => [`${first_week} ${weeks_later}`, Number(listeners)]),
  );
  const weeks = [...new Set(rows.map(({ first_week }) => String(first_week)))];
  const latest = rows.reduce((most, { weeks_later }) => Math.max(most, Number(weeks_later)), 0);
  const later = Array.from({ length: latest + 1 }, (_, index) => index);
  const end = weeks.at(-1);
  return h(
    'div',
    { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': 'Retention table' },
    h(
      'table',
      { class: 'retention' },
      h(
        'caption',
        { class: 'unseen' },
        'Share of the listeners of each first week who played again so many weeks later',
      ),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, 'First week'),
          h('th', { scope: 'col', class: 'number' }, 'Listeners'),
          ...later.slice(1).map((week) => h('th', { scope: 'col', class: 'number' }, `+${week}`)),
        ),
      ),
      h('tbody', {}, ...weeks.map((week) => row(week))),
    ),
  );

  function row(week: string): HTMLElement {
    const cohort = listeners.get(`${week} 0`) ?? 0;
    return h(
      'tr',
      {},
      h('th', { scope: 'row' }, formatDay(week)),
      h('td', { class: 'number' }, formatNumber(cohort)),
      ...later.slice(1).map((weeksLater) => {
        if (isAhead(week, weeksLater)) return h('td', {});
        const back = listeners.get(`${week} ${weeksLater}`) ?? 0;
        const share = cohort === 0 ? 0 : back / cohort;
        return h(
          'td',
          {
            class: 'number heat',
            title: `${formatNumber(back)} of ${formatNumber(cohort)} listeners`,
            style: { '--share': `${Math.round(share * 85)}%` },
          },
          `${Math.round(share * 100)}%`,
        );
      }),
    );
  }

  /** Weeks after the last one are not zero: nobody knows them yet. */
  function isAhead(week: string, weeksLater: number): boolean {
    const lastSeen = rows.reduce(
      (most, each) => Math.max(most, weekNumber(String(each.first_week)) + Number(each.weeks_later)),
      end === undefined ? 0 : weekNumber(end),
    );
    return weekNumber(week) + weeksLater > lastSeen;
  }
}

function weekNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / (7 * 86_400_000));
}
