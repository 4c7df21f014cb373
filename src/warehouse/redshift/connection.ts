import { duringCommit } from '../../publication.ts';
import type { Statement } from '../../sql.ts';
import { stopped } from '../../stopped.ts';
import { takeTurns } from '../../take-turns.ts';
import { bindNamed } from '../named-parameters.ts';
import { oneStatement } from '../one-statement.ts';
import type { OnStatement, Parameters, TransactionOptions } from '../warehouse.ts';
import { failedTable } from './explain-copy.ts';
import { lockTables } from './lock-tables.ts';
import type { openSession } from './open-session.ts';
import { expandOwnFunctions } from './own-functions.ts';
import type { Answer, Asked, Session, Values } from './session.ts';
import { describeLocation, type RedshiftSettings } from './settings.ts';
import { translateStatementError } from './translate-statement-error.ts';
import { toParameter } from './values.ts';

export interface ConnectionOptions {
  /** Each statement runs in a transaction that may only read, and is rolled back: for SQL that users bring. */
  readonly readOnly: boolean;
  /** How long a transaction waits for tables that it wants to itself; without it, as long as it takes. */
  readonly lockTimeoutSeconds?: number | undefined;
  /** Breaks off what runs, and lets nothing more run. */
  readonly signal?: AbortSignal | undefined;
  readonly onStatement?: OnStatement | undefined;
  readonly open: typeof openSession;
}

/** Statements and transactions on one session, which is opened again if it was lost outside of a transaction. */
export interface Connection extends AsyncDisposable {
  readonly location: string;
  session(): Session;
  inTransaction(): boolean;
  /** The SQL of a statement as it is sent. */
  textOf(statement: Statement | string): string;
  /** Sends a statement when the one before is answered; its error is translated, except a failed COPY's. */
  execute(statement: Statement | string, parameters?: Parameters, asked?: Asked): Promise<Answer>;
  /** Sends statements in as few requests as the session can; outside of a transaction, each runs in its own. */
  executeAll(statements: readonly (Statement | string)[]): Promise<void>;
  /** Sends a query about an error; it is not translated, and takes no turn. */
  ask(sql: string, values: readonly string[]): Promise<Answer['rows']>;
  transaction<T>(work: () => Promise<T>, options: TransactionOptions): Promise<T>;
  /** Stops the statement that runs, unless it is a COMMIT. */
  interrupt(): void;
}

export async function openConnection(
  settings: RedshiftSettings,
  { readOnly, lockTimeoutSeconds, signal, onStatement, open }: ConnectionOptions,
): Promise<Connection> {
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

  const execute: Connection['execute'] = (statement, parameters = {}, asked) => {
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
  };

  async function executeAll(statements: readonly (Statement | string)[]): Promise<void> {
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
  }

  async function transaction<T>(work: () => Promise<T>, { lock = [] }: TransactionOptions): Promise<T> {
    if (readOnly) throw new Error('A warehouse opened for reading has no transactions of its own.');
    if (inTransaction) throw new Error('Redshift knows no transaction inside another.');
    await execute('begin');
    inTransaction = true;
    try {
      if (lock.length > 0) await lockTables(execute, lock, { location, lockTimeoutSeconds });
      const result = await work();
      committing = true;
      await duringCommit(() => execute('commit'));
      return result;
    } catch (error) {
      await rollBack();
      throw error;
    } finally {
      inTransaction = false;
      committing = false;
    }
  }

  async function rollBack(): Promise<void> {
    if (session.lost()) return; // the server rolls back what a client leaves behind
    try {
      await execute('rollback');
    } catch {
      session.breakOff(); // whatever is left open ends with the connection
    }
  }

  function interrupt(): void {
    if (running === 0 || committing) return; // of a COMMIT nobody could say any more whether it took place
    interrupted = true;
    ending = session.end();
  }

  signal?.addEventListener('abort', interrupt);
  return {
    location,
    session: () => session,
    inTransaction: () => inTransaction,
    textOf,
    execute,
    executeAll,
    ask: async (sql, values) => (await send(sql, values)).rows,
    transaction,
    interrupt,
    async [Symbol.asyncDispose]() {
      signal?.removeEventListener('abort', interrupt);
      await ending;
      await session.close();
    },
  };
}
