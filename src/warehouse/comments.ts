import type { Warehouse } from './warehouse.ts';

/**
 * The comments of our tables and columns in the database, by `table` and `table.column`.
 *
 * @param table the only one whose comments are read, without its schema
 */
export async function readComments(warehouse: Warehouse, table = ''): Promise<ReadonlyMap<string, string>> {
  const { rows } = await warehouse.query(
    `select n.nspname as table_schema, c.relname as table_name, a.attname as column_name, d.description
    from pg_description as d
    inner join pg_class as c on c.oid = d.objoid
    inner join pg_namespace as n on n.oid = c.relnamespace
    left join pg_attribute as a on a.attrelid = c.oid and a.attnum = d.objsubid and d.objsubid > 0
    where n.nspname in ('etl', current_schema()) and d.description is not null
      and (cast($table as varchar) = '' or c.relname = cast($table as varchar))`,
    { table },
  );
  return new Map(
    rows.map(({ table_schema, table_name, column_name, description }) => {
      const table = table_schema === 'etl' ? `etl.${table_name}` : String(table_name);
      return [column_name === null ? table : `${table}.${column_name}`, String(description)];
    }),
  );
}
