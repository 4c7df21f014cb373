import type { Cell, JsonResult } from '../api.ts';
import { h } from './dom.ts';
import { formatCell } from './format.ts';

interface TableOptions {
  readonly caption: string;
  /** Shows the caption; else only a screen reader tells it. */
  readonly showCaption?: boolean;
  /** Draws a cell its own way; undefined leaves it as it is. */
  readonly cell?: (column: string, value: Cell, row: JsonResult['rows'][number]) => Node | undefined;
  readonly heads?: Readonly<Record<string, string>>;
}

/** Rows as a table: numbers to the right, texts to the left. */
export function resultTable({ columns, rows }: JsonResult, options: TableOptions): HTMLElement {
  const { caption, showCaption = false, cell, heads = {} } = options;
  const isNumeric = new Set(
    columns.filter((column) => rows.every((row) => typeof row[column] === 'number' || row[column] === null)),
  );
  const numeric = (column: string) => (isNumeric.has(column) && rows.length > 0 ? 'number' : undefined);
  return h(
    'div',
    { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    h(
      'table',
      {},
      h('caption', { class: showCaption ? undefined : 'unseen' }, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ...columns.map((column) =>
            h('th', { scope: 'col', class: numeric(column) }, heads[column] ?? column.replaceAll('_', ' ')),
          ),
        ),
      ),
      h(
        'tbody',
        {},
        ...rows.map((row) =>
          h(
            'tr',
            {},
            ...columns.map((column) => {
              const value = row[column] ?? null;
              const drawn = cell?.(column, value, row);
              const isNull = value === null && drawn === undefined;
              return h(
                'td',
                { class: isNull ? `null ${numeric(column) ?? ''}` : numeric(column) },
                drawn ?? formatCell(column, value),
              );
            }),
          ),
        ),
        rows.length === 0 &&
          h('tr', {}, h('td', { colspan: String(columns.length), class: 'nothing' }, 'Nothing here.')),
      ),
    ),
  );
}
