import { rejects } from '../../load/manifest/rejects.ts';
import { endsWithin, makeTable, observeFailure, observeValue, selecting } from '../observe.ts';
import type { Point } from '../point.ts';

/** A whole number that a double cannot hold. */
const beyondDoubles = '9007199254740993';

/** What the SQL of this program means there. */
export const sqlPoints: readonly Point[] = [
  {
    id: 'epoch-ms',
    question: 'milliseconds become a timestamp and are kept',
    page: 'dg/r_interval_literals',
    ...selecting('select epoch_ms(1541106106796) as t'),
    statement: "select timestamp 'epoch' + (1541106106796) * interval '0.001 second'",
    expected: '2018-11-01 21:01:46.796',
  },
  {
    id: 'quoted-raw',
    question: '`raw`, a reserved word, is a column name in quotes',
    page: 'dg/r_pg_keywords',
    ...selecting('select "raw" from (select 1 as "raw") as t'),
    expected: '1 (number)',
    over: 'once',
  },
  {
    id: 'cast-parameters',
    question: 'cast parameters, in an expression with an interval and in LIMIT',
    page: 'dg/r_CAST_function',
    statement:
      "select timestamp 'epoch' + cast($1 as bigint) * interval '0.001 second' … limit cast($2 as bigint)",
    expected: '2018-11-01 21:01:46.796',
    run: async ({ open }) =>
      await observeValue(await open(), 'select epoch_ms($ts) as t from (select 1 as n) as one limit $limit', {
        ts: 1541106106796,
        limit: 1,
      }),
  },
  {
    id: 'parameter-and-literal',
    question: "a parameter compared with a literal, `$1 = ''`, as `sparkify rejects` does",
    page: 'mgmt/data-api',
    statement: "select … where ($1 = '' or files.location = $1)",
    expected: 'rows, and no error about unknown types',
    async run({ open }) {
      const { rows } = await rejects(await open(), { limit: 1 });
      return rows.length > 0 ? 'rows, and no error about unknown types' : 'no rows';
    },
  },
  {
    id: 'odd-parameters',
    question: 'NULL, an empty text, a colon, a quote and a backslash arrive as parameters',
    page: 'mgmt/data-api',
    statement: "select coalesce($1, 'null') || '[' || $2 || ']' || $3",
    expected: "null[]:a '\\ b",
    run: async ({ open }) =>
      await observeValue(
        await open(),
        `select coalesce(cast($nothing as varchar(8)), 'null') || '[' || cast($empty as varchar(8)) || ']'
          || cast($odd as varchar(8)) as t`,
        { nothing: null, empty: '', odd: ":a '\\ b" },
      ),
  },
  {
    id: 'backslash',
    question: 'a backslash in a literal escapes, as in PostgreSQL 8.0',
    page: 'dg/r_Character_types',
    ...selecting(String.raw`select len('a\\b') as n`),
    expected: '3 (number)',
  },
  {
    id: 'extract-number',
    question: 'EXTRACT gives an INTEGER, and counts arrive as numbers',
    page: 'dg/r_EXTRACT_function',
    statement: "select extract(hour from timestamp '2018-11-01 21:01:46') and select count(*)",
    expected: '21 (number), 1 (number)',
    async run({ open }) {
      const warehouse = await open();
      const hour = await observeValue(
        warehouse,
        "select extract(hour from timestamp '2018-11-01 21:01:46') as n",
      );
      return `${hour}, ${await observeValue(warehouse, 'select count(*) as n')}`;
    },
  },
  {
    id: 'days-between',
    question: 'days between two dates are a number',
    page: 'dg/r_Datetime_types',
    ...selecting("select cast('2018-11-30' as date) - date '1970-01-01' as days"),
    expected: '17865 (number)',
  },
  {
    id: 'whole-numbers',
    question: 'whole numbers beyond 2^53 arrive exactly',
    page: 'mgmt/data-api',
    ...selecting(`select cast(${beyondDoubles} as bigint) as n`),
    expected: `${beyondDoubles} (bigint)`,
  },
  {
    id: 'limited-order',
    question: 'the limit that the SQL page appends keeps the order of the statement',
    page: 'dg/r_ORDER_BY_clause',
    statement: 'select user_id from users order by user_id desc limit 2',
    expected: 'descending',
    async run({ open }) {
      const { rows } = await (await open({}, { readOnly: true })).queryFirst(
        'select user_id from users order by user_id desc',
        { rows: 5, bytes: 1e6 },
      );
      const ids = rows.map(({ user_id: id }) => Number(id));
      return ids.every((id, at) => at === 0 || id < Number(ids[at - 1])) ? 'descending' : ids.join(' ');
    },
  },
  {
    id: 'read-only',
    question: 'BEGIN READ ONLY refuses writes',
    page: 'dg/r_BEGIN',
    statement: 'begin read only; delete from "time"; rollback',
    expected: 'an error, and the rows are there',
    accepts: /^error: .*; [1-9]\d* \(number\)$/,
    async run({ open }) {
      const failure = await observeFailure((await open({}, { readOnly: true })).run('delete from "time"'));
      return `${failure}; ${await observeValue(await open(), 'select count(*) as n from "time"')}`;
    },
  },
  {
    id: 'comment-on',
    question: 'COMMENT ON after the first run, several in one call over the Data API: the meanings are there',
    page: 'dg/r_COMMENT',
    ...selecting("select obj_description('songplays'::regclass) as meaning"),
    expected: 'the meaning of the table',
    accepts: /\bplay/,
    over: 'once',
  },
  {
    id: 'large-statement',
    question: 'a statement of 90 KB is taken',
    page: 'mgmt/data-api',
    // In two literals, since a VARCHAR ends at 65,535 bytes.
    ...selecting(`select len('${'x'.repeat(60_000)}') as n where '${'y'.repeat(30_000)}' <> ''`),
    statement: "select len('…90,000 characters…')",
    expected: '60000 (number)',
  },
  {
    id: 'long-result',
    question: 'a result of many pages arrives whole',
    page: 'mgmt/data-api',
    statement: 'select … from staging_events as a cross join (…) as b limit 3000',
    expected: '3000 rows, 3000 different',
    async run({ open }) {
      const { rows } = await (await open()).query(
        `select row_number() over (order by a.ts, a.session_id, a.item_in_session, b.item_in_session, b.ts) as n
        from staging_events as a
        cross join staging_events as b
        limit 3000`,
      );
      return `${rows.length} rows, ${new Set(rows.map(({ n }) => n)).size} different`;
    },
  },
  {
    id: 'stop-statement',
    question: 'a statement that is stopped ends on the server, and its transaction is rolled back',
    page: 'dg/PG_TERMINATE_BACKEND',
    statement: 'begin; lock verify_stopped; a long SELECT; the session ends; lock verify_stopped',
    expected: 'the next session waits for no lock',
    async run({ open, longestWait }) {
      const [first, second] = [await open(), await open()];
      await makeTable(first, 'verify_stopped');
      const stopped = first.transaction(async () => await first.query(longSelect), {
        lock: ['verify_stopped'],
      });
      stopped.catch(() => undefined); // the interruption is its end
      if (await endsWithin(Math.min(longestWait, 2_000), stopped)) return 'the statement ended by itself';
      first.interrupt();
      const next = second.transaction(async () => undefined, { lock: ['verify_stopped'] });
      return (await endsWithin(longestWait, next))
        ? 'the next session waits for no lock'
        : 'the next session waits';
    },
  },
];

/** Minutes of work: a hundred events to the power of five. */
const longSelect = `
  select count(*) as n
  from staging_events as a
  cross join staging_events as b
  cross join staging_events as c
  cross join staging_events as d
  cross join staging_events as e
  where a.ts + b.ts + c.ts + d.ts + e.ts = 1`;
