import type { SchemaColumn, SchemaTable } from '../schema/table.ts';
import { starTables } from '../schema/tables.ts';
import { readTableColumns } from './table-columns.ts';
import type { Warehouse } from './warehouse.ts';

/** A table of a user that a run built, as `etl.own_tables` records it. */
export interface BuiltTable {
  readonly name: string;
  readonly meaning: string;
  readonly grain: string;
  /** The hash of the file that it was built from. */
  readonly definition: string;
  readonly runId: number;
}

/** The tables of users that runs have built in a warehouse. */
export async function readBuiltTables(warehouse: Warehouse): Promise<readonly BuiltTable[]> {
  const { rows } = await warehouse.query(
    'select name, meaning, grain, definition, run_id from etl.own_tables order by name',
  );
  return rows.map(({ name, meaning, grain, definition, run_id }) => ({
    name: String(name),
    meaning: String(meaning),
    grain: String(grain),
    definition: String(definition),
    runId: Number(run_id),
  }));
}

/** The tables of users in a warehouse, with their columns as they are there. */
export async function describeOwnTables(warehouse: Warehouse): Promise<readonly SchemaTable[]> {
  const built = await readBuiltTables(warehouse);
  const columns = await readTableColumns(
    warehouse,
    built.map(({ name }) => name),
  );
  return built.map(({ name, meaning, grain }) => ({
    name,
    kind: 'own',
    meaning,
    columns: (columns.get(name) ?? []).map(
      (column): SchemaColumn => ({
        name: column.name,
        type: column.type,
        meaning: column.comment,
        key: new RegExp(`\\b${column.name}\\b`).test(grain),
        references: referenceOf(column.name),
      }),
    ),
  }));
}

/** A column with the name of a key of the star names a row there. */
function referenceOf(column: string): string | null {
  const table = starTables.find(({ columns }) => columns.some(({ name, isKey }) => isKey && name === column));
  return table === undefined ? null : `${table.name}.${column}`;
}
