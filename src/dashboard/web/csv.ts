import { csvLine } from '../../csv.ts';
import type { Cell, JsonResult } from '../api.ts';

interface CsvOptions {
  /**
   * Puts an apostrophe before texts that a spreadsheet would run as a formula
   * (https://owasp.org/www-community/attacks/CSV_Injection).
   */
  readonly isForSpreadsheets?: boolean;
}

/** A result as a file of RFC 4180. */
export function toCsv({ columns, rows }: JsonResult, { isForSpreadsheets = false }: CsvOptions = {}): string {
  const safe = (value: Cell) =>
    isForSpreadsheets && typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))];
  return lines.map((values) => `${csvLine(values.map(safe))}\r\n`).join('');
}
