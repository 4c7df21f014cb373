import { UsageError } from '../../errors.ts';
import { quoteName } from '../../quote.ts';
import type { Row, Warehouse } from '../warehouse.ts';

/**
 * The statements that give tables, once they are replaced by new ones of the same names, the owner and the privileges
 * that they have now.
 *
 * @throws {UsageError} if views depend on the tables: their owners have to drop them first
 */
export async function tableRights(
  warehouse: Warehouse,
  tables: readonly string[],
  onWarning: ((sentence: string) => void) | undefined,
): Promise<readonly string[]> {
  const { rows } = await warehouse.query('select current_schema() as own_schema, current_user as login');
  const [{ own_schema: schema, login } = {}] = rows;
  const placed = tables.map((table) => placeOf(table, String(schema)));
  await requireNoViews(warehouse, placed);
  const statements: string[] = [];
  for (const place of placed) {
    const owner = await ownerOf(warehouse, place);
    const grants = await grantsOn(warehouse, place, owner);
    statements.push(
      ...grants,
      ...(owner === login ? [] : [`alter table ${place.table} owner to ${quoteName(owner)}`]),
    );
  }
  if (placed.length > 0 && !(await seesAllPrivileges(warehouse))) {
    onWarning?.(
      `The user ${login} is no superuser, and Redshift shows it only some privileges: compare those on ${tables.join(', ')} after the upgrade.`,
    );
  }
  return statements;
}

interface Place {
  /** As our statements name it. */
  readonly table: string;
  readonly schema: string;
  readonly name: string;
}

function placeOf(table: string, ownSchema: string): Place {
  const [name = '', schema = ownSchema] = table.split('.').reverse();
  return { table, schema, name };
}

/** Late-binding views do not depend: they find the new table by its name. */
const dependentViews = `
  select distinct view_schemas.nspname as view_schema, views.relname as view_name
  from pg_depend
  inner join pg_rewrite on pg_rewrite.oid = pg_depend.objid
  inner join pg_class as views on views.oid = pg_rewrite.ev_class
  inner join pg_namespace as view_schemas on view_schemas.oid = views.relnamespace
  inner join pg_class as tables on tables.oid = pg_depend.refobjid
  inner join pg_namespace as table_schemas on table_schemas.oid = tables.relnamespace
  where table_schemas.nspname = $schema and tables.relname = $name and views.oid <> tables.oid
  order by view_schemas.nspname, views.relname`;

async function requireNoViews(warehouse: Warehouse, places: readonly Place[]): Promise<void> {
  const found = new Map<string, string>();
  for (const { table, schema, name } of places) {
    const { rows } = await warehouse.query(dependentViews, { schema, name });
    for (const row of rows) found.set(`${row.view_schema}.${row.view_name}`, table);
  }
  if (found.size === 0) return;
  throw new UsageError(
    'SPK-413',
    `The upgrade replaces tables that ${found.size === 1 ? 'a view depends' : `${found.size} views depend`} on.`,
    {
      details: [...[...found].map(([view, table]) => `${view} depends on ${table}`), 'Nothing was changed.'],
      hints: [
        'Keep the definition of each view (select pg_get_viewdef(…)), drop it, upgrade, and create it again.',
        'A view that ends in WITH NO SCHEMA BINDING needs none of this.',
      ],
    },
  );
}

async function ownerOf(warehouse: Warehouse, { schema, name }: Place): Promise<string> {
  const { rows } = await warehouse.query(
    'select tableowner from pg_tables where schemaname = $schema and tablename = $name',
    { schema, name },
  );
  return String(rows[0]?.tableowner);
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_RELATION_PRIVILEGES.html, and SVV_COLUMN_PRIVILEGES beside it */
async function grantsOn(
  warehouse: Warehouse,
  { table, schema, name }: Place,
  owner: string,
): Promise<readonly string[]> {
  const whose = 'namespace_name = $schema and relation_name = $name and identity_name <> $owner';
  const onTable = await warehouse.query(
    `select privilege_type, identity_name, identity_type, admin_option from svv_relation_privileges where ${whose}
    order by privilege_type, identity_type, identity_name`,
    { schema, name, owner },
  );
  const onColumns = await warehouse.query(
    `select privilege_type, column_name, identity_name, identity_type from svv_column_privileges where ${whose}
    order by column_name, privilege_type, identity_type, identity_name`,
    { schema, name, owner },
  );
  return [
    ...onTable.rows.map((row) => grant(row, table, row.admin_option === true ? ' with grant option' : '')),
    ...onColumns.rows.map((row) => grant(row, table)),
  ];
}

function grant(row: Row, table: string, option = ''): string {
  const column = row.column_name === undefined ? '' : ` (${quoteName(String(row.column_name))})`;
  return `grant ${privilegeOf(row)}${column} on ${table} to ${granteeOf(row)}${option}`;
}

/** Words of Redshift's own, which no quoting protects. */
function privilegeOf({ privilege_type }: Row): string {
  const privilege = String(privilege_type).trim().toLowerCase();
  if (!/^[a-z ]+$/.test(privilege)) throw new Error(`Redshift names a privilege "${privilege}".`);
  return privilege;
}

function granteeOf({ identity_type, identity_name }: Row): string {
  const name = quoteName(String(identity_name));
  const kinds: Readonly<Record<string, string>> = {
    public: 'public',
    group: `group ${name}`,
    role: `role ${name}`,
  };
  return kinds[String(identity_type).trim().toLowerCase()] ?? name;
}

async function seesAllPrivileges(warehouse: Warehouse): Promise<boolean> {
  const { rows } = await warehouse.query('select usesuper from pg_user where usename = current_user');
  return rows[0]?.usesuper === true;
}
