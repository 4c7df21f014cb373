import { readFile, rm } from 'node:fs/promises';
import type { BatchTable } from '../../schema/tables.ts';
import { typeName } from '../../schema/types.ts';
import type { PackLoader, Value, Warehouse } from '../warehouse.ts';

/** The protocol counts parameters in 16 bits; this leaves a margin. */
const mostParameters = 30_000;

/** Loads batches into a table by INSERT of many rows at a time: for the load manifest, where COPY has no WORK to go through. */
export function insertPacks(table: BatchTable, warehouse: Warehouse): PackLoader {
  const rowsAtOnce = Math.floor(mostParameters / table.columns.length);
  return {
    async load(path) {
      const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
      for (let at = 0; at < lines.length; at += rowsAtOnce) {
        const rows = lines
          .slice(at, at + rowsAtOnce)
          .map((line) => JSON.parse(line) as Record<string, Value>);
        await insert(table, rows, warehouse);
      }
      await rm(path);
    },
    async end() {},
  };
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
