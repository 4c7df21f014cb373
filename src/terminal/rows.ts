import { csvLine } from '../csv.ts';
import { toJson } from '../to-json.ts';
import type { Result } from '../warehouse/warehouse.ts';
import { renderRecords } from './records.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { printProse } from './wrap.ts';

/** How rows are printed; without one of the two, people get a table and programs CSV. */
export interface RowFormat {
  readonly json?: boolean | undefined;
  readonly csv?: boolean | undefined;
}

interface PrintRowsOptions extends RowFormat {
  readonly title?: string;
  readonly measure?: string | undefined;
  /** What people get, where that is less than programs get. */
  readonly forPeople?: Result;
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
    printTitled(terminal, options.forPeople ?? result, options);
  }
}

function printTitled(terminal: Terminal, result: Result, { title, measure }: PrintRowsOptions): void {
  if (title !== undefined) {
    printProse(terminal, '  ', terminal.colors.bold(title));
    terminal.print('');
  }
  printTable(terminal, result, measure);
  if (title !== undefined) terminal.print('');
}

/** Prints rows for people: as a table, or as records where the terminal is too narrow for one. */
export function printTable(terminal: Terminal, result: Result, measure?: string): void {
  const { dim } = terminal.colors;
  const table = renderTable(result, { measure, width: terminal.width - 2 });
  if (result.rows.length === 0) terminal.print(dim('  no rows'));
  else if (table === undefined) for (const line of renderRecords(result, terminal)) terminal.print(line);
  else for (const [index, line] of table.entries()) terminal.print(`  ${index === 0 ? dim(line) : line}`);
}

/** The lines of a result as CSV. */
export function toCsv({ columns, rows }: Result): readonly string[] {
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))].map(csvLine);
}
