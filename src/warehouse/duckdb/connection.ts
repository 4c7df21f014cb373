import type {
  DuckDBConnection,
  DuckDBInstance,
  DuckDBMaterializedResult,
  DuckDBResult,
  DuckDBType,
  DuckDBValue,
} from '@duckdb/node-api';
import { duringCommit } from '../../publication.ts';
import type { Statement } from '../../sql.ts';
import { stopped } from '../../stopped.ts';
import { takeTurns } from '../../take-turns.ts';
import { oneStatement } from '../one-statement.ts';
import type { OnStatement, Parameters } from '../warehouse.ts';
import { duckdb } from './api.ts';
import { translateDuckdbError } from './errors.ts';
import { expandOwnFunctions } from './own-functions.ts';

export interface ConnectionOptions {
  /** For messages. */
  readonly location: string;
  /** Takes one statement at a time, for SQL that users bring. */
  readonly readOnly?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onStatement?: OnStatement | undefined;
}

/** Statements and transactions on one connection, one after the other. */
export interface Connection extends Disposable {
  execute(statement: Statement | string, parameters?: Parameters): Promise<DuckDBMaterializedResult>;
  /** Runs statements without parameters in their order, as one text. */
  executeAll(statements: readonly (Statement | string)[]): Promise<void>;
  /** Hands the result of a statement to `read` while it is computed. */
  stream<T>(
    statement: Statement | string,
    parameters: Parameters | undefined,
    read: (result: DuckDBResult) => Promise<T>,
  ): Promise<T>;
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** Stops the statement that runs, unless it is a COMMIT. */
  interrupt(): void;
}

export async function openConnection(
  instance: DuckDBInstance,
  { location, readOnly = false, signal, onStatement }: ConnectionOptions,
): Promise<Connection> {
  const connection = await instance.connect();
  let committing = false;
  let isRunning = false;
  let interrupting: NodeJS.Timeout | undefined;
  // DuckDB runs statements in any order, also a rollback before an insert that was waiting, which then belongs to no
  // transaction and stays.
  const inTurn = takeTurns();

  function interrupt(): void {
    if (committing || !isRunning) return; // what is published is published as a whole
    connection.interrupt();
    // An interrupt before the engine has begun is lost: a statement may wait for a thread.
    interrupting ??= setInterval(() => connection.interrupt(), 100);
  }

  function textOf(statement: Statement | string): string {
    if (typeof statement !== 'string') return expandOwnFunctions(statement.text);
    // What a user types may call a macro of the user, of whatever name.
    return readOnly ? oneStatement(statement, 'duckdb') : expandOwnFunctions(statement);
  }

  async function guarded<T>(statement: Statement | string, work: () => Promise<T>): Promise<T> {
    return await inTurn(async () => {
      // An abort between two statements interrupts neither of them.
      if (signal?.aborted) throw stopped();
      isRunning = true;
      try {
        return await work();
      } catch (cause) {
        throw translateDuckdbError(cause, statement, location);
      } finally {
        isRunning = false;
        clearInterval(interrupting);
        interrupting = undefined;
      }
    });
  }

  async function execute(statement: Statement | string, parameters?: Parameters) {
    const text = textOf(statement);
    onStatement?.(text, parameters ?? {});
    const { values, types } = bind(text, parameters);
    return await guarded(statement, async () => {
      if (Object.keys(values).length === 0) return await connection.run(text);
      const prepared = await connection.prepare(text);
      try {
        prepared.bind(values, types);
        return await prepared.run();
      } finally {
        prepared.destroySync();
      }
    });
  }

  async function executeAll(statements: readonly (Statement | string)[]): Promise<void> {
    const [first] = statements;
    if (first === undefined) return;
    const texts = statements.map((statement) => (typeof statement === 'string' ? statement : statement.text));
    for (const text of texts) onStatement?.(text, {});
    const all = texts.join('\n;\n'); // a text may end with a comment
    await guarded(typeof first === 'string' ? all : { ...first, text: all }, () => connection.run(all));
  }

  async function transaction<T>(work: () => Promise<T>): Promise<T> {
    await execute('begin');
    try {
      const result = await work();
      committing = true;
      await duringCommit(() => execute('commit'));
      return result;
    } catch (error) {
      await inTurn(() => rollBack(connection));
      throw error;
    } finally {
      committing = false;
    }
  }

  signal?.addEventListener('abort', interrupt);
  return {
    execute,
    executeAll,
    async stream(statement, parameters, read) {
      const text = textOf(statement);
      const { values, types } = bind(text, parameters);
      return await guarded(statement, async () => read(await connection.stream(text, values, types)));
    },
    transaction,
    interrupt,
    [Symbol.dispose]() {
      signal?.removeEventListener('abort', interrupt);
      connection.closeSync();
    },
  };
}

/** DuckDB refuses parameters that the statement does not name, and takes a bigint for a HUGEINT unless its type is given. */
function bind(text: string, parameters: Parameters = {}) {
  const values: Record<string, DuckDBValue> = {};
  const types: Record<string, DuckDBType> = {};
  for (const [name, value] of Object.entries(parameters)) {
    if (!new RegExp(`\\$${name}\\b`).test(text)) continue;
    const whole = typeof value === 'bigint' || Number.isInteger(value);
    values[name] = whole ? BigInt(value as number | bigint) : value;
    if (whole) types[name] = duckdb.BIGINT;
  }
  return { values, types };
}

/** A commit that failed has ended the transaction already, and then there is nothing to roll back. */
async function rollBack(connection: DuckDBConnection): Promise<void> {
  try {
    await connection.run('rollback');
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('no transaction is active'))) throw error;
  }
}
