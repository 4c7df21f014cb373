import { waitFor } from '../../cluster/wait.ts';
import { failedTable } from '../../warehouse/redshift/explain-copy.ts';
import { CopyError } from '../../warehouse/redshift/redshift-errors.ts';
import { observeCopy, prepareCopy, wordsOf } from '../observe.ts';
import type { Point, Trial } from '../point.ts';

const readJson = 'dg/copy-usage_notes-copy-from-json';
const formatPage = 'dg/copy-parameters-data-format';
const errorPage = 'dg/SYS_LOAD_ERROR_DETAIL';

/** One odd value in a file of one record. */
function oddValue(
  point: Pick<Point, 'id' | 'question' | 'expected'> & {
    readonly accepts?: RegExp;
    readonly page?: string;
    readonly body: string;
    readonly columns: string;
    readonly paths?: readonly string[];
  },
): Point {
  const { body, columns, paths, page = readJson, ...rest } = point;
  const shown = JSON.stringify(body).slice(1, -1).replaceAll('\\"', '"').replaceAll('\uFEFF', '\\ufeff');
  return {
    ...rest,
    page,
    statement: `copy verify (${columns}) from a file that holds ${shown}`,
    over: 'once',
    run: async (trial) =>
      await observeCopy(trial, { name: point.id, body, columns, ...(paths && { paths }) }),
  };
}

/** The line that COPY names for a bad record in the last place of a file. */
function lineOf(point: Pick<Point, 'id' | 'question' | 'expected'> & { readonly body: string }): Point {
  const { body, ...rest } = point;
  return {
    ...rest,
    page: errorPage,
    statement: `copy verify (n integer) from a file that holds ${JSON.stringify(body).slice(1, -1).replaceAll('\\"', '"')}`,
    over: 'once',
    run: async (trial) => {
      const failed = await failedCopy(trial, point.id, body);
      return failed instanceof CopyError ? `line ${failed.problems[0]?.line}` : wordsOf(failed);
    },
  };
}

/** What COPY makes of files, and what it says of those that it refuses. */
export const copyPoints: readonly Point[] = [
  oddValue({
    id: 'double-by-paths',
    question: '`1540919166796.0` into DOUBLE PRECISION by a JSONPaths file',
    expected: '1540919166796 (number)',
    page: formatPage,
    body: '{"registration": 1540919166796.0}',
    columns: 'registration double precision',
    paths: ["$['registration']"],
  }),
  oddValue({
    id: 'fraction-of-zero',
    question: '`3.0` into INTEGER: the whole number, as on every other path',
    expected: '3 (number)',
    body: '{"n": 3.0}',
    columns: 'n integer',
  }),
  oddValue({
    id: 'fraction',
    question: '`3.7` into INTEGER is refused; if not, files with fractions must be validated here',
    expected: 'an error',
    accepts: /^error: .* line 1: /,
    body: '{"n": 3.7}',
    columns: 'n integer',
  }),
  oddValue({
    id: 'byte-order-mark',
    question: 'a byte order mark is refused, or skipped; anything else needs a look at the first bytes',
    expected: 'an error, or the value',
    accepts: /^error: .* line 1: |^1 \(number\)$/,
    body: '\uFEFF{"n": 1}',
    columns: 'n integer',
  }),
  oddValue({
    id: 'nul',
    question: '`\\u0000` in a text is refused; if not, files with it must be validated here',
    expected: 'an error',
    accepts: /^error: .* line 1: /,
    body: '{"t": "a\\u0000b"}',
    columns: 't varchar(8)',
  }),
  oddValue({
    id: 'duplicate-keys',
    question: 'of duplicate keys the last one counts',
    expected: '2 (number)',
    body: '{"n": 1, "n": 2}',
    columns: 'n integer',
  }),
  lineOf({
    id: 'line-concatenated',
    question: 'concatenated records: COPY names the line on which the bad one begins',
    expected: 'line 2',
    body: '{"n": 1}{"n": 2}\n{"n": 3}{"n": "x"}\n',
  }),
  lineOf({
    id: 'line-multi-line',
    question: 'records over several lines: COPY names the line on which the bad one begins',
    expected: 'line 3',
    body: '{"n":\n1}\n{"n":\n"x"}\n',
  }),
  {
    id: 'copied-rows',
    question:
      'the rows of a COPY are counted: by pg_last_copy_count() on a connection, by ResultRows over the Data API',
    page: 'dg/PG_LAST_COPY_COUNT',
    statement: 'copy verify (n integer) from a file of two records',
    expected: '2',
    async run(trial) {
      const file = {
        name: `copied-rows-${trial.transport}`,
        body: '{"n": 1}\n{"n": 2}\n',
        columns: 'n integer',
      };
      const { warehouse, sql } = await prepareCopy(trial, file);
      return String(await warehouse.count(sql));
    },
  },
  {
    id: 'failed-load',
    question: 'a failed load is recognized by its words, and its file, line, column and reason are found',
    page: errorPage,
    statement: 'copy verify (n integer) from a file with a text in its second line',
    expected: 'the file, line 2, "n" and the reason',
    accepts: /^the file, line 2, "n": .+ \(\d+\)$/,
    async run(trial) {
      return detailOf(await failedCopy(trial, `failed-load-${trial.transport}`, badFile));
    },
  },
  {
    id: 'error-of-session',
    question: 'SYS_LOAD_ERROR_DETAIL shows the failure of this session at once, by pg_backend_pid()',
    page: errorPage,
    statement: 'select … from sys_load_error_detail where session_id = pg_backend_pid()',
    expected: 'at once',
    limit: 150_000,
    run: observeDelay,
  },
  {
    id: 'failed-load-of-user',
    question: 'a user without rights of an owner sees the failures of its own loads',
    page: errorPage,
    statement: 'as the user that the AWS identity maps to: the same COPY into a temporary table',
    expected: 'the file, line 2, "n" and the reason',
    accepts: /^the file, line 2, "n": .+ \(\d+\)$/,
    over: 'direct',
    async run(trial) {
      const { user, password } = await trial.identityLogin();
      return detailOf(await failedCopy(trial, 'failed-load-of-user', badFile, { user, password }));
    },
  },
];

const badFile = '{"n": 1}\n{"n": "x"}\n';

/** The error of a COPY of integers, or what it is instead. */
async function failedCopy(
  trial: Trial,
  name: string,
  body: string,
  login?: Parameters<Trial['open']>[0],
): Promise<unknown> {
  const { warehouse, sql } = await prepareCopy(trial, { name, body, columns: 'n integer' }, login);
  try {
    return `${await warehouse.count(sql)} rows, and no error`;
  } catch (error) {
    return error;
  }
}

function detailOf(failed: unknown): string {
  if (!(failed instanceof CopyError)) return wordsOf(failed);
  const [problem] = failed.problems;
  if (problem === undefined) return `${failed.message}`;
  const { file, line, column, reason, code } = problem;
  const place = file.startsWith('s3://') ? 'the file' : `"${file}"`;
  return `${place}, line ${line}, "${column}": ${reason} (${code})`;
}

const longestDelay = 120_000;

/** How long SYS_LOAD_ERROR_DETAIL takes to show the failure of a session. */
async function observeDelay(trial: Trial): Promise<string> {
  const { transport, clock, signal } = trial;
  const file = { name: `error-of-session-${transport}`, body: badFile, columns: 'n integer' };
  const { warehouse, sql } = await prepareCopy(trial, file);
  // In a transaction, so that the COPY is not explained before it is over.
  const failed = await warehouse
    .transaction(async () => await warehouse.run(sql))
    .catch((error: unknown) => error);
  if (failed instanceof CopyError && failed.problems.length > 0) return 'at once';
  if (!(failed instanceof CopyError) && failedTable(failed) === undefined) return wordsOf(failed);
  const [session] = (await warehouse.query('select pg_backend_pid() as id')).rows;
  const delay = await waitFor({ clock, signal, every: 1_000, limit: longestDelay }, async (waited) => {
    const { rows } = await warehouse.query(
      'select count(*) as n from sys_load_error_detail where session_id = cast($id as integer)',
      { id: Number(session?.id) },
    );
    return Number(rows[0]?.n) > 0 ? waited : undefined;
  });
  return delay === undefined ? `not within ${longestDelay / 1000} s` : `after ${Math.round(delay / 1000)} s`;
}
