import { starDiagram } from '../../schema/star-diagram.ts';
import type { ApiColumn, ApiColumnFigures, ApiTable } from '../api.ts';
import { problem } from './card.ts';
import { drawn, h, replace } from './dom.ts';
import { formatCell, formatNumber } from './format.ts';
import { getJson } from './get-json.ts';
import { panel } from './panel.ts';

/** The page for the model: how the tables hang together, and what each column means and holds. */
export async function modelPage(): Promise<HTMLElement> {
  const tables = await getJson<readonly ApiTable[]>('/api/model');
  return h(
    'div',
    { class: 'grid' },
    h('h1', { class: 'width-12' }, 'Model'),
    panel(
      'Star schema',
      12,
      'The fact in the middle, its dimensions around it; a line leads from a column to the row that it names.',
      h(
        'div',
        { class: 'diagram', tabindex: '0', role: 'region', 'aria-label': 'Diagram of the star schema' },
        drawn(
          starDiagram(tables.map((table) => ({ ...table, caption: `${formatNumber(table.rows)} rows` }))),
        ),
      ),
    ),
    ...tables.map(tablePanel),
  );
}

function tablePanel(table: ApiTable): HTMLElement {
  const body = h('tbody', {}, ...table.columns.map((column) => columnRow(table, column)));
  const element = panel(
    table.name,
    12,
    `${kinds[table.kind]} · ${formatNumber(table.rows)} rows · ${table.meaning}`,
    h(
      'div',
      { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': `Columns of ${table.name}` },
      h(
        'table',
        { class: 'columns' },
        h('caption', { class: 'unseen' }, `Columns of ${table.name}`),
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            ...heads.map((head, index) =>
              h('th', { scope: 'col', class: index > 4 ? 'number' : undefined }, head),
            ),
          ),
        ),
        body,
      ),
    ),
  );
  element.id = `table-${table.name}`;
  countWhenSeen(element, table, body);
  return element;
}

const kinds = {
  fact: 'Fact',
  dimension: 'Dimension',
  staging: 'Staging',
  books: 'Load manifest',
  own: 'Your own',
};
const heads = ['Column', 'Type', 'Meaning', 'Min', 'Max', 'Nulls', 'Distinct'];

function columnRow(table: ApiTable, { name, type, meaning, references, key }: ApiColumn): HTMLElement {
  const target = references?.slice(0, references.lastIndexOf('.'));
  return h(
    'tr',
    { 'data-column': `${table.name}.${name}` },
    h('th', { scope: 'row' }, h('code', {}, name), key && h('span', { class: 'tag' }, 'key')),
    h('td', {}, h('code', { class: 'muted' }, type)),
    h(
      'td',
      { class: 'meaning' },
      meaning,
      target !== undefined && h('a', { class: 'reference', href: `#table-${target}` }, ` → ${references}`),
    ),
    ...['least', 'greatest', 'nulls', 'different'].map((figure, index) =>
      h('td', { class: `${index > 1 ? 'number ' : 'extreme '}muted`, 'data-figure': figure }, '…'),
    ),
  );
}

/** Counting a large table takes a while, and most visitors look at the first ones. */
function countWhenSeen(element: HTMLElement, table: ApiTable, body: HTMLElement): void {
  const observer = new IntersectionObserver(([entry]) => {
    if (!entry?.isIntersecting) return;
    observer.disconnect();
    getJson<readonly ApiColumnFigures[]>(`/api/model/${table.name}`)
      .then((figures) => fill(table, body, figures))
      .catch((error: unknown) => element.append(problem(error)));
  });
  observer.observe(element);
}

function fill(table: ApiTable, body: HTMLElement, figures: readonly ApiColumnFigures[]): void {
  for (const { name, min, max, nulls, distinct } of figures) {
    const row = body.querySelector(`[data-column="${CSS.escape(`${table.name}.${name}`)}"]`);
    const cells = {
      least: formatCell(name, min),
      greatest: formatCell(name, max),
      nulls: formatNumber(nulls),
      different: formatNumber(distinct),
    };
    for (const [figure, text] of Object.entries(cells)) {
      const cell = row?.querySelector(`[data-figure="${figure}"]`);
      if (!cell) continue;
      cell.classList.remove('muted');
      cell.setAttribute('title', text);
      replace(cell, text.length > 28 ? `${text.slice(0, 27)}…` : text);
    }
  }
}
