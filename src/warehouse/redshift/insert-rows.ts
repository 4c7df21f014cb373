import type { BatchTable } from '../../schema/tables.ts';
import { typeName } from '../../schema/types.ts';
import type { Value, Warehouse } from '../warehouse.ts';
import { groupsWithin } from './groups-within.ts';
import type { RedshiftWarehouse } from './redshift.ts';

/** The protocol counts parameters in 16 bits; this leaves a margin. */
const mostParameters = 30_000;

/** As many rows as one INSERT takes. */
export function rowsAtOnce({ columns }: BatchTable): number {
  return Math.floor(mostParameters / columns.length);
}

/** What the place of a value takes of a statement, beside the value: `cast($12345 as varchar(65535)), `. */
const bytesOfPlace = 40;

/** Inserts rows, as many at a time as a statement takes: where they are few, or COPY has no WORK to go through. */
export async function insertRows(
  warehouse: RedshiftWarehouse,
  table: BatchTable,
  rows: readonly object[],
): Promise<void> {
  const frame = table.columns.length * bytesOfPlace;
  const bytesOf = (row: object) => frame + Buffer.byteLength(JSON.stringify(row));
  const most = { bytes: warehouse.statementBytes, items: rowsAtOnce(table) };
  for (const some of groupsWithin(rows, bytesOf, most))
    await insert(table, some as readonly Readonly<Record<string, Value>>[], warehouse);
}

async function insert(
  { name, columns }: BatchTable,
  rows: readonly Readonly<Record<string, Value>>[],
  warehouse: Warehouse,
): Promise<void> {
  const parameters: Record<string, Value> = {};
  const tuples = rows.map((row, index) => {
    const values = columns.map((column) => {
      const parameter = `${column.name}_${index}`;
      parameters[parameter] = row[column.name] ?? null;
      return `cast($${parameter} as ${typeName('redshift', column.type)})`;
    });
    return `(${values.join(', ')})`;
  });
  const list = columns.map((column) => column.name).join(', ');
  await warehouse.run(`insert into ${name} (${list}) values\n${tuples.join(',\n')}`, parameters);
}
