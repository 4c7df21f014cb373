import { reading, type WarehouseOrLocation } from '../warehouse/open-warehouse.ts';
import { explainUserSql, schemaHint } from '../warehouse/user-sql.ts';
import type { Result } from '../warehouse/warehouse.ts';

/**
 * Runs a statement of the user, which cannot write.
 *
 * @throws {UsageError} if it is not one statement, or the engine refuses it, with what the engine says
 */
export async function query(warehouse: WarehouseOrLocation, sql: string): Promise<Result> {
  try {
    return await reading(warehouse, (open) => open.query(sql));
  } catch (cause) {
    throw explainUserSql(cause, schemaHint);
  }
}
