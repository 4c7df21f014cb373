import type { ComponentChildren } from 'preact';
import type { Cell, JsonResult, JsonRow } from '../api.ts';
import { formatCell, formatExact } from './format.ts';
import { holdsNumbers } from './holds-numbers.ts';
import type { Sorting } from './sorted-rows.ts';

interface TableProps {
  readonly result: JsonResult;
  readonly caption: string;
  /** Shows the caption; otherwise only screen readers read it. */
  readonly showCaption?: boolean;
  /** Draws a cell its own way; undefined leaves it as it is. */
  readonly cell?: (column: string, value: Cell, row: JsonRow) => ComponentChildren;
  readonly heads?: Readonly<Record<string, ComponentChildren>>;
  /** The columns of a numeric type, to show every value as it is; else numbers are rounded and grouped. */
  readonly exactNumbers?: readonly string[] | undefined;
  readonly sorting?: Sorting | undefined;
  /** What is at the end of a row, such as a button. */
  readonly rowEnd?: ((row: JsonRow) => ComponentChildren) | undefined;
  /** What is said where there is no row. */
  readonly empty?: string;
  /** Makes the heads buttons that sort by their column. */
  readonly onSort?: ((column: string) => void) | undefined;
}

/** Rows as a table: numbers to the right, texts to the left. */
export function ResultTable(props: TableProps) {
  const { result, caption, showCaption, cell, exactNumbers, rowEnd, empty = 'No rows.' } = props;
  const { columns, rows } = result;
  const numeric = new Set(exactNumbers ?? columns.filter((column) => holdsNumbers(rows, column)));
  const classOf = (column: string) => (numeric.has(column) ? 'number' : undefined);
  const format = (column: string, value: Cell) =>
    exactNumbers === undefined ? formatCell(column, value) : formatExact(value);
  return (
    <section class="table-scroll" tabindex={0} aria-label={caption}>
      <table>
        <caption class={showCaption ? undefined : 'unseen'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head {...props} column={column} class={classOf(column)} key={column} />
            ))}
            {rowEnd && <td />}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((column) => {
                const value = row[column] ?? null;
                const drawn = cell?.(column, value, row);
                const isNull = value === null && drawn === undefined;
                return (
                  <td key={column} class={isNull ? `null ${classOf(column) ?? ''}` : classOf(column)}>
                    {drawn ?? textOf(format(column, value))}
                  </td>
                );
              })}
              {rowEnd && <td class="row-end">{rowEnd(row)}</td>}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={columns.length} class="nothing">
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}

interface HeadProps extends Pick<TableProps, 'heads' | 'sorting' | 'onSort'> {
  readonly column: string;
  readonly class: string | undefined;
}

function Head({ column, class: name, heads, sorting, onSort }: HeadProps) {
  const head = heads?.[column] ?? column.replaceAll('_', ' ');
  const direction = sorting?.isDescending ? 'descending' : 'ascending';
  return (
    <th scope="col" class={name} aria-sort={sorting?.column === column ? direction : undefined}>
      {onSort === undefined ? (
        head
      ) : (
        <button type="button" class="sort" title={`Sort by ${column}`} onClick={() => onSort(column)}>
          {head}
        </button>
      )}
    </th>
  );
}

/** A long text takes several lines, so that the columns behind it are seen; a moment breaks behind its day. */
function textOf(text: string): ComponentChildren {
  if (text.length > 60) return <span class="wrapped">{text}</span>;
  const [, day, time] = /^(\d{4}-\d\d-\d\d)( .+)$/.exec(text) ?? [];
  if (day === undefined) return text;
  return (
    <>
      <span class="day">{day}</span>
      {time}
    </>
  );
}
