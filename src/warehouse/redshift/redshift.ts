import { duringCommit } from '../../publication.ts';
import type { Statement } from '../../sql.ts';
import { stopped } from '../../stopped.ts';
import { takeTurns } from '../../take-turns.ts';
import { bindNamed } from '../named-parameters.ts';
import { oneStatement } from '../one-statement.ts';
import type { OnStatement, Parameters, Result, Warehouse } from '../warehouse.ts';
import { explainCopy, failedTable } from './explain-copy.ts';
import { firstRows } from './first-rows.ts';
import { lockTables } from './lock-tables.ts';
import { openSession } from './open-session.ts';
import { expandOwnFunctions } from './own-functions.ts';
import { failedAlone, queryRare, SomeFailedError } from './query-rare.ts';
import { CopyError } from './redshift-errors.ts';
import type { Answer, Asked, Session, Values } from './session.ts';
import { describeLocation, type RedshiftSettings } from './settings.ts';
import { takeFirstRows } from './take-first-rows.ts';
import { translateStatementError } from './translate-statement-error.ts';
import { toParameter } from './values.ts';

/** A Redshift warehouse: a provisioned cluster or a serverless workgroup. */
export interface RedshiftWarehouse extends Warehouse {
  readonly engine: 'redshift';
  /** The bytes that a statement may have. */
  readonly statementBytes: number;
}

export interface RedshiftOptions {
  /** Each statement runs in a transaction that may only read, and is rolled back: for SQL that users bring. */
  readonly readOnly?: boolean;
  /** How long a transaction waits for tables that it wants to itself; without it, as long as it takes. */
  readonly lockTimeoutSeconds?: number | undefined;
  /** Breaks off what runs, and lets nothing more run. */
  readonly signal?: AbortSignal | undefined;
  readonly onStatement?: OnStatement | undefined;
  /** Opens the session, in place of one with the server: for a SQL preview. */
  readonly open?: typeof openSession;
}

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
  { readOnly = false, lockTimeoutSeconds, signal, onStatement, open = openSession }: RedshiftOptions = {},
): Promise<RedshiftWarehouse> {
  const location = describeLocation(settings);
  let session: Session = await open(settings, signal);
  let inTransaction = false;
  /** Whether what ended the session that is open was `interrupt`. */
  let interrupted = false;
  let committing = false;
  let running = 0;
  let ending: Promise<void> = Promise.resolve();
  const turns = takeTurns();

  async function reopen(): Promise<void> {
    if (!session.lost() || inTransaction) return;
    session.breakOff();
    session = await open(settings, signal);
    interrupted = false;
  }

  async function send(text: string, values: Values, asked?: Asked): Promise<Answer> {
    await reopen();
    return readOnly
      ? await session.queryReadOnly(text, values, asked)
      : await session.query(text, values, asked);
  }

  function textOf(statement: Statement | string): string {
    if (typeof statement !== 'string') return expandOwnFunctions(statement.text);
    return expandOwnFunctions(readOnly ? oneStatement(statement, 'redshift') : statement);
  }

  /** Sends when what was sent before is answered. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    running++;
    return turns(async () => {
      try {
        if (signal?.aborted) throw stopped();
        return await work();
      } finally {
        running--;
      }
    });
  }

  /** Sends a statement when the one before is answered; its error is translated, except a failed COPY's. */
  function execute(
    statement: Statement | string,
    parameters: Parameters = {},
    asked?: Asked,
  ): Promise<Answer> {
    const sql = textOf(statement);
    const named = Object.keys(parameters).length > 0;
    const { text, values } = named ? bindNamed(sql, parameters) : { text: sql, values: [] };
    const result = inTurn(() => {
      onStatement?.(sql, parameters);
      return send(text, values.map(toParameter), asked);
    });
    return result.catch((cause) => {
      if (interrupted) throw stopped(cause);
      if (failedTable(cause) !== undefined) throw cause;
      const atCommit = /^\s*commit\b/i.test(sql);
      throw translateStatementError(cause, { statement, sent: text, location, atCommit });
    });
  }

  const ask = async (sql: string, values: readonly string[]) => (await send(sql, values)).rows;

  /** Finds out what exactly failed, once nothing is open that would keep Redshift from answering. */
  async function explained(error: unknown): Promise<unknown> {
    if (inTransaction) return error;
    if (error instanceof SomeFailedError) return await failedAlone(error);
    const table = failedTable(error);
    if (table === undefined) return error;
    try {
      return await explainCopy(table, error, ask);
    } catch (cause) {
      return new CopyError(
        table,
        [],
        new AggregateError([error, cause], 'COPY failed, and so did asking why'),
      );
    }
  }

  const executeExplained: typeof execute = (statement, parameters, asked) =>
    execute(statement, parameters, asked).catch(async (error) => {
      throw await explained(error);
    });

  async function query(statement: Statement | string, parameters?: Parameters): Promise<Result> {
    const result = await executeExplained(statement, parameters);
    return { columns: result.fields.map(({ name }) => name), rows: result.rows };
  }

  signal?.addEventListener('abort', interrupt);
  return {
    engine: 'redshift',
    location,
    statementBytes: session.statementBytes,
    engineVersion: /Redshift [\d.]+/.exec(session.version)?.[0] ?? 'Redshift',
    cteAs: 'as',
    nativeSql: expandOwnFunctions,
    async denyFiles() {}, // a SELECT of Redshift has no way to files
    another: () => openRedshift(settings, { readOnly, lockTimeoutSeconds, signal, onStatement, open }),
    query,
    async queryFirst(statement, limits, parameters) {
      const sql = firstRows(textOf(statement), limits.rows + 1);
      return takeFirstRows(await executeExplained(sql, parameters), limits);
    },
    async queryRare(statements, parameters) {
      const { statementBytes } = session;
      if (session.isCalled) {
        const sending = { statementBytes, query: (each: Statement) => query(each, parameters) };
        return await queryRare(statements, sending).catch(async (error) => {
          throw await explained(error);
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
      if (command !== 'COPY' || (session.countsCopies && rowCount !== null)) return rowCount ?? 0;
      const [copied] = (await execute('select pg_last_copy_count() as rows')).rows;
      return Number(copied?.rows);
    },
    async runAll(statements) {
      if (inTransaction) {
        for (const statement of statements) await execute(statement);
        return;
      }
      const texts = statements.map(textOf);
      const result = inTurn(async () => {
        for (const text of texts) onStatement?.(text, {});
        await reopen();
        await session.queryAll(texts);
      });
      await result.catch((cause) => {
        if (interrupted) throw stopped(cause);
        const [statement = ''] = statements;
        const [sent = ''] = texts;
        throw translateStatementError(cause, { statement, sent, location, atCommit: false });
      });
    },
    async transaction(work, { lock = [] } = {}) {
      if (readOnly) throw new Error('A warehouse opened for reading has no transactions of its own.');
      if (inTransaction) throw new Error('Redshift knows no transaction inside another.');
      await execute('begin');
      inTransaction = true;
      try {
        if (lock.length > 0) await lockTables(execute, lock, { location, lockTimeoutSeconds });
        const result = await work();
        committing = true;
        await duringCommit(() => execute('commit'));
        inTransaction = false;
        return result;
      } catch (error) {
        await rollBack();
        inTransaction = false;
        throw await explained(error);
      } finally {
        committing = false;
      }
    },
    interrupt,
    async [Symbol.asyncDispose]() {
      signal?.removeEventListener('abort', interrupt);
      await ending;
      await session.close();
    },
  };

  function interrupt(): void {
    if (running === 0 || committing) return; // of a COMMIT nobody could say any more whether it took place
    interrupted = true;
    ending = session.end();
  }

  async function rollBack(): Promise<void> {
    if (session.lost()) return; // the server rolls back what a client leaves behind
    try {
      await execute('rollback');
    } catch {
      session.breakOff(); // whatever is left open ends with the connection
    }
  }
}
