import type { ApiAnswer } from '../api.ts';
import { h } from './dom.ts';
import { formatNumber } from './format.ts';

/** The shares of free and paid: of the plays, of the listeners, of the sessions. */
export function levelShares({ rows }: ApiAnswer): HTMLElement {
  const levels = rows.map(({ level }) => String(level));
  return h(
    'div',
    { class: 'shares' },
    h(
      'p',
      { class: 'legend', 'aria-hidden': 'true' },
      ...levels.map((level) => h('span', { class: `key ${levelClass(level)}` }, level)),
    ),
    ...['plays', 'listeners', 'sessions'].map((measure) => {
      const total = rows.reduce((sum, row) => sum + Number(row[measure]), 0);
      return h(
        'div',
        { class: 'share' },
        h('h3', {}, measure),
        h(
          'div',
          { class: 'share-bar', 'aria-hidden': 'true' },
          ...rows.map((row) =>
            h('span', {
              class: levelClass(String(row.level)),
              style: { width: `${total === 0 ? 0 : (Number(row[measure]) / total) * 100}%` },
            }),
          ),
        ),
        h(
          'p',
          {},
          ...rows.map((row) =>
            h(
              'span',
              {},
              `${row.level} `,
              h('strong', {}, `${Math.round((Number(row[measure]) / Math.max(1, total)) * 100)} %`),
              ` ${formatNumber(row[measure])}`,
            ),
          ),
        ),
      );
    }),
    h('p', { class: 'card-note' }, 'Who was both free and paid counts twice among the listeners.'),
  );
}

function levelClass(level: string): string {
  return level === 'paid' ? 'paid' : 'free';
}
