import { readSql } from '../sql.ts';
import type { Engine } from '../warehouse/warehouse.ts';
import { type TableMeaning, tableMeanings } from './meanings.ts';
import type { SchemaColumn, SchemaTable } from './table.ts';

/** Every table of an engine: names and types from `sql/tables/ENGINE.sql`, meanings from `meanings.ts`. */
export function describeSchema(engine: Engine): readonly SchemaTable[] {
  const types = columnTypes(engine);
  return tableMeanings.map((table) => ({
    name: table.name,
    kind: table.kind,
    meaning: table.meaning,
    columns: describeColumns(table, types.get(table.name) ?? []),
  }));
}

type ColumnTypes = readonly (readonly [name: string, type: string])[];

function describeColumns({ columns }: TableMeaning, types: ColumnTypes): readonly SchemaColumn[] {
  return types.map(([name, type]) => ({
    name,
    type,
    meaning: columns[name]?.meaning ?? '',
    key: columns[name]?.isKey ?? false,
    references: columns[name]?.references ?? null,
  }));
}

/** Our own files write a column a line. */
function columnTypes(engine: Engine): ReadonlyMap<string, ColumnTypes> {
  const tables = readSql(`tables/${engine}.sql`).statements.flatMap(({ text }) => {
    const [, name, body] = /^create table (\S+) \(\n(.*?)\n\)/ms.exec(text) ?? [];
    return name === undefined || body === undefined ? [] : [[name, typesIn(body)] as const];
  });
  return new Map(tables);
}

function typesIn(body: string): ColumnTypes {
  return [...body.matchAll(/^ *(\w+) (.+?),?$/gm)].map(([, name = '', type = '']) => [name, type]);
}
