import { explainUserSql } from '../warehouse/user-sql.ts';
import type { Result, Warehouse } from '../warehouse/warehouse.ts';

const hints = [{ command: 'schema', why: 'See the tables and columns' }];

/**
 * Runs a statement of the user on a warehouse that is open for reading.
 *
 * @throws {UsageError} if it is not one statement, or the engine refuses it, with what the engine says
 */
export async function query(warehouse: Warehouse, sql: string): Promise<Result> {
  try {
    return await warehouse.query(sql);
  } catch (cause) {
    throw explainUserSql(cause, hints);
  }
}
