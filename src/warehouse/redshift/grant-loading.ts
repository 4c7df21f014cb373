import { UsageError } from '../../errors.ts';
import { quoteName } from '../../quote.ts';
import { tables } from '../../schema/tables.ts';
import { readBuiltTables } from '../own-tables.ts';
import type { Warehouse } from '../warehouse.ts';

/**
 * The statements that give a user of the database what `etl` needs. A user that IAM makes has the rights of PUBLIC only. It gets the tables
 * that exist: only their owner may analyze, comment and upgrade them.
 * https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-access.html, https://docs.aws.amazon.com/redshift/latest/dg/r_GRANT.html
 *
 * @param user as the database names it; that of an IAM user is `IAM:name`, that of a role `IAMR:name`
 * @throws {UsageError} if the user of the connection is no superuser
 */
export async function loadingGrants(warehouse: Warehouse, user: string): Promise<readonly string[]> {
  const { rows } = await warehouse.query(
    `select current_user as login, current_database() as database, current_schema() as own_schema,
       (select usesuper from pg_user where usename = current_user) as is_superuser,
       (select count(*) from pg_user where lower(usename) = lower($user)) as found`,
    { user },
  );
  const [about = {}] = rows;
  if (about.is_superuser !== true) throw noSuperuser(String(about.login));
  const name = quoteName(user);
  return [
    // Who logs in by IAM has no password. https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_USER.html
    ...(Number(about.found) > 0 ? [] : [`create user ${name} password disable`]),
    `grant create, temporary on database ${quoteName(String(about.database))} to ${name}`,
    `grant usage, create on schema ${quoteName(String(about.own_schema))} to ${name}`,
    ...(await changesOfOwner(warehouse, name)),
  ];
}

async function changesOfOwner(warehouse: Warehouse, name: string): Promise<readonly string[]> {
  const { rows } = await warehouse.query(
    `select cast(case when table_schema = 'etl' then 'etl.' else '' end || table_name as varchar) as name
    from information_schema.tables
    where table_schema = current_schema() or table_schema = 'etl'`,
  );
  const existing = new Set(rows.map((row) => String(row.name)));
  const own = existing.has('etl.own_tables') ? await readBuiltTables(warehouse) : [];
  const ours = [...tables.map((table) => table.name), ...own.map((table) => quoteName(table.name))];
  const isThere = (table: string) => existing.has(table.replaceAll('"', ''));
  return [
    ...([...existing].some((table) => table.startsWith('etl.')) ? [`alter schema etl owner to ${name}`] : []),
    ...ours.filter(isThere).map((table) => `alter table ${table} owner to ${name}`),
  ];
}

function noSuperuser(login: string): UsageError {
  return new UsageError(
    'SPK-412',
    `The database user may not do this: ${login} is no superuser, and only one may create users.`,
    {
      details: ['Nothing was changed.'],
      hints: [
        'Log in as the owner of the warehouse, by the Data API: with an AWS identity that may read the secret of its password.',
        'Or by CONNECTION = direct: with REDSHIFT_USER and REDSHIFT_PASSWORD.',
      ],
    },
  );
}
