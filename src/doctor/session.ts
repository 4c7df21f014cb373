import { type Finding, ok, wrong } from './finding.ts';

/** An open connection to the warehouse. */
export interface Session {
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  close(): Promise<void>;
}

export async function testLogin(session: Session): Promise<Finding> {
  const [row] = await session.query('select current_user as name, version() as version');
  const version = /Redshift [\d.]+/.exec(String(row?.version))?.[0] ?? String(row?.version).split(' ')[0];
  return ok('login', `as ${row?.name}, ${version}`);
}

/** `etl` creates schemas and tables, so its user has to be allowed to. */
export async function testPrivileges(session: Session): Promise<Finding> {
  const [row] = await session.query(
    "select current_user as name, current_database() as database, has_database_privilege(current_user, current_database(), 'create') as may_create",
  );
  if (row?.may_create === true) return ok('privileges', `may create schemas and tables in ${row.database}`);
  return wrong(
    'privileges',
    `${row?.name} may not create schemas in ${row?.database}.`,
    `As its owner: grant create on database "${row?.database}" to "${row?.name}"`,
  );
}
