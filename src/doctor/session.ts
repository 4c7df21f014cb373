import type { RedshiftSettings } from '../warehouse/redshift/settings.ts';
import { type Finding, ok, wrong } from './finding.ts';

/** An open connection to the warehouse. */
export interface Session {
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  close(): Promise<void>;
}

/** Logs in as every command does: what is missing is looked up, and a temporary password is asked for. */
export async function logIn(connection: RedshiftSettings): Promise<Session> {
  const { openRedshift } = await import('../warehouse/redshift/redshift.ts');
  const warehouse = await openRedshift(connection);
  return {
    query: async (sql) => (await warehouse.query(sql)).rows,
    close: async () => warehouse[Symbol.asyncDispose](),
  };
}

export async function testLogin(session: Session): Promise<Finding> {
  const [row] = await session.query('select current_user as name, version() as version');
  const version = /Redshift [\d.]+/.exec(String(row?.version))?.[0] ?? String(row?.version).split(' ')[0];
  return ok('login', `as ${row?.name}, ${version}`);
}

/** `etl` creates the schema of its load manifest, and its tables in `public`: the user needs the privileges. */
export async function testPrivileges(session: Session): Promise<Finding> {
  const [row] = await session.query(
    `select
       current_user as name,
       current_database() as database,
       has_database_privilege(current_user, current_database(), 'create') as may_create_schemas,
       has_schema_privilege(current_user, 'public', 'create') as may_create_tables`,
  );
  const { name, database, may_create_schemas: schemas, may_create_tables: tables } = row ?? {};
  if (schemas === true && tables === true) {
    return ok('privileges', `may create schemas and tables in ${database}`);
  }
  const [what, where] =
    schemas === true ? ['tables', 'schema public'] : ['schemas', `database "${database}"`];
  return wrong(
    'privileges',
    `${name} may not create ${what} in ${database}.`,
    `As its owner: grant create on ${where} to "${name}"`,
  );
}
