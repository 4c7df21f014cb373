import { toJson } from '../to-json.ts';
import type { Result, Value } from '../warehouse/warehouse.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';

/** How rows are printed; without one of the two, people get a table and programs CSV. */
export interface RowFormat {
  readonly json?: boolean | undefined;
  readonly csv?: boolean | undefined;
}

interface PrintRowsOptions extends RowFormat {
  readonly title?: string;
  readonly measure?: string | undefined;
  /** More members of the JSON document, before `rows`. */
  readonly about?: Readonly<Record<string, unknown>>;
}

/** Prints rows in the one place that decides between table, JSON and CSV. */
export function printRows(terminal: Terminal, result: Result, options: PrintRowsOptions): void {
  if (options.json) {
    terminal.print(toJson({ ...options.about, rows: result.rows }));
  } else if (options.csv || !terminal.isInteractive) {
    for (const line of toCsv(result)) terminal.print(line);
  } else {
    printTable(terminal, result, options);
  }
}

function printTable(terminal: Terminal, result: Result, { title, measure }: PrintRowsOptions): void {
  const { bold, dim } = terminal.colors;
  if (title !== undefined) terminal.print(`  ${bold(title)}\n`);
  if (result.rows.length === 0) terminal.print(dim('  no rows'));
  else {
    const [head = '', ...lines] = renderTable(result, { measure, width: terminal.width - 2 });
    terminal.print(`  ${dim(head)}`);
    for (const line of lines) terminal.print(`  ${line}`);
  }
  if (title !== undefined) terminal.print('');
}

/** RFC 4180 lines; NULL is an empty field. */
export function toCsv({ columns, rows }: Result): readonly string[] {
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))].map((fields) =>
    fields.map(toField).join(','),
  );
}

function toField(value: Value): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
