import type { Cell, JsonRow } from '../api.ts';

interface CsvOptions {
  /**
   * Puts an apostrophe before texts that a spreadsheet would run as a formula
   * (https://owasp.org/www-community/attacks/CSV_Injection).
   */
  readonly isForSpreadsheets?: boolean;
}

/** RFC 4180; NULL is an empty field. */
export function toCsv(
  columns: readonly string[],
  rows: readonly JsonRow[],
  { isForSpreadsheets = false }: CsvOptions = {},
): string {
  const field = (value: Cell) => {
    const plain = value === null ? '' : String(value);
    const text =
      isForSpreadsheets && typeof value === 'string' && /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = rows.map((row) => columns.map((column) => field(row[column] ?? null)).join(','));
  return `${[columns.map(field).join(','), ...lines].join('\r\n')}\r\n`;
}
