import type { ApiAnswer, JsonRow } from '../api.ts';
import { h } from './dom.ts';
import { formatNumber } from './format.ts';

interface RankingOptions {
  readonly name: (row: JsonRow) => string;
  /** A word below the name. */
  readonly detail?: (row: JsonRow) => string;
  readonly measure: string;
  /** What the measure counts. */
  readonly unit: string;
  /** Filters by a row; without it, rows are not clicked. */
  readonly onPick?: ((row: JsonRow) => void) | undefined;
  readonly isPicked?: (row: JsonRow) => boolean;
  /** Shows each as a share of all. */
  readonly share?: boolean;
}

/** A list with bars, the greatest first; a click, or Enter, filters by the row. */
export function ranking({ rows }: ApiAnswer, options: RankingOptions): HTMLElement {
  const most = rows.reduce((greatest, row) => Math.max(greatest, Number(row[options.measure])), 1);
  const all = rows.reduce((sum, row) => sum + Number(row[options.measure]), 0);
  return h('ol', { class: 'ranking' }, ...rows.map((row) => h('li', {}, line(row, options, most, all))));
}

function line(row: JsonRow, options: RankingOptions, most: number, all: number): HTMLElement {
  const { name, detail, measure, unit, onPick, isPicked, share } = options;
  const value = Number(row[measure]);
  const detailText = detail?.(row);
  const content = [
    h('span', {
      class: 'ranking-bar',
      'aria-hidden': 'true',
      style: { width: `${(value / most) * 100}%` },
    }),
    h(
      'span',
      { class: 'ranking-name', title: [name(row), detailText].filter(Boolean).join(' · ') },
      name(row),
      detailText !== undefined && detailText !== '' && h('span', { class: 'ranking-detail' }, detailText),
    ),
    h(
      'span',
      { class: 'ranking-value' },
      formatNumber(value),
      h('span', { class: 'unseen' }, ` ${unit}`),
      share && h('span', { class: 'ranking-share' }, `${Math.round((value / all) * 100)} %`),
    ),
  ];
  if (onPick === undefined) return h('div', { class: 'ranking-row' }, ...content);
  return h(
    'button',
    {
      type: 'button',
      class: 'ranking-row',
      'aria-pressed': isPicked === undefined ? undefined : String(isPicked(row)),
      on: { click: () => onPick(row) },
    },
    ...content,
  );
}
