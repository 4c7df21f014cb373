import type { Column, Table } from './definition.ts';
import { etlTables } from './etl-tables.ts';
import { stagingEventsTable, stagingSongsTable } from './staging-tables.ts';
import { starTables } from './star-tables.ts';
import type { BatchType } from './types.ts';

export { starTables } from './star-tables.ts';

/** What runs load and build: staging, then the star. */
export const loadedTables = [stagingEventsTable, stagingSongsTable, ...starTables] as const;

/** Every table of a warehouse. */
export const tables = [...starTables, stagingEventsTable, stagingSongsTable, ...etlTables] as const;

/** A table of staging or star. */
export type LoadedTableName = (typeof loadedTables)[number]['name'];
/** A table of every warehouse. */
export type TableName = (typeof tables)[number]['name'];

export function tableNamed(name: TableName): Table {
  return tables.find((table) => table.name === name) as Table;
}

/** The columns of a batch of rows for a table. */
export interface BatchTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: BatchType }[];
}

/** What a batch has for a table; the columns that it does not have are NULL until an UPDATE sets them. */
export function batchTable<Name extends TableName>(name: Name) {
  return { name, columns: tableNamed(name).columns.filter(isOfBatch) };
}

/** JSON has no timestamp, and COPY reads no boolean of it. */
function isOfBatch(column: Column): column is Column & { readonly type: BatchType } {
  return column.type !== 'timestamp' && column.type !== 'boolean';
}

/** The bytes that the text columns of a table take at most on Redshift, by name. */
export function textWidths({ columns }: Table): ReadonlyMap<string, number> {
  return new Map(columns.flatMap(({ name, bytes }) => (bytes === undefined ? [] : [[name, bytes] as const])));
}

/** The columns by which the rows of a table have one order: its sort key, then its primary key. */
export function orderOf({ sortedBy, columns }: Table): readonly string[] {
  const keys = columns.filter(({ isKey }) => isKey).map(({ name }) => name);
  return [...new Set([...(sortedBy === undefined ? [] : [sortedBy]), ...keys])];
}
