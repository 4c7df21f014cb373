import type { Row, Warehouse } from './warehouse.ts';

/** A column as the database has it. */
export interface DatabaseColumn {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
}

/** The shape of a SELECT, as a temporary table of this name. */
export const shapeTable = 'sparkify_shape';

/**
 * The columns of tables of the default schema, and of {@link shapeTable}, in their order. Its queries read the catalog
 * alone: Redshift joins it with no other table.
 */
export async function readTableColumns(
  warehouse: Warehouse,
  tables: readonly string[],
): Promise<ReadonlyMap<string, readonly DatabaseColumn[]>> {
  if (tables.length === 0) return new Map();
  const parameters = Object.fromEntries(tables.map((table, index) => [`table_${index}`, table]));
  const list = tables.map((_, index) => `cast($table_${index} as varchar)`).join(', ');
  const columns = await warehouse.query(
    `select
        cast(table_name as varchar) as table_name,
        cast(column_name as varchar) as column_name,
        cast(data_type as varchar) as data_type,
        character_maximum_length as length,
        numeric_precision as digits,
        numeric_scale as scale
    from information_schema.columns
    where table_name in (${list})
      and (table_schema = current_schema() or table_name = '${shapeTable}')
    order by table_name, ordinal_position`,
    parameters,
  );
  const comments = await readComments(warehouse, list, parameters);
  const found = new Map<string, DatabaseColumn[]>();
  for (const row of columns.rows) {
    const [table, name] = [String(row.table_name), String(row.column_name)];
    const comment = comments.get(`${table}.${name}`) ?? '';
    found.set(table, [...(found.get(table) ?? []), { name, type: typeOf(row), comment }]);
  }
  return found;
}

async function readComments(
  warehouse: Warehouse,
  list: string,
  parameters: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await warehouse.query(
    `select c.relname as table_name, a.attname as column_name, d.description
    from pg_description as d
    inner join pg_class as c on c.oid = d.objoid
    inner join pg_namespace as n on n.oid = c.relnamespace
    inner join pg_attribute as a on a.attrelid = c.oid and a.attnum = d.objsubid
    where c.relname in (${list}) and n.nspname = current_schema() and d.objsubid > 0`,
    parameters,
  );
  return new Map(
    rows.map(({ table_name, column_name, description }) => [
      `${table_name}.${column_name}`,
      String(description),
    ]),
  );
}

const shortNames: Readonly<Record<string, string>> = {
  'character varying': 'varchar',
  character: 'char',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamptz',
};

/** The type as DDL writes it: the engines say lengths and digits beside it, or in it. */
function typeOf({ data_type, length, digits, scale }: Row): string {
  const type = String(data_type).toLowerCase();
  const short = shortNames[type] ?? type;
  if (typeof length === 'number') return `${short}(${length})`;
  return type === 'numeric' ? `numeric(${digits}, ${scale})` : short;
}
