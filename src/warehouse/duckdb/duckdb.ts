import type {
  DuckDBConnection,
  DuckDBInstance,
  DuckDBMaterializedResult,
  DuckDBType,
  DuckDBValue,
} from '@duckdb/node-api';
import { duringCommit } from '../../publication.ts';
import type { Statement } from '../../sql.ts';
import { stopped } from '../../stopped.ts';
import { takeTurns } from '../../take-turns.ts';
import { oneStatement } from '../one-statement.ts';
import type { OnStatement, Parameters, Result, Row, Warehouse } from '../warehouse.ts';
import { duckdb } from './api.ts';
import { translateDuckdbError } from './errors.ts';
import { duckdbFirstRows } from './first-rows.ts';
import { type DuckdbOptions, openDuckdbFile } from './open.ts';
import { expandOwnFunctions } from './own-functions.ts';
import { toValue } from './values.ts';

/** A DuckDB warehouse. */
export interface DuckdbWarehouse extends Warehouse {
  readonly engine: 'duckdb';
}

/**
 * Opens a DuckDB file, or makes it if it is missing and may be written.
 *
 * @throws {UsageError} if it cannot be opened as asked
 * @throws {TransientError} if another process holds it for longer than the timeout
 */
export async function openDuckdb(location: string, options: DuckdbOptions = {}): Promise<DuckdbWarehouse> {
  const { instance, close } = await openDuckdbFile(location, options);
  const about = { location, engineVersion: `DuckDB ${duckdb.version()}`, ...options };
  const warehouse = await connect(instance, about);
  return {
    ...warehouse,
    engine: 'duckdb',
    async [Symbol.asyncDispose]() {
      await warehouse[Symbol.asyncDispose]();
      close();
    },
  };
}

/** A warehouse in memory, empty and gone when it is closed: for a SQL preview of what a run sends to a file. */
export async function previewDuckdb(location: string, onStatement?: OnStatement): Promise<DuckdbWarehouse> {
  const instance = await duckdb.DuckDBInstance.create(':memory:');
  const about = { location, engineVersion: `DuckDB ${duckdb.version()}`, onStatement };
  return { ...(await connect(instance, about)), engine: 'duckdb' };
}

interface About extends Pick<Warehouse, 'location' | 'engineVersion'> {
  readonly readOnly?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onStatement?: OnStatement | undefined;
}

async function connect(instance: DuckDBInstance, about: About): Promise<Warehouse> {
  const connection = await instance.connect();
  const { location, engineVersion, readOnly = false, signal, onStatement } = about;
  let committing = false;
  let isRunning = false;
  let interrupting: NodeJS.Timeout | undefined;
  let filesDenied = readOnly; // then it was opened without them
  const interrupt = () => {
    if (committing || !isRunning) return; // what is published is published as a whole
    connection.interrupt();
    // An interrupt before the engine has begun is lost: a statement may wait for a thread.
    interrupting ??= setInterval(() => connection.interrupt(), 100);
  };
  signal?.addEventListener('abort', interrupt);

  // DuckDB runs statements in any order, also a rollback before an insert that was waiting, which then belongs to no
  // transaction and stays.
  const inTurn = takeTurns();

  function textOf(statement: Statement | string): string {
    if (typeof statement !== 'string') return expandOwnFunctions(statement.text);
    return expandOwnFunctions(readOnly ? oneStatement(statement, 'duckdb') : statement);
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

  return {
    engine: 'duckdb',
    location,
    engineVersion,
    cteAs: 'as not materialized',
    nativeSql: expandOwnFunctions,
    another: () => connect(instance, about),
    async query(statement, parameters): Promise<Result> {
      return toResult(await execute(statement, parameters));
    },
    async queryFirst(statement, limits, parameters) {
      const text = textOf(statement);
      const { values, types } = bind(text, parameters);
      return await guarded(statement, async () =>
        duckdbFirstRows(await connection.stream(text, values, types), limits),
      );
    },
    async queryRare(statements, parameters) {
      const results: Result[] = [];
      for (const statement of statements) results.push(toResult(await execute(statement, parameters)));
      return results;
    },
    async run(statement, parameters) {
      await execute(statement, parameters);
    },
    async count(statement, parameters) {
      const result = await execute(statement, parameters);
      return result.rowsChanged;
    },
    async runAll(statements) {
      const [first] = statements;
      if (first === undefined) return;
      const texts = statements.map((statement) =>
        typeof statement === 'string' ? statement : statement.text,
      );
      for (const text of texts) onStatement?.(text, {});
      const all = texts.join('\n;\n'); // a text may end with a comment
      await guarded(typeof first === 'string' ? all : { ...first, text: all }, () => connection.run(all));
    },
    async transaction(work) {
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
    },
    async denyFiles() {
      if (filesDenied) return;
      await execute('set enable_external_access = false');
      await execute('set lock_configuration = true');
      filesDenied = true;
    },
    interrupt,
    async [Symbol.asyncDispose]() {
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

/** By columns: the binding hands them out in half the time that rows take. */
function toResult(result: DuckDBMaterializedResult): Result {
  const columns = result.deduplicatedColumnNames();
  const types = result.columnTypes();
  const rows: Row[] = [];
  for (let index = 0; index < result.chunkCount; index++) {
    const chunk = result.getChunk(index);
    const values = types.map((type, column) =>
      chunk.getColumnValues(column).map((value) => toValue(value, type)),
    );
    for (let row = 0; row < chunk.rowCount; row++)
      rows.push(Object.fromEntries(columns.map((name, column) => [name, values[column]?.[row] ?? null])));
  }
  return { columns, rows };
}

/** A commit that failed has ended the transaction already, and then there is nothing to roll back. */
async function rollBack(connection: DuckDBConnection): Promise<void> {
  try {
    await connection.run('rollback');
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('no transaction is active'))) throw error;
  }
}
