import type { SchemaTable } from './table.ts';
import { tables } from './tables.ts';
import { type Engine, typeName } from './types.ts';

/** Every table of an engine, in words. */
export function describeSchema(engine: Engine): readonly SchemaTable[] {
  return tables.map(({ name, kind, meaning, columns }) => ({
    name,
    kind,
    meaning,
    columns: columns.map((column) => ({
      name: column.name,
      type: typeName(engine, column.type, column.bytes),
      meaning: column.meaning,
      key: column.isKey ?? false,
      references: column.references ?? null,
    })),
  }));
}
