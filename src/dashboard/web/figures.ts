import type { ApiAnswer, JsonRow } from '../api.ts';
import { problem } from './card.ts';
import { h, replace } from './dom.ts';
import { showEvidence } from './evidence-dialog.ts';
import { formatLongDay, formatNumber, formatPercent } from './format.ts';
import type { View } from './view.ts';

interface Figure {
  readonly label: string;
  readonly question: string;
  readonly column: string;
  readonly format: (value: number) => string;
  /** A share changes by points, a number by a percentage. */
  readonly isShare?: boolean;
}

const figures: readonly Figure[] = [
  { label: 'Plays', question: 'key-figures', column: 'plays', format: formatNumber },
  { label: 'Listeners', question: 'key-figures', column: 'listeners', format: formatNumber },
  { label: 'Sessions', question: 'key-figures', column: 'sessions', format: formatNumber },
  {
    label: 'Listening time',
    question: 'listening-time',
    column: 'hours',
    format: (hours) => `${formatNumber(hours < 100 ? hours : Math.round(hours))} h`,
  },
  {
    label: 'Match rate',
    question: 'key-figures',
    column: 'match_percent',
    format: (percent) => `${percent < 1 && percent > 0 ? percent.toFixed(2) : percent.toFixed(1)} %`,
    isShare: true,
  },
];

/** The row of key figures, each with its change against the days before. */
export function keyFigures(view: View): HTMLElement {
  const questions = [...new Set(figures.map(({ question }) => question))];
  const current = new Map(questions.map((name) => [name, firstRow(view.ask(name))]));
  const previous = new Map(
    view.previous && questions.map((name) => [name, firstRow(view.askPrevious(name))]),
  );
  for (const row of previous.values()) row.catch(() => undefined); // told where it is waited for
  return h(
    'section',
    { class: 'figures', 'aria-label': 'Key figures' },
    ...figures.map((figure) =>
      tile(view, figure, current.get(figure.question), previous.get(figure.question)),
    ),
  );
}

async function firstRow(answer: Promise<ApiAnswer>): Promise<JsonRow> {
  return (await answer).rows[0] ?? {};
}

/** The figure is told as soon as it is known, its change when the days before are. */
function tile(
  view: View,
  figure: Figure,
  current: Promise<JsonRow> | undefined,
  previous: Promise<JsonRow> | undefined,
): HTMLElement {
  const value = h('p', { class: 'figure-value' }, '…');
  const change = h('p', { class: 'figure-change' }, ' ');
  const element = h(
    'div',
    { class: 'figure', 'data-figure': figure.column, 'aria-busy': 'true' },
    h(
      'h2',
      {},
      h(
        'button',
        {
          type: 'button',
          class: 'figure-label',
          title: 'What it rests on',
          on: { click: () => showEvidence(view, figure.question, figure.label) },
        },
        figure.label,
      ),
    ),
    value,
    change,
  );
  void fill();
  return element;

  async function fill(): Promise<void> {
    try {
      const now = (await current)?.[figure.column];
      replace(value, now === null || now === undefined ? '–' : figure.format(Number(now)));
      value.dataset.value = String(now);
      replace(change, ...describeChange(view, figure, now, (await previous)?.[figure.column]));
    } catch (error) {
      replace(value, problem(error));
    } finally {
      element.setAttribute('aria-busy', 'false');
    }
  }
}

function describeChange(view: View, figure: Figure, now: unknown, before: unknown): (Node | string)[] {
  if (view.previous === undefined) return ['no earlier days'];
  const title = `${formatLongDay(view.previous.from)} – ${formatLongDay(view.previous.to)}`;
  const [current, previous] = [Number(now ?? 0), Number(before ?? 0)];
  if (before === null || before === undefined || previous === 0) return ['none before'];
  const difference = figure.isShare ? current - previous : ((current - previous) / previous) * 100;
  const amount = figure.isShare
    ? `${Math.abs(difference).toFixed(1)} points`
    : formatPercent(Math.abs(difference));
  const direction = Math.abs(difference) < 0.05 ? 'same' : difference > 0 ? 'up' : 'down';
  const sign = { same: '=', up: '▲', down: '▼' }[direction];
  return [
    h(
      'span',
      { class: `change ${direction}`, title: `${title}: ${figure.format(previous)}` },
      h('span', { 'aria-hidden': 'true' }, `${sign} `),
      h('span', { class: 'unseen' }, direction === 'same' ? 'unchanged ' : `${direction} `),
      amount,
    ),
    ` was ${figure.format(previous)}`,
  ];
}
