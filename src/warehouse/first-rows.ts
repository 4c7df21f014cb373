import { UsageError } from '../errors.ts';
import type { FirstRows, Row, RowLimits, Value } from './warehouse.ts';

/** Takes rows until a limit is reached. */
export interface RowTaker {
  /** @returns false when no more rows are wanted */
  take(values: readonly Value[]): boolean;
  /** @throws {UsageError} if not even the first row is within the limits */
  result(): FirstRows;
}

export function takeRows(
  columns: readonly string[],
  isNumber: readonly boolean[],
  limits: RowLimits,
): RowTaker {
  const rows: Row[] = [];
  let bytes = 0;
  let truncatedBy: FirstRows['truncatedBy'];
  return {
    take(values) {
      bytes += bytesOf(values);
      if (rows.length >= limits.rows) truncatedBy = 'rows';
      else if (bytes > limits.bytes) truncatedBy = 'bytes';
      else rows.push(Object.fromEntries(columns.map((name, column) => [name, values[column] ?? null])));
      return truncatedBy === undefined;
    },
    result() {
      if (truncatedBy === 'bytes' && rows.length === 0) throw rowTooLarge(limits.bytes);
      return { columns, rows, numbers: columns.filter((_, column) => isNumber[column]), truncatedBy };
    },
  };
}

function rowTooLarge(bytes: number): UsageError {
  return new UsageError('SPK-310', `The first row is larger than ${bytes / 1e6} MB, the limit of a result.`, {
    hints: ['Select fewer or shorter columns: left(column, 1000), length(column).'],
  });
}

/** What values take in memory, roughly. */
function bytesOf(values: readonly Value[]): number {
  return values.reduce<number>((sum, value) => sum + (typeof value === 'string' ? 2 * value.length : 8), 0);
}
