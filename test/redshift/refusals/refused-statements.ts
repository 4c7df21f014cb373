import { closing, findWords, hasWords } from '../tokens.ts';
import { nearError, notSupported, type Refusal, startsWith, words } from './refusal.ts';

/** Statements and clauses that Redshift lacks. */
export const refusedStatements: readonly Refusal[] = [
  {
    rule: 'one statement a call',
    source: '[facts §4.1] several statements in one call are uncertain on Redshift, so none may be sent',
    example: 'select 1; select 2',
    refuses: (tokens) => {
      const end = tokens.findIndex(({ value }) => value === ';');
      return end >= 0 && end < tokens.length - 1
        ? notSupported('the stand-in takes one statement a call')
        : undefined;
    },
  },
  {
    rule: 'INSERT … ON CONFLICT',
    source: '[dg:c_unsupported-postgresql-features] no unique index exists',
    example: 'insert into words values (1) on conflict do nothing',
    refuses: (tokens) => (hasWords(tokens, 'on conflict') ? nearError('on') : undefined),
  },
  {
    rule: 'RETURNING',
    source: '[dg:c_unsupported-postgresql-features]',
    example: 'delete from words returning number',
    refuses: words('returning'),
  },
  {
    rule: 'SELECT DISTINCT ON',
    source: 'jakob/Postico#420, jazzband/django-redshift-backend#14',
    example: 'select distinct on (number) number from words',
    refuses: words('distinct on', 'SELECT DISTINCT ON is not supported'),
  },
  {
    rule: 'FILTER (WHERE …)',
    source: 'AgamiAI/agami-core#325',
    example: 'select count(*) filter (where number > 1) from words',
    refuses: (tokens) => (hasWords(tokens, 'filter (') ? nearError('(') : undefined),
  },
  {
    rule: 'savepoints',
    source: '[dg:c_unsupported-postgresql-functions]',
    example: 'savepoint before_it',
    refuses: (tokens) =>
      ['savepoint', 'release', 'rollback to'].some((run) => startsWith(tokens, run))
        ? notSupported(`SQL command "${tokens.map(({ text }) => text).join(' ')}" not supported.`)
        : undefined,
  },
  {
    rule: 'MERGE from a subquery',
    source: '[docs: r_MERGE] the source is a table',
    example:
      'merge into words using (select 1 as number) as s on words.number = s.number when matched then update set word = word when not matched then insert values (s.number)',
    refuses: (tokens) =>
      startsWith(tokens, 'merge') && hasWords(tokens, 'using (')
        ? notSupported('MERGE from a subquery is not supported')
        : undefined,
  },
  {
    rule: 'WHEN MATCHED AND',
    source: '[docs: r_MERGE]',
    example:
      "merge into words using words_two on words.number = words_two.number when matched and words.word = '' then delete when not matched then insert values (1)",
    refuses: (tokens) =>
      hasWords(tokens, 'matched and') && startsWith(tokens, 'merge') ? nearError('and') : undefined,
  },
  {
    rule: 'MERGE with one WHEN only',
    source: '[docs: r_MERGE] WHEN MATCHED and WHEN NOT MATCHED are both expected',
    example: 'merge into words using words_two on words.number = words_two.number when matched then delete',
    refuses: (tokens) => {
      const both = hasWords(tokens, 'when matched') && hasWords(tokens, 'when not matched');
      return startsWith(tokens, 'merge') && !both && !hasWords(tokens, 'remove duplicates')
        ? nearError(';')
        : undefined;
    },
  },
  {
    rule: 'an alias on the target of MERGE, UPDATE or DELETE',
    source: '[docs: r_MERGE], dbt-adapters incremental_merge.sql, sling-cli redshift.yaml',
    example: 'delete from words as w where w.number = 1',
    refuses: (tokens) => {
      const start = ['merge into', 'update', 'delete from'].find((run) => startsWith(tokens, run));
      if (start === undefined) return undefined;
      let after = start.split(' ').length + 1;
      while (tokens[after]?.value === '.') after += 2;
      const next = tokens[after];
      if (next === undefined || ['using', 'set', 'where', ';'].includes(next.value)) return undefined;
      return nearError(next.text);
    },
  },
  {
    rule: 'NULLS FIRST or LAST inside OVER',
    source: '[dg:c_unsupported-postgresql-features] "NULLS clause in Window functions"',
    example: 'select row_number() over (order by number nulls first) from words',
    refuses: (tokens) => {
      for (let at = findWords(tokens, 'over ('); at >= 0; at = findWords(tokens, 'over (', at + 1)) {
        const inside = tokens.slice(at + 1, closing(tokens, at + 1));
        if (hasWords(inside, 'nulls first') || hasWords(inside, 'nulls last')) return nearError('nulls');
      }
      return undefined;
    },
  },
  {
    rule: 'VALUES as a table',
    source: '[dg:c_unsupported-postgresql-features]',
    example: 'select * from (values (1), (2)) as v (n)',
    refuses: (tokens) =>
      hasWords(tokens, 'from ( values') || hasWords(tokens, 'join ( values') || startsWith(tokens, 'values')
        ? nearError('values')
        : undefined,
  },
  {
    rule: 'LATERAL',
    source: '[dg:c_unsupported-postgresql-features] LIKELY: not in PostgreSQL 8.0, nor added since',
    example: 'select 1 from words, lateral (select 2) as x',
    refuses: words('lateral'),
  },
  {
    rule: 'indexes, sequences, triggers, partitions, inheritance, CHECK',
    source: '[dg:c_unsupported-postgresql-features]',
    example: 'create index words_by_number on words (number)',
    refuses: (tokens) => {
      if (!startsWith(tokens, 'create')) return undefined;
      if (startsWith(tokens, 'create table') && hasWords(tokens, 'check (')) return nearError('check');
      const kind = ['index', 'sequence', 'trigger', 'domain', 'type', 'unlogged', 'extension'].find((word) =>
        tokens.slice(1, 3).some(({ value }) => value === word),
      );
      if (kind !== undefined)
        return notSupported(`SQL command "CREATE ${kind.toUpperCase()}" not supported.`);
      return ['inherits (', 'partition by range', 'partition of'].some((run) => hasWords(tokens, run)) &&
        startsWith(tokens, 'create table')
        ? nearError('partition')
        : undefined;
    },
  },
  {
    rule: 'keys, constraints and encodings, of which the program declares none',
    source: '[dg:t_Defining_constraints] not enforced, and the planner believes them',
    example: 'create table keyed (id integer primary key)',
    refuses: (tokens) => {
      if (!startsWith(tokens, 'create table') && !startsWith(tokens, 'alter table')) return undefined;
      const runs = ['primary key', 'foreign key', 'references', 'unique', 'encode', 'interleaved sortkey'];
      const found = runs.find((run) => hasWords(tokens, run));
      return found === undefined
        ? undefined
        : notSupported(`the stand-in does not imitate ${found.toUpperCase()}`);
    },
  },
  {
    rule: 'COMMENT ON anything but a table, column, constraint, database, view or schema',
    source: '[dg:r_COMMENT]',
    example: "comment on function epoch_ms (bigint) is 'milliseconds'",
    refuses: (tokens) => {
      const takes = ['table', 'column', 'constraint', 'database', 'view', 'schema'];
      return startsWith(tokens, 'comment on') && !takes.includes(tokens[2]?.value ?? '')
        ? nearError(tokens[2]?.text ?? '')
        : undefined;
    },
  },
  {
    rule: 'LOCK with a mode',
    source: '[dg:r_LOCK] always ACCESS EXCLUSIVE',
    example: 'lock words in share mode',
    refuses: (tokens) => (startsWith(tokens, 'lock') && hasWords(tokens, 'in') ? nearError('in') : undefined),
  },
  {
    rule: 'VACUUM and ALTER TABLE APPEND as the stand-in cannot imitate them',
    source: '[dg:r_VACUUM_command, r_ALTER_TABLE_APPEND]',
    example: 'vacuum words',
    refuses: (tokens) =>
      startsWith(tokens, 'vacuum') || hasWords(tokens, 'append from')
        ? notSupported('the stand-in does not imitate VACUUM and ALTER TABLE APPEND')
        : undefined,
  },
  {
    rule: 'bind parameters in COPY, UNLOAD and CREATE',
    source: '[snowplow-rdb-loader Redshift.scala] "Redshift JDBC doesn\'t handle interpolation in COPY"',
    example: "copy words from $1 iam_role 'arn:aws:iam::123456789012:role/copy' json 'auto'",
    refuses: (tokens) => {
      const parameter = tokens.find(({ kind }) => kind === 'parameter');
      return parameter && ['copy', 'unload', 'create'].includes(tokens[0]?.value ?? '')
        ? nearError(parameter.text)
        : undefined;
    },
  },
];
