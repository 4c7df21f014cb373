import type { Refusal } from './refusal.ts';

/** Statements and clauses that Redshift lacks. */
export const refusedStatements: readonly Refusal[] = [
  {
    rule: 'one statement a call',
    source: '[facts §4.1] several statements in one call are uncertain on Redshift, so none may be sent',
    example: 'select 1; select 2',
    pattern: / ; \S/,
    says: 'the stand-in takes one statement a call',
  },
  {
    rule: 'INSERT … ON CONFLICT',
    source: '[dg:c_unsupported-postgresql-features] no unique index exists',
    example: 'insert into words values (1) on conflict do nothing',
    pattern: / on conflict /,
  },
  {
    rule: 'RETURNING',
    source: '[dg:c_unsupported-postgresql-features]',
    example: 'delete from words returning number',
    pattern: / returning /,
  },
  {
    rule: 'SELECT DISTINCT ON',
    source: 'jakob/Postico#420, jazzband/django-redshift-backend#14',
    example: 'select distinct on (number) number from words',
    pattern: / distinct on /,
    says: 'SELECT DISTINCT ON is not supported',
  },
  {
    rule: 'FILTER (WHERE …)',
    source: 'AgamiAI/agami-core#325',
    example: 'select count(*) filter (where number > 1) from words',
    pattern: / filter (\() /,
  },
  {
    rule: 'savepoints',
    source: '[dg:c_unsupported-postgresql-functions]',
    example: 'savepoint before_it',
    pattern: /^ ((?:savepoint|release|rollback to) .*) $/,
    says: 'SQL command "$1" not supported.',
  },
  {
    rule: 'MERGE from a subquery',
    source: '[docs: r_MERGE] the source is a table',
    example:
      'merge into words using (select 1 as number) as s on words.number = s.number when matched then update set word = word when not matched then insert values (s.number)',
    pattern: /^ merge .*using \( /,
    says: 'MERGE from a subquery is not supported',
  },
  {
    rule: 'WHEN MATCHED AND',
    source: '[docs: r_MERGE]',
    example:
      "merge into words using words_two on words.number = words_two.number when matched and words.word = '' then delete when not matched then insert values (1)",
    pattern: /^ merge .*matched (and) /,
  },
  {
    rule: 'MERGE with one WHEN only',
    source: '[docs: r_MERGE] WHEN MATCHED and WHEN NOT MATCHED are both expected',
    example: 'merge into words using words_two on words.number = words_two.number when matched then delete',
    pattern: /^ merge /,
    unless: / remove duplicates |^(?=.* when matched )(?=.* when not matched )/,
    says: { message: 'syntax error at or near ";"', code: '42601' },
  },
  {
    rule: 'an alias on the target of MERGE, UPDATE or DELETE',
    source: '[docs: r_MERGE], dbt-adapters incremental_merge.sql, sling-cli redshift.yaml',
    example: 'delete from words as w where w.number = 1',
    pattern: /^ (?:merge into|update|delete from) \S+(?: \. \S+)* (?!(?:\.|using|set|where|;) )(\S+) /,
  },
  {
    rule: 'NULLS FIRST or LAST inside OVER',
    source: '[dg:c_unsupported-postgresql-features] "NULLS clause in Window functions"',
    example: 'select row_number() over (order by number nulls first) from words',
    pattern: / over \((?:[^()]|\((?:[^()]|\([^()]*\))*\))* (nulls) (?:first|last) /,
  },
  {
    rule: 'VALUES as a table',
    source: '[dg:c_unsupported-postgresql-features]',
    example: 'select * from (values (1), (2)) as v (n)',
    pattern: /(?:^| (?:from|join) \() (values) /,
  },
  {
    rule: 'LATERAL',
    source: '[dg:c_unsupported-postgresql-features] LIKELY: not in PostgreSQL 8.0, nor added since',
    example: 'select 1 from words, lateral (select 2) as x',
    pattern: / lateral /,
  },
  {
    rule: 'indexes, sequences, triggers, domains, types, extensions',
    source: '[dg:c_unsupported-postgresql-features]',
    example: 'create index words_by_number on words (number)',
    pattern: /^ create (?:\S+ )?(index|sequence|trigger|domain|type|unlogged|extension) /,
    says: 'SQL command "CREATE $1" not supported.',
  },
  {
    rule: 'partitions, inheritance, CHECK',
    source: '[dg:c_unsupported-postgresql-features]',
    example: 'create table words_of_a (check (number > 1)) inherits (words)',
    pattern: /^ create table .*? (?:(check|inherits) \(|(partition) (?:by range|of)) /,
  },
  {
    rule: 'keys, constraints and encodings, of which the program declares none',
    source: '[dg:t_Defining_constraints] not enforced, and the planner believes them',
    example: 'create table keyed (id integer primary key)',
    pattern:
      /^ (?:create|alter) table .* (primary key|foreign key|references|unique|encode|interleaved sortkey) /,
    says: 'the stand-in does not imitate $1',
  },
  {
    rule: 'COMMENT ON anything but a table, column, constraint, database, view or schema',
    source: '[dg:r_COMMENT]',
    example: "comment on function epoch_ms (bigint) is 'milliseconds'",
    pattern: /^ comment on (?!(?:table|column|constraint|database|view|schema) )(\S+) /,
  },
  {
    rule: 'LOCK with a mode',
    source: '[dg:r_LOCK] always ACCESS EXCLUSIVE',
    example: 'lock words in share mode',
    pattern: /^ lock .* (in) /,
  },
  {
    rule: 'VACUUM and ALTER TABLE APPEND as the stand-in cannot imitate them',
    source: '[dg:r_VACUUM_command, r_ALTER_TABLE_APPEND]',
    example: 'vacuum words',
    pattern: /^ vacuum | append from /,
    says: 'the stand-in does not imitate VACUUM and ALTER TABLE APPEND',
  },
  {
    rule: 'bind parameters in COPY, UNLOAD and CREATE',
    source: '[snowplow-rdb-loader Redshift.scala] "Redshift JDBC doesn\'t handle interpolation in COPY"',
    example: "copy words from $1 iam_role 'arn:aws:iam::123456789012:role/copy' json 'auto'",
    pattern: /^ (?:copy|unload|create) .*(\$\d+) /,
  },
];
