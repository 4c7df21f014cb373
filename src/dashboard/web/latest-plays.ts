import type { ApiAnswer } from '../api.ts';
import { h } from './dom.ts';
import { resultTable } from './result-table.ts';

/** The newest plays; a click on the time tells where one comes from. */
export function latestPlays(
  { columns, rows }: ApiAnswer,
  onPlay: ((playId: string) => void) | undefined,
): HTMLElement {
  const shown = columns.filter((column) => column !== 'play_id' && column !== 'user_id');
  return resultTable(
    { columns: shown, rows },
    {
      caption: 'Latest plays',
      heads: { start_time: 'Time (UTC)', user_name: 'Listener' },
      cell(column, value, row) {
        if (column === 'song' && value === null) return h('span', { class: 'muted' }, 'no song found');
        if (column === 'artist' && value === null) return h('span', { class: 'muted' }, '–');
        if (column !== 'start_time' || onPlay === undefined) return undefined;
        return h(
          'button',
          {
            type: 'button',
            class: 'link-button',
            title: 'Where this play comes from',
            on: { click: () => onPlay(String(row.play_id)) },
          },
          String(value),
        );
      },
    },
  );
}
