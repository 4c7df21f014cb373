import { quoteName } from '../../quote.ts';
import { tables } from '../../schema/tables.ts';
import { typeName } from '../../schema/types.ts';
import type { EmptyTables } from '../empty-tables.ts';
import { quotedParts } from '../quoted-parts.ts';
import type { Warehouse } from '../warehouse.ts';

/**
 * Our tables as Redshift would have them, before a run has made them: each is a CTE of no rows, with the columns and types of
 * `src/schema/tables.ts`. A CTE has no schema, so `etl.files` is named `etl_files`, which is as long.
 */
export function withoutTablesYet(warehouse: Warehouse): EmptyTables {
  return {
    warehouse,
    relations: tables.map(({ name, columns }) => {
      const values = columns.map(
        (column) =>
          `cast(null as ${typeName('redshift', column.type, column.bytes)}) as ${quoteName(column.name)}`,
      );
      return `${quoteName(withoutSchema(name))} as (select ${values.join(', ')} where 1 = 0)`;
    }),
    rename: (sql) => sql.replace(inSchema, (whole, ...groups) => renamed(whole, groups.at(-1))),
    async [Symbol.asyncDispose]() {},
  };
}

const inSchema = new RegExp(String.raw`${quotedParts('redshift')}|(?<ours>\betl\.\w+)`, 'gi');

function renamed(whole: string, { ours }: { readonly ours?: string }): string {
  return ours === undefined ? whole : withoutSchema(ours);
}

function withoutSchema(name: string): string {
  return name.replace('.', '_');
}
