import { InterruptedError, TransientError, UsageError } from '../errors.ts';
import type { RowLimits, Warehouse } from '../warehouse/warehouse.ts';

/** How much a statement that a user wrote may take. */
export interface StatementLimits extends RowLimits {
  /** From when it begins to run. */
  readonly seconds: number;
}

/**
 * A connection whose queries are stopped when they take too long or nobody waits for them any more, and whose results are
 * cut: for SQL of a project folder.
 */
export function limited(
  connection: Warehouse,
  { signal, ...limits }: StatementLimits & { readonly signal: AbortSignal },
): Warehouse {
  return {
    ...connection,
    query: (statement, parameters) =>
      withinTime(connection, { ...limits, signal }, () =>
        connection.queryFirst(statement, limits, parameters),
      ),
  };
}

/**
 * Runs a statement of a user on a connection, and stops it when it takes too long or nobody waits for it any more.
 *
 * @throws {UsageError} if it takes too long
 * @throws {TransientError} if nobody waits for it
 */
export async function withinTime<T>(
  connection: Pick<Warehouse, 'interrupt'>,
  { seconds, signal }: { readonly seconds: number; readonly signal: AbortSignal },
  run: () => Promise<T>,
): Promise<T> {
  if (signal.aborted) throw withdrawn();
  const interrupt = () => connection.interrupt();
  signal.addEventListener('abort', interrupt);
  const timer = setTimeout(interrupt, seconds * 1000);
  try {
    return await run();
  } catch (cause) {
    if (!(cause instanceof InterruptedError)) throw cause;
    if (signal.aborted) throw withdrawn(cause);
    throw new UsageError('SPK-708', `Stopped after ${seconds} s.`, {
      cause,
      hints: ['Ask for less: a shorter period, fewer columns, a sum in place of rows.'],
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', interrupt);
  }
}

/** The error of a statement whose page was closed. */
export function withdrawn(cause?: unknown): TransientError {
  return new TransientError('SPK-710', 'The statement was withdrawn: nobody waits for it any more.', {
    cause,
  });
}
