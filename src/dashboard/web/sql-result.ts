import type { ApiSqlAnswer, Cell } from '../api.ts';
import { sqlChart } from './charts/sql-chart.ts';
import { h, replace } from './dom.ts';
import { formatNumber } from './format.ts';
import { resultTable } from './result-table.ts';

const drawnRows = 500;

const cuts = {
  rows: 'there are more.',
  bytes: 'more would exceed 20 MB, the limit of a result.',
} as const;

/** The result of a statement: how many rows in what time, a table or a chart of them, and the rows as files. */
export function showSqlResult(answer: ApiSqlAnswer): HTMLElement {
  const { columns, rows, truncatedBy, seconds } = answer;
  const body = h('div', {});
  const drawing = sqlChart(answer);
  const tabs = h('div', { class: 'segments', role: 'group', 'aria-label': 'Show as' });
  const show = (as: 'table' | 'chart') => {
    replace(
      tabs,
      tab('Table', as === 'table', () => show('table')),
      drawing && tab('Chart', as === 'chart', () => show('chart')),
    );
    replace(body, as === 'chart' && drawing ? drawing() : tableOf(answer));
  };
  show('table');
  const count = `${formatNumber(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}`;
  return h(
    'div',
    {},
    h(
      'div',
      { class: 'result-head' },
      h(
        'p',
        { id: 'result-summary' },
        truncatedBy === undefined ? count : `The first ${count}; ${cuts[truncatedBy]}`,
        h('span', { class: 'muted' }, ` in ${seconds.toFixed(2)} s`),
      ),
      tabs,
      h(
        'button',
        {
          type: 'button',
          class: 'icon-button',
          on: { click: () => save('result.csv', 'text/csv', toCsv(columns, rows)) },
        },
        'CSV',
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'icon-button',
          on: { click: () => save('result.json', 'application/json', JSON.stringify(rows)) },
        },
        'JSON',
      ),
    ),
    body,
  );
}

function tab(label: string, isShown: boolean, onClick: () => void): HTMLElement {
  return h('button', { type: 'button', 'aria-pressed': String(isShown), on: { click: onClick } }, label);
}

function tableOf({ columns, rows, numbers }: ApiSqlAnswer): HTMLElement {
  return h(
    'div',
    {},
    resultTable(
      { columns, rows: rows.slice(0, drawnRows) },
      {
        caption: 'Result',
        heads: Object.fromEntries(columns.map((name) => [name, name])),
        exactNumbers: numbers,
      },
    ),
    rows.length > drawnRows &&
      h(
        'p',
        { class: 'muted' },
        `${drawnRows} rows are drawn; the files hold all ${formatNumber(rows.length)}.`,
      ),
  );
}

/** RFC 4180; NULL is an empty field. */
function toCsv(columns: readonly string[], rows: ApiSqlAnswer['rows']): string {
  const field = (value: Cell) => {
    const text = value === null ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = rows.map((row) => columns.map((column) => field(row[column] ?? null)).join(','));
  return `${[columns.map(field).join(','), ...lines].join('\r\n')}\r\n`;
}

function save(name: string, type: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  h('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
