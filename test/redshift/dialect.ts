/**
 * `public` first, so that tables are made there; then what simulates Redshift, before PostgreSQL's own.
 * Backslashes escape in literals, as in PostgreSQL 8.0. Tables that nobody has analyzed seem to hold a few rows, for
 * which PostgreSQL would compare all with all; Redshift hashes them.
 */
export const session = `
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

export const dialect = `
  create schema redshift;
  ${comparisons}
  ${byteLengths.map(byteType).join('\n')}
  create function redshift.version() returns text language sql immutable
    as $$ select 'PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC, Redshift 1.0.73348 (stand-in)'::text $$;
  create function redshift.len(text) returns integer language sql immutable strict
    as $$ select char_length($1) $$;
  ${privileges}
  create table redshift.sys_load_error_detail (
    user_id integer, query_id bigint, transaction_id bigint, session_id integer, database_name char(64),
    table_id integer, start_time timestamp, file_name char(256), line_number bigint, column_name char(127),
    column_type char(10), column_length char(10), position integer, error_code integer, error_message char(512)
  );
`;
