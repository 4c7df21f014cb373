import { CopyError, type CopyProblem } from './redshift-errors.ts';

/** Asks the database of the failed COPY: one statement, its parameters, its rows. */
type Ask = (sql: string, values: readonly string[]) => Promise<readonly Readonly<Record<string, unknown>>[]>;

const failedLoad = /Load into table '([^']*)' failed/;

/** The table, if this is the server's word that a COPY failed over its data. */
export const failedTable = (error: unknown): string | undefined =>
  error instanceof Error ? failedLoad.exec(error.message)?.[1] : undefined;

/**
 * Says what COPY did not take. The transaction must have been rolled back, since a failed one answers nothing;
 * SYS_LOAD_ERROR_DETAIL keeps its rows all the same, for their owner to see
 * (https://docs.aws.amazon.com/redshift/latest/dg/SYS_LOAD_ERROR_DETAIL.html). Serverless has no STL tables
 * (https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-monitoring.html).
 */
export async function explainCopy(table: string, cause: unknown, ask: Ask): Promise<CopyError> {
  // The session's id is asked for first: its function runs on the leader node only, and may not meet a SYS view.
  const [session] = await ask('select pg_backend_pid() as id', []);
  const rows = await ask(recentProblems, [String(session?.id)]);
  const newest = rows[0]?.query_id;
  const problems = rows.filter(({ query_id }) => query_id === newest).map(toProblem);
  return new CopyError(table, problems, cause);
}

const recentProblems = `
  select query_id, trim(file_name) as file_name, line_number, trim(column_name) as column_name, error_code,
    trim(error_message) as error_message
  from sys_load_error_detail
  where session_id = cast($1 as integer)
  order by query_id desc, start_time desc, line_number
  limit 20`;

function toProblem(row: Readonly<Record<string, unknown>>): CopyProblem {
  const reason = String(row.error_message);
  return {
    file: String(row.file_name),
    line: Number(row.line_number),
    column: row.column_name ? String(row.column_name) : undefined,
    value: /Value '(.*?)', Pos/.exec(reason)?.[1],
    reason,
    code: Number(row.error_code),
  };
}
