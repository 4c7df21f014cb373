import type { Refusal } from './refusal.ts';

const leaderNodeOnly =
  'Specified types or functions (one per INFO message) not supported on Redshift tables.';

const functions = [
  ...['string_agg', 'array_agg', 'json_agg', 'json_build_object', 'jsonb_build_object', 'row_to_json'],
  ...['to_json', 'gen_random_uuid', 'make_date', 'make_timestamp', 'make_interval', 'format'],
  ...['concat_ws', 'regexp_match', 'regexp_matches', 'regexp_split_to_table', 'num_nulls', 'date_bin'],
  ...['pg_advisory_lock', 'pg_advisory_xact_lock', 'pg_try_advisory_lock', 'setval', 'nextval', 'currval'],
].join('|');

const types = 'uuid|json|jsonb|bytea|serial|bigserial|money|xml';

/** Reserved on Redshift, free as names on PostgreSQL, and no part of any statement that the project sends. */
const reservedAnywhere =
  'tag|system|snapshot|start|percent|permissions|parallel|raw|new|old|open|unpivot|explicit|respect|wallet|' +
  'text255|delta|deflate|lzo|mostly8|mostly16|mostly32|bytedict|runlength|aes128|aes256|defrag|globaldict64k';

/** Reserved too, but with a meaning elsewhere in statements: refused only where a column is declared. */
const reservedColumns =
  'timestamp|language|partition|pivot|top|encode|identity|sysdate|restore|unnest|credentials|disable|enable';

/** Functions, types, tables and names that Redshift lacks. */
export const refusedNames: readonly Refusal[] = [
  {
    rule: 'array values and types',
    source: '[dg:c_unsupported-postgresql-datatypes]',
    example: 'select array[1, 2]',
    pattern: / (\[) /,
  },
  {
    rule: 'array parameters',
    source: 'brianc/node-postgres#1186, aws/amazon-redshift-python-driver#214',
    example: 'select 1 from words where number = any ($1)',
    pattern: / (?:any|all|unnest) \( \$\d+ /,
    says: 'the server does not support bind parameters for array based types',
  },
  {
    rule: 'the STL, STV and SVL tables',
    source: '[docs: c_intro_system_views] provisioned clusters only; SYS_ views are on both',
    example: 'select * from stl_load_errors',
    pattern: / ((?:stl|stv|svl|svcs)_\S+) /,
    says: { message: 'permission denied for relation $1', code: '42501' },
  },
  {
    rule: 'generate_series beside a table, or to fill one',
    source: '[dg:c_unsupported-postgresql-functions] runs on the leader node only',
    example: 'insert into words select n from generate_series(1, 3) as g (n)',
    pattern: / generate_series /,
    unless: /^ select(?:(?! from | join ).)* (?:from|join)(?:(?! from | join ).)*$/,
    says: leaderNodeOnly,
  },
  {
    rule: 'now() on tables',
    source: 'liquibase/liquibase-redshift#1: runs on the leader node only; getdate() is the one to use',
    example: 'insert into words select 1, now()',
    pattern: / now \( /,
    unless: /^ select (?!.* from )/,
    says: leaderNodeOnly,
  },
  {
    rule: 'functions that Redshift lacks',
    source: '[dg:c_unsupported-postgresql-functions], sqitchers/sqitch#580',
    example: "select string_agg(word, ',') from words",
    pattern: new RegExp(` (${functions}) \\( `),
    says: { message: 'function $1() does not exist', code: '42883' },
  },
  {
    rule: 'substr() in favour of substring()',
    source: 'AgamiAI/agami-core#325',
    example: 'select substr(word, 1, 2) from words',
    pattern: / substr \( /,
    says: 'SUBSTR() function is not supported (Hint: use SUBSTRING instead)',
  },
  {
    rule: 'EXTRACT(isoyear …)',
    source: '[docs: r_Dateparts_for_datetime_functions] not in the list of date parts (UNCERTAIN)',
    example: "select extract(isoyear from timestamp '2018-12-31')",
    pattern: / isoyear /,
    says: '"isoyear" is not a valid date part',
  },
  {
    rule: 'types that Redshift lacks',
    source: '[dg:c_unsupported-postgresql-datatypes]',
    example: 'create table more_words (id uuid)',
    pattern: new RegExp(`(?:^ (?:create|alter)(?: .*[\\w"'])?| ::| as) (${types}) `),
    unless: /^ copy /, // JSON is a format there
    says: 'Column type "$1" is not supported.',
  },
  {
    rule: 'reserved words as names, unless quoted',
    source: '[dg:r_pg_keywords]',
    example: 'select raw from words',
    pattern: new RegExp(
      `^ (?:select|with|insert|update|delete|merge|create|alter) (?:.* )?(?<! \\. | as )(${reservedAnywhere}) (?!\\( )`,
    ),
  },
  {
    rule: 'reserved words as names of columns, unless quoted',
    source: '[dg:r_pg_keywords]',
    example: 'create table more_words (top integer)',
    pattern: new RegExp(
      `^ create table (?:(?! as )[^(])*\\( (?:.*[(,] )?(?<=[(,] )(${reservedColumns}) (?!\\( )`,
    ),
  },
];
