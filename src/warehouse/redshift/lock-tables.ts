import { TransientError } from '../../errors.ts';
import { isCanceled } from './translate-statement-error.ts';

interface Waiting {
  readonly location: string;
  readonly lockTimeoutSeconds: number | undefined;
}

/**
 * Locks tables for this transaction. It has to be the first statement: a transaction takes its snapshot with its first
 * SELECT, DML or DDL statement, and the snapshot must not be older than the lock.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_LOCK.html,
 * https://docs.aws.amazon.com/redshift/latest/dg/c_serial_isolation.html
 *
 * @throws {TransientError} if another transaction keeps them for longer than the timeout
 */
export async function lockTables(
  execute: (sql: string) => Promise<unknown>,
  tables: readonly string[],
  { location, lockTimeoutSeconds }: Waiting,
): Promise<void> {
  const lock = `lock ${tables.join(', ')}`;
  if (lockTimeoutSeconds === undefined) {
    await execute(lock);
    return;
  }
  await execute(`set statement_timeout to ${Math.max(1, Math.round(lockTimeoutSeconds * 1000))}`);
  try {
    await execute(lock);
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new TransientError(
      'SPK-410',
      `Another run is loading into ${location}, and did not end within ${lockTimeoutSeconds} s.`,
      {
        cause: error,
        details: ['Nothing was published.'],
        hints: ['Try again when it has ended, or wait longer with --lock-timeout SECONDS.'],
      },
    );
  }
  await execute('reset statement_timeout'); // the user may have one of its own
}

/**
 * PostgreSQL's "query_canceled", or Redshift's words for it: what its code is, is not documented.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_statement_timeout.html
 */
function isTimeout(error: unknown): boolean {
  const { cause } = error as Error;
  const { code, message = '' } = (cause ?? {}) as { readonly code?: string; readonly message?: string };
  return code === '57014' || isCanceled.test(message);
}
