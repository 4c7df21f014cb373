import { hasWords, type Token } from '../tokens.ts';
import { nearError, notSupported, type Refusal, startsWith, words } from './refusal.ts';

const leaderNodeOnly = notSupported(
  'Specified types or functions (one per INFO message) not supported on Redshift tables.',
);

/** Refuses calls of functions that Redshift does not have. */
function calls(...names: readonly string[]): Refusal['refuses'] {
  return (tokens) => {
    const at = tokens.findIndex(
      ({ value }, index) => names.includes(value) && tokens[index + 1]?.value === '(',
    );
    if (at < 0) return undefined;
    return { message: `function ${tokens[at]?.value}() does not exist`, code: '42883' };
  };
}

const unsupportedTypes = new Set(['uuid', 'json', 'jsonb', 'bytea', 'serial', 'bigserial', 'money', 'xml']);

/** Reserved on Redshift, free as names on PostgreSQL, and no part of any statement that the project sends. */
const reservedAnywhere = new Set(
  (
    'tag system snapshot start percent permissions parallel raw new old open unpivot explicit respect wallet ' +
    'text255 delta deflate lzo mostly8 mostly16 mostly32 bytedict runlength aes128 aes256 defrag globaldict64k'
  ).split(' '),
);

/** Reserved too, but with a meaning elsewhere in statements: refused only where a column is declared. */
const reservedColumns = new Set(
  'timestamp language partition pivot top encode identity sysdate restore unnest credentials disable enable'.split(
    ' ',
  ),
);

const namesColumns = new Set(['select', 'with', 'insert', 'update', 'delete', 'merge', 'create', 'alter']);

/** Whether a column is declared here: CREATE TABLE without AS, behind a bracket or a comma. */
const isDeclared = (tokens: readonly Token[], index: number): boolean =>
  startsWith(tokens, 'create table') &&
  tokens.find(({ value }) => value === '(' || value === 'as')?.value === '(' &&
  ['(', ','].includes(tokens[index - 1]?.value ?? '');

/** Functions, types, tables and names that Redshift lacks. */
export const refusedNames: readonly Refusal[] = [
  {
    rule: 'array values and types',
    source: '[dg:c_unsupported-postgresql-datatypes]',
    example: 'select array[1, 2]',
    refuses: (tokens) => (hasWords(tokens, '[') ? nearError('[') : undefined),
  },
  {
    rule: 'array parameters',
    source: 'brianc/node-postgres#1186, aws/amazon-redshift-python-driver#214',
    example: 'select 1 from words where number = any ($1)',
    refuses: (tokens) => {
      const at = tokens.findIndex(({ value }) => value === 'any' || value === 'all' || value === 'unnest');
      return tokens[at + 1]?.value === '(' && tokens[at + 2]?.kind === 'parameter'
        ? notSupported('the server does not support bind parameters for array based types')
        : undefined;
    },
  },
  {
    rule: 'the STL, STV and SVL tables',
    source: '[docs: c_intro_system_views] provisioned clusters only; SYS_ views are on both',
    example: 'select * from stl_load_errors',
    refuses: (tokens) => {
      const table = tokens.find(({ value }) => /^(stl|stv|svl|svcs)_/.test(value));
      return table && { message: `permission denied for relation ${table.value}`, code: '42501' };
    },
  },
  {
    rule: 'generate_series beside a table, or to fill one',
    source: '[dg:c_unsupported-postgresql-functions] runs on the leader node only',
    example: 'insert into words select n from generate_series(1, 3) as g (n)',
    refuses: (tokens) => {
      if (!hasWords(tokens, 'generate_series')) return undefined;
      const reads = tokens.filter(({ value }) => value === 'from' || value === 'join').length;
      return reads === 1 && startsWith(tokens, 'select') ? undefined : leaderNodeOnly;
    },
  },
  {
    rule: 'now() on tables',
    source: 'liquibase/liquibase-redshift#1: runs on the leader node only; getdate() is the one to use',
    example: 'insert into words select 1, now()',
    refuses: (tokens) =>
      hasWords(tokens, 'now (') && (hasWords(tokens, 'from') || !startsWith(tokens, 'select'))
        ? leaderNodeOnly
        : undefined,
  },
  {
    rule: 'functions that Redshift lacks',
    source: '[dg:c_unsupported-postgresql-functions], sqitchers/sqitch#580',
    example: "select string_agg(word, ',') from words",
    refuses: calls(
      ...['string_agg', 'array_agg', 'json_agg', 'json_build_object', 'jsonb_build_object', 'row_to_json'],
      ...['to_json', 'gen_random_uuid', 'make_date', 'make_timestamp', 'make_interval', 'format'],
      ...['concat_ws', 'regexp_match', 'regexp_matches', 'regexp_split_to_table', 'num_nulls', 'date_bin'],
      ...[
        'pg_advisory_lock',
        'pg_advisory_xact_lock',
        'pg_try_advisory_lock',
        'setval',
        'nextval',
        'currval',
      ],
    ),
  },
  {
    rule: 'substr() in favour of substring()',
    source: 'AgamiAI/agami-core#325',
    example: 'select substr(word, 1, 2) from words',
    refuses: (tokens) =>
      hasWords(tokens, 'substr (')
        ? notSupported('SUBSTR() function is not supported (Hint: use SUBSTRING instead)')
        : undefined,
  },
  {
    rule: 'EXTRACT(isoyear …)',
    source: '[docs: r_Dateparts_for_datetime_functions] not in the list of date parts (UNCERTAIN)',
    example: "select extract(isoyear from timestamp '2018-12-31')",
    refuses: words('isoyear', '"isoyear" is not a valid date part'),
  },
  {
    rule: 'types that Redshift lacks',
    source: '[dg:c_unsupported-postgresql-datatypes]',
    example: 'create table more_words (id uuid)',
    refuses: (tokens) => {
      if (startsWith(tokens, 'copy')) return undefined; // JSON is a format there
      const declares = startsWith(tokens, 'create') || startsWith(tokens, 'alter');
      const type = tokens.find(
        ({ value }, index) =>
          unsupportedTypes.has(value) &&
          ((declares && tokens[index - 1]?.kind !== 'symbol') ||
            tokens[index - 1]?.value === '::' ||
            tokens[index - 1]?.value === 'as'),
      );
      return type && notSupported(`Column type "${type.value}" is not supported.`);
    },
  },
  {
    rule: 'reserved words as names, unless quoted',
    source: '[dg:r_pg_keywords]',
    example: 'select raw from words',
    refuses: (tokens) => {
      if (!namesColumns.has(tokens[0]?.value ?? '')) return undefined;
      const name = tokens.find(
        ({ kind, value }, index) =>
          kind === 'word' &&
          (reservedAnywhere.has(value) || (reservedColumns.has(value) && isDeclared(tokens, index))) &&
          !['.', 'as'].includes(tokens[index - 1]?.value ?? '') &&
          tokens[index + 1]?.value !== '(',
      );
      return name && nearError(name.text);
    },
  },
];
