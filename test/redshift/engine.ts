import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { LoadError } from './copy/copy.ts';

/** A load error with what the session adds to it. */
export interface RecordedError extends LoadError {
  readonly session: number;
  readonly query: number;
  readonly at: Date;
}

/** Engines that a test has done with: emptying one takes milliseconds, making one seconds. */
const idle: PGlite[] = [];

/** An empty PostgreSQL that answers like Redshift where a function or an operator can. */
export async function openEngine(): Promise<PGlite> {
  const database = idle.pop() ?? (await makeEngine());
  await database.exec(session);
  return database;
}

/**
 * Makes an engine from one made earlier: a new PostgreSQL takes seconds, its files half a second. They are kept with
 * the packages, under a name that changes with the version of PGlite and with what is put in.
 */
async function makeEngine(): Promise<PGlite> {
  const { version } = JSON.parse(await readFile(join(packages, '@electric-sql/pglite/package.json'), 'utf8'));
  const made = createHash('sha256').update(version).update(dialect).digest('hex').slice(0, 16);
  const kept = join(packages, '.cache/redshift-stand-in', `${made}.tar`);
  if (existsSync(kept)) return PGlite.create({ loadDataDir: new Blob([await readFile(kept)]) });
  const database = await PGlite.create();
  await database.exec(dialect);
  await mkdir(dirname(kept), { recursive: true });
  const writing = `${kept}.${process.pid}`; // whole or not there, whatever else uses it
  await writeFile(writing, new Uint8Array(await (await database.dumpDataDir('none')).arrayBuffer()));
  await rename(writing, kept);
  return database;
}

const packages = resolve(import.meta.dirname, '../../node_modules');

/** Empties an engine for the next test; nothing of this one is left. */
export async function closeEngine(database: PGlite): Promise<void> {
  await database.exec('discard all');
  const { rows } = await database.query<{ name: string }>(
    `select quote_ident(nspname) as name from pg_namespace
     where nspname not like 'pg\\_%' and nspname not in ('information_schema', 'redshift')`,
  );
  for (const { name } of rows) await database.exec(`drop schema ${name} cascade`);
  await database.exec('create schema public');
  idle.push(database);
}

/**
 * `public` first, so that tables are made there; then what simulates Redshift, before PostgreSQL's own.
 * Backslashes escape in literals, as in PostgreSQL 8.0. Tables that nobody has analyzed seem to hold a few rows, for
 * which PostgreSQL would compare all with all; Redshift hashes them.
 */
const session = `
  set search_path = public, redshift, pg_catalog;
  set standard_conforming_strings = off;
  set escape_string_warning = off;
  set timezone = 'UTC';
  set enable_nestloop = off;
`;

/**
 * Comparisons ignore trailing blanks [dg:r_Character_types]: as operators, so they count in ON, WHERE and IN; what
 * GROUP BY, DISTINCT, PARTITION BY and EXCEPT do with them is not imitated.
 */
const comparisons = ['=', '<>', '<', '<=', '>', '>=']
  .map((operator, index) => {
    const name = `redshift.compare_${index}`;
    return `
      create function ${name}(text, text) returns boolean language sql immutable strict
        as $$ select rtrim($1, ' ') operator(pg_catalog.${operator}) rtrim($2, ' ') $$;
      create operator redshift.${operator} (leftarg = text, rightarg = text, function = ${name});`;
  })
  .join('');

const byteLengths = [4, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65535];

/** The type of VARCHAR(length): it counts bytes. */
export const byteType = (length: number): string =>
  `create domain redshift.varchar_${length} as varchar check (octet_length(value) <= ${length});`;

/** [docs: r_SVV_RELATION_PRIVILEGES, r_SVV_COLUMN_PRIVILEGES]: what was granted, not what an owner has anyway. */
const privileges = `
  create view redshift.svv_relation_privileges as
    select n.nspname::text as namespace_name, c.relname::text as relation_name, a.privilege_type,
      a.grantee::bigint as identity_id, coalesce(r.rolname::text, 'public') as identity_name,
      case when r.oid is null then 'public' when r.rolcanlogin then 'user' else 'group' end as identity_type,
      a.is_grantable as admin_option
    from pg_class as c
    inner join pg_namespace as n on n.oid = c.relnamespace
    cross join aclexplode(c.relacl) as a
    left join pg_roles as r on r.oid = a.grantee
    where a.grantee <> c.relowner;
  create view redshift.svv_column_privileges as
    select n.nspname::text as namespace_name, c.relname::text as relation_name, b.attname::text as column_name,
      a.privilege_type, a.grantee::bigint as identity_id, coalesce(r.rolname::text, 'public') as identity_name,
      case when r.oid is null then 'public' when r.rolcanlogin then 'user' else 'group' end as identity_type
    from pg_attribute as b
    inner join pg_class as c on c.oid = b.attrelid
    inner join pg_namespace as n on n.oid = c.relnamespace
    cross join aclexplode(b.attacl) as a
    left join pg_roles as r on r.oid = a.grantee
    where a.grantee <> c.relowner;
`;

const dialect = `
  create schema redshift;
  ${comparisons}
  ${byteLengths.map(byteType).join('\n')}
  create function redshift.version() returns text language sql immutable
    as $$ select 'PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC, Redshift 1.0.73348 (stand-in)'::text $$;
  create function redshift.getdate() returns timestamp language sql stable
    as $$ select (statement_timestamp() at time zone 'utc')::timestamp(0) $$;
  create function redshift.len(text) returns integer language sql immutable strict
    as $$ select char_length($1) $$;
  create function redshift.nvl(anycompatible, anycompatible) returns anycompatible language sql immutable
    as $$ select coalesce($1, $2) $$;
  create function redshift.strtol(text, integer) returns bigint language sql immutable strict
    as $$ select case when $2 operator(pg_catalog.=) 16 then ('x' || lpad($1, 16, '0'))::bit(64)::bigint
                      else $1::bigint end $$;
  create function redshift.regexp_replace(text, text, text) returns text language sql immutable strict
    as $$ select pg_catalog.regexp_replace($1, $2, $3, 'g') $$; -- every match [dg:REGEXP_REPLACE]
  ${privileges}
  create table redshift.sys_load_error_detail (
    user_id integer, query_id bigint, transaction_id bigint, session_id integer, database_name char(64),
    table_id integer, start_time timestamp, file_name char(256), line_number bigint, column_name char(127),
    column_type char(10), column_length char(10), position integer, error_code integer, error_message char(512)
  );
`;

/**
 * Fills SYS_LOAD_ERROR_DETAIL [docs: SYS_LOAD_ERROR_DETAIL]. Its rows survive a rollback on Redshift, so they are
 * kept outside and written again for each statement that reads them.
 */
export async function showErrors(database: PGlite, errors: readonly RecordedError[]): Promise<void> {
  await database.query('delete from redshift.sys_load_error_detail');
  for (const { session: id, query, at, file, line, column, position, code, message } of errors) {
    await database.query(
      `insert into redshift.sys_load_error_detail values
         (100, $1, 1, $2, current_database(), 1, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        ...[query, id, at.toISOString().replace('Z', ''), file.slice(0, 256), line, column?.name ?? ''],
        ...[column?.type.slice(0, 10) ?? '', `${column?.length ?? 0}`, position, code, message.slice(0, 512)],
      ],
    );
  }
}
