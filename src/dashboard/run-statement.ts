import { explainUserSql } from '../warehouse/user-sql.ts';
import type { FirstRows } from '../warehouse/warehouse.ts';
import type { Lease } from './lease.ts';
import { type StatementLimits, withinTime } from './limited.ts';

export interface StatementAnswer extends FirstRows {
  readonly seconds: number;
}

/**
 * Runs a statement on a connection of its own, which can read the warehouse and nothing else, and stops it when it takes
 * too long or nobody waits for it any more.
 *
 * @throws {UsageError} if the engine refuses it, with the place, or it was stopped
 */
export async function runStatement(
  lease: Lease,
  sql: string,
  { signal, ...limits }: StatementLimits & { readonly signal: AbortSignal },
): Promise<StatementAnswer> {
  return await lease.use(async (warehouse) => {
    await using connection = await warehouse.another();
    const startedAt = performance.now();
    try {
      const answer = await withinTime(connection, { ...limits, signal }, () =>
        connection.queryFirst(sql, limits),
      );
      return { ...answer, seconds: (performance.now() - startedAt) / 1000 };
    } catch (cause) {
      throw explainUserSql(cause, [], { text: sql });
    }
  });
}
