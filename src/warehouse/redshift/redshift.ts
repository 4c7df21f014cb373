import type { Statement } from '../../sql.ts';
import type { Parameters, Result, Warehouse } from '../warehouse.ts';
import { type Connection, type ConnectionOptions, openConnection } from './connection.ts';
import { explainCopy, failedTable } from './explain-copy.ts';
import { firstRows } from './first-rows.ts';
import { openSession } from './open-session.ts';
import { expandOwnFunctions } from './own-functions.ts';
import { failedAlone, queryRare, SomeFailedError } from './query-rare.ts';
import { CopyError } from './redshift-errors.ts';
import type { RedshiftSettings } from './settings.ts';
import { takeFirstRows } from './take-first-rows.ts';

/** A Redshift warehouse: a provisioned cluster or a serverless workgroup. */
export interface RedshiftWarehouse extends Warehouse {
  readonly engine: 'redshift';
  /** The bytes that a statement may have. */
  readonly statementBytes: number;
}

/** How a warehouse is opened; `open` is another session than one with the server, for a SQL preview. */
export type RedshiftOptions = Partial<ConnectionOptions>;

/**
 * Connects to Redshift. Statements go one by one on one connection. A connection that was lost outside of a
 * transaction is opened again by the next statement; inside, the transaction fails with a LostConnectionError, a
 * RetryableError: all of it may be tried again.
 *
 * @throws {UsageError} for wrong settings, a refused password, a certificate that does not verify
 * @throws {TransientError} if it cannot be reached
 */
export async function openRedshift(
  settings: RedshiftSettings,
  { readOnly = false, open = openSession, ...options }: RedshiftOptions = {},
): Promise<RedshiftWarehouse> {
  const connection = await openConnection(settings, { readOnly, open, ...options });
  const { location, textOf, execute, interrupt } = connection;

  const executeExplained: typeof execute = (...call) =>
    execute(...call).catch(async (error) => {
      throw await explained(error, connection);
    });

  async function query(statement: Statement | string, parameters?: Parameters): Promise<Result> {
    const result = await executeExplained(statement, parameters);
    return { columns: result.fields.map(({ name }) => name), rows: result.rows };
  }

  const { statementBytes, version } = connection.session();
  return {
    engine: 'redshift',
    location,
    statementBytes,
    engineVersion: /Redshift [\d.]+/.exec(version)?.[0] ?? 'Redshift',
    cteAs: 'as',
    nativeSql: expandOwnFunctions,
    async denyFiles() {}, // a SELECT of Redshift has no way to files
    another: () => openRedshift(settings, { readOnly, open, ...options }),
    query,
    async queryFirst(statement, limits, parameters) {
      const sql = firstRows(textOf(statement), limits.rows + 1);
      return takeFirstRows(await executeExplained(sql, parameters), limits);
    },
    async queryRare(statements, parameters) {
      const { statementBytes, isCalled } = connection.session();
      if (isCalled) {
        const sending = { statementBytes, query: (each: Statement) => query(each, parameters) };
        return await queryRare(statements, sending).catch(async (error) => {
          throw await explained(error, connection);
        });
      }
      const results: Result[] = [];
      for (const statement of statements) results.push(await query(statement, parameters));
      return results;
    },
    async run(statement, parameters) {
      await executeExplained(statement, parameters);
    },
    async count(statement, parameters) {
      const { command, rowCount } = await executeExplained(statement, parameters, { counted: true });
      const isCounted = connection.session().countsCopies && rowCount !== null;
      if (command !== 'COPY' || isCounted) return rowCount ?? 0;
      const [copied] = (await execute('select pg_last_copy_count() as rows')).rows;
      return Number(copied?.rows);
    },
    runAll: (statements) => connection.executeAll(statements),
    async transaction(work, transactionOptions = {}) {
      try {
        return await connection.transaction(work, transactionOptions);
      } catch (error) {
        throw await explained(error, connection);
      }
    },
    interrupt,
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}

/** Finds out what exactly failed, once nothing is open that would keep Redshift from answering. */
async function explained(error: unknown, { inTransaction, ask }: Connection): Promise<unknown> {
  if (inTransaction()) return error;
  if (error instanceof SomeFailedError) return await failedAlone(error);
  const table = failedTable(error);
  if (table === undefined) return error;
  try {
    return await explainCopy(table, error, ask);
  } catch (cause) {
    return new CopyError(table, [], new AggregateError([error, cause], 'COPY failed, and so did asking why'));
  }
}
