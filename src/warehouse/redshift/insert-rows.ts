import type { BatchTable } from '../../schema/tables.ts';
import { typeName } from '../../schema/types.ts';
import type { Value, Warehouse } from '../warehouse.ts';

/** The protocol counts parameters in 16 bits; this leaves a margin. */
const mostParameters = 30_000;

/** As many rows as one INSERT takes. */
export function rowsAtOnce({ columns }: BatchTable): number {
  return Math.floor(mostParameters / columns.length);
}

/** Inserts rows, many at a time: where they are few, or COPY has no WORK to go through. */
export async function insertRows(
  warehouse: Warehouse,
  table: BatchTable,
  rows: readonly object[],
): Promise<void> {
  const most = rowsAtOnce(table);
  for (let at = 0; at < rows.length; at += most) {
    const some = rows.slice(at, at + most) as readonly Readonly<Record<string, Value>>[];
    await insert(table, some, warehouse);
  }
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
