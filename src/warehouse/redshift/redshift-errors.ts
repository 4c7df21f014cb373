import { RefusedFilesError } from '../refused-files.ts';
import { RetryableError } from '../retryable-error.ts';

/** What every error of a transaction means for the run. */
export const nothingPublished = 'Nothing was published; the warehouse is as it was.';

/** Two transactions got into each other's way; the whole transaction is worth another try. */
export class ConflictError extends RetryableError {}

/** Redshift refuses connections for now. */
export class UnreachableError extends RetryableError {}

/**
 * The connection was lost. If it was lost at COMMIT, only the run log can say whether the run is there.
 */
export class LostConnectionError extends RetryableError {
  override readonly mayBeCommitted: boolean;

  constructor(message: string, { atCommit, ...rest }: { atCommit: boolean; cause: unknown }) {
    super('SPK-408', message, {
      ...rest,
      details: [
        atCommit
          ? 'It was lost while the run was being published: the run log says whether it is there.'
          : nothingPublished,
      ],
      hints: ['Run the same command again; the next run continues where the last published one ended.'],
    });
    this.mayBeCommitted = atCommit;
  }
}

/** How the tables begin into which COPY reads files of the source. */
export const copiedTable = 'copied_';

/** One record that COPY did not take, from SYS_LOAD_ERROR_DETAIL. */
export interface CopyProblem {
  /** The object's `s3://` address, 256 characters of it: https://docs.aws.amazon.com/redshift/latest/dg/SYS_LOAD_ERROR_DETAIL.html */
  readonly file: string;
  /** 1-based, as COPY counts. */
  readonly line: number;
  readonly column: string | undefined;
  /** The characters that COPY names, which need not be the whole value. */
  readonly value: string | undefined;
  readonly reason: string;
  /** https://docs.aws.amazon.com/redshift/latest/dg/r_Load_Error_Reference.html */
  readonly code: number;
}

/** COPY met records that it does not take. */
export class CopyError extends RefusedFilesError {
  readonly table: string;
  readonly problems: readonly CopyProblem[];

  constructor(table: string, problems: readonly CopyProblem[], cause: unknown) {
    const [first] = problems;
    super(
      'SPK-428',
      first === undefined ? `COPY into ${table} failed, and Redshift does not say why.` : describe(first),
      {
        cause,
        files: table.startsWith(copiedTable) ? filesOf(problems) : [],
        details: [...problems.slice(1).map(describe), nothingPublished],
        hints: hintsFor(first),
      },
    );
    this.table = table;
    this.problems = problems;
  }
}

/** Without a problem that Redshift names, any file may hold it. */
function filesOf(problems: readonly CopyProblem[]): readonly string[] {
  return problems.length === 0 ? [''] : [...new Set(problems.map(({ file }) => file))];
}

function describe({ file, line, column, value, reason, code }: CopyProblem): string {
  const where = `${file} line ${line}`;
  const what = column === undefined ? '' : `${JSON.stringify(column)}: `;
  const came = value === undefined || reason.includes(value) ? '' : `, got ${JSON.stringify(value)}`;
  return `${where}: ${what}${reason}${came} (${code})`;
}

function hintsFor(problem: CopyProblem | undefined): string[] {
  switch (problem?.code) {
    case undefined:
      return ['Ask Redshift: select * from sys_load_error_detail order by start_time desc limit 10'];
    case 1204:
      return [
        'The value is longer than its column, in bytes. Correct it in the source, or widen the column.',
      ];
    case 1220:
      return ['The file is not UTF-8. Convert it to UTF-8 and run the command again.'];
    default:
      return [
        'Correct the record in the source and run the command again.',
        'Or set WORK = s3://… under [S3]: sparkify then reads the files first, and rejects bad records.',
      ];
  }
}
