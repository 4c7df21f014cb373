import type { DuckDBResult, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { UsageError } from '../../errors.ts';
import { takeRows } from '../first-rows.ts';
import type { FirstRows, RowLimits } from '../warehouse.ts';
import { duckdb } from './api.ts';
import { toValue } from './values.ts';

/** Reads a stream until a limit is reached: no more than a batch of 2,048 rows is in memory besides what is taken. */
export async function duckdbFirstRows(result: DuckDBResult, limits: RowLimits): Promise<FirstRows> {
  const types = result.columnTypes();
  const taker = takeRows(result.deduplicatedColumnNames(), types.map(isNumber), limits);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return taker.result();
    const columns = types.map((type, column) => ({ type, vector: chunk.getColumnVector(column) }));
    for (let row = 0; row < chunk.rowCount; row++) {
      const values = columns.map(({ type, vector }) => toValue(itemOf(vector, row), type));
      if (!taker.take(values)) return taker.result();
    }
  }
}

function itemOf(vector: { getItem(row: number): DuckDBValue }, row: number): DuckDBValue {
  try {
    return vector.getItem(row);
  } catch (cause) {
    if (!(cause instanceof Error) || !/string longer than|Invalid string length/.test(cause.message))
      throw cause;
    throw new UsageError('SPK-310', 'A value of the result is larger than 500 MB.', {
      cause,
      hints: ['Select a part of it: left(column, 1000), length(column).'],
    });
  }
}

function isNumber({ typeId }: DuckDBType): boolean {
  const { TINYINT, SMALLINT, INTEGER, BIGINT, HUGEINT, FLOAT, DOUBLE, DECIMAL } = duckdb.DuckDBTypeId;
  const { UTINYINT, USMALLINT, UINTEGER, UBIGINT, UHUGEINT } = duckdb.DuckDBTypeId;
  const numbers = [TINYINT, SMALLINT, INTEGER, BIGINT, HUGEINT, FLOAT, DOUBLE, DECIMAL];
  return [...numbers, UTINYINT, USMALLINT, UINTEGER, UBIGINT, UHUGEINT].includes(typeId);
}
