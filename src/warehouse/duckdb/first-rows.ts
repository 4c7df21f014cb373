import type { DuckDBResult, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { UsageError } from '../../errors.ts';
import { exactFloat, exactNumber, shortestReal, takeRows } from '../first-rows.ts';
import type { FirstRows, RowLimits, Value } from '../warehouse.ts';
import { duckdb } from './api.ts';

/** Reads a stream until a limit is reached: no more than a batch of 2,048 rows is in memory besides what is taken. */
export async function duckdbFirstRows(result: DuckDBResult, limits: RowLimits): Promise<FirstRows> {
  const types = result.columnTypes();
  const taker = takeRows(result.deduplicatedColumnNames(), types.map(isNumber), limits);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return taker.result();
    const vectors = types.map((_, column) => chunk.getColumnVector(column));
    for (let row = 0; row < chunk.rowCount; row++) {
      const values = vectors.map((vector, column) => toExactValue(itemOf(vector, row), types[column]));
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

function toExactValue(value: DuckDBValue, type: DuckDBType | undefined): Value {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value === 'number') {
    return type?.typeId === duckdb.DuckDBTypeId.FLOAT ? shortestReal(value) : exactFloat(value);
  }
  if (value === null || typeof value !== 'object') return value;
  return 'toDouble' in value ? exactNumber(value.toString()) : value.toString();
}

function isNumber({ typeId }: DuckDBType): boolean {
  const { TINYINT, SMALLINT, INTEGER, BIGINT, HUGEINT, FLOAT, DOUBLE, DECIMAL } = duckdb.DuckDBTypeId;
  const { UTINYINT, USMALLINT, UINTEGER, UBIGINT, UHUGEINT } = duckdb.DuckDBTypeId;
  const numbers = [TINYINT, SMALLINT, INTEGER, BIGINT, HUGEINT, FLOAT, DOUBLE, DECIMAL];
  return [...numbers, UTINYINT, USMALLINT, UINTEGER, UBIGINT, UHUGEINT].includes(typeId);
}
