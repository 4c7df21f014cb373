import { UsageError } from '../errors.ts';
import type { Result, Warehouse } from '../warehouse/warehouse.ts';

/**
 * Runs a statement of the user on a warehouse that is open for reading.
 *
 * @throws {UsageError} if it is not one statement, or the engine refuses it, with what the engine says
 */
export async function query(warehouse: Warehouse, sql: string): Promise<Result> {
  try {
    return await warehouse.query(sql);
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'StatementError') throw cause;
    const [message = '', ...lines] = cause.message.split('\n').filter((line) => line.trim() !== '');
    throw new UsageError(message, {
      cause,
      details: lines,
      hints: /read-only|disabled|Permission/i.test(message)
        ? ['sparkify query reads what is published in the warehouse, and nothing else.']
        : [
            'sparkify query "select table_name, column_name from information_schema.columns" shows what there is.',
          ],
    });
  }
}
