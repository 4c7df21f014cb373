import { quoteName } from '../quote.ts';
import type { SchemaTable } from '../schema/table.ts';
import { loadedTables, tableNamed } from '../schema/tables.ts';
import type { ColumnType } from '../schema/types.ts';

export interface ComparedTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
}

/**
 * The tables that two warehouses with the same data have in common: what was loaded, not where it came from, since the same
 * file has another name in S3 than on a disk.
 */
export const comparedTables: readonly ComparedTable[] = [
  ...loadedTables.map(({ name, kind, columns }) => ({
    name,
    columns: columns.filter(({ from }) => kind !== 'staging' || from !== undefined),
  })),
  {
    name: 'etl.rejected_records',
    columns: tableNamed('etl.rejected_records').columns.filter(({ name }) => ['line', 'code'].includes(name)),
  },
];

/**
 * A table of a project folder as both warehouses can compute it.
 *
 * @returns nothing if its columns differ in more than what the engines call a type
 */
export function comparedOwnTable(first: SchemaTable, second: SchemaTable): ComparedTable | undefined {
  const [left, right] = [comparedColumns(first), comparedColumns(second)];
  const isEqual = JSON.stringify(left) === JSON.stringify(right);
  return isEqual ? { name: quoteName(first.name), columns: left } : undefined;
}

function comparedColumns({ columns }: SchemaTable): ComparedTable['columns'] {
  return columns.map(({ name, type }) => ({ name: quoteName(name), type: comparedType(type) }));
}

/** The engines call the sum of whole numbers by types of their own; what both print alike is compared as printed. */
function comparedType(type: string): ColumnType {
  if (/^(varchar|char|text)/.test(type)) return 'text';
  if (/^(double|real|float|decimal|numeric|hugeint)/.test(type)) return 'double';
  if (/^timestamp/.test(type)) return 'timestamp';
  return type === 'boolean' ? 'boolean' : 'bigint';
}
