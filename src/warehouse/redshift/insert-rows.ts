import type { BatchTable } from '../../schema/tables.ts';
import { typeName } from '../../schema/types.ts';
import type { Value, Warehouse } from '../warehouse.ts';
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
  const most = rowsAtOnce(table);
  const frame = table.columns.length * bytesOfPlace;
  for (let at = 0, end = 0; at < rows.length; at = end) {
    let bytes = 0;
    for (; end < rows.length && end - at < most; end++) {
      bytes += frame + Buffer.byteLength(JSON.stringify(rows[end]));
      if (bytes > warehouse.statementBytes && end > at) break;
    }
    const some = rows.slice(at, end) as readonly Readonly<Record<string, Value>>[];
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
