import type { DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { exactFloat, exactNumber, shortestReal } from '../exact-numbers.ts';
import type { Value } from '../warehouse.ts';
import { duckdb } from './api.ts';

/** How a value of DuckDB becomes one of ours; the one place where that is decided. No number is rounded. */
export function toValue(value: DuckDBValue, { typeId }: DuckDBType): Value {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value === 'number')
    return typeId === duckdb.DuckDBTypeId.FLOAT ? shortestReal(value) : exactFloat(value);
  if (value === null || typeof value !== 'object') return value;
  return 'toDouble' in value ? exactNumber(value.toString()) : value.toString();
}
