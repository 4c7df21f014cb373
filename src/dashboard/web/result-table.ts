import type { Cell, JsonResult } from '../api.ts';
import { h } from './dom.ts';
import { formatCell, formatExact } from './format.ts';

interface TableOptions {
  readonly caption: string;
  /** Shows the caption; else only a screen reader tells it. */
  readonly showCaption?: boolean;
  /** Draws a cell its own way; undefined leaves it as it is. */
  readonly cell?: (column: string, value: Cell, row: JsonResult['rows'][number]) => Node | undefined;
  readonly heads?: Readonly<Record<string, string>>;
  /** The columns of a numeric type, to show every value as it is; else numbers are rounded and grouped. */
  readonly exactNumbers?: readonly string[];
}

/** Rows as a table: numbers to the right, texts to the left. */
export function resultTable({ columns, rows }: JsonResult, options: TableOptions): HTMLElement {
  const { caption, showCaption = false, cell, heads = {}, exactNumbers } = options;
  const isNumeric = new Set(exactNumbers ?? columns.filter((column) => holdsNumbers(rows, column)));
  const numeric = (column: string) => (isNumeric.has(column) ? 'number' : undefined);
  const format = (column: string, value: Cell) =>
    exactNumbers === undefined ? formatCell(column, value) : formatExact(value);
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
                drawn ?? format(column, value),
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

/** Whether a column holds a number and nothing but numbers and NULLs. */
export function holdsNumbers(rows: JsonResult['rows'], column: string): boolean {
  const values = rows.map((row) => row[column] ?? null);
  return (
    values.some((value) => typeof value === 'number') &&
    values.every((value) => typeof value === 'number' || value === null)
  );
}
