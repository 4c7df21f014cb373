import type { DuckDBInstance, DuckDBMaterializedResult } from '@duckdb/node-api';
import type { OnStatement, Result, Row, Warehouse } from '../warehouse.ts';
import { duckdb } from './api.ts';
import { type ConnectionOptions, openConnection } from './connection.ts';
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

interface About extends ConnectionOptions, Pick<Warehouse, 'engineVersion'> {}

async function connect(instance: DuckDBInstance, about: About): Promise<Warehouse> {
  const connection = await openConnection(instance, about);
  const { execute, executeAll, transaction, interrupt } = connection;
  let filesDenied = about.readOnly ?? false; // then it was opened without them
  return {
    engine: 'duckdb',
    location: about.location,
    engineVersion: about.engineVersion,
    cteAs: 'as not materialized',
    nativeSql: expandOwnFunctions,
    another: () => connect(instance, about),
    async query(statement, parameters): Promise<Result> {
      return toResult(await execute(statement, parameters));
    },
    queryFirst: (statement, limits, parameters) =>
      connection.stream(statement, parameters, (result) => duckdbFirstRows(result, limits)),
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
    runAll: executeAll,
    transaction,
    async denyFiles() {
      if (filesDenied) return;
      await execute('set enable_external_access = false');
      await execute('set lock_configuration = true');
      filesDenied = true;
    },
    interrupt,
    async [Symbol.asyncDispose]() {
      connection[Symbol.dispose]();
    },
  };
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
