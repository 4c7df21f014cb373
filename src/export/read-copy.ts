import {
  InterruptedError,
  MissingCopyError,
  reworded,
  SparkifyError,
  TransientError,
  UsageError,
} from '../errors.ts';
import { isS3Location } from '../s3/location.ts';
import {
  databaseFile,
  type ExportOptions,
  type ExportReport,
  exportTables,
  requireTarget,
} from './export.ts';

/** The read copy of a warehouse that a run keeps fresh: a DuckDB file for tools that keep their file open. */
export type ReadCopyOptions = Pick<
  ExportOptions,
  'warehouse' | 'redshift' | 'to' | 'signal' | 'lockTimeoutSeconds'
>;

/**
 * Finds out before a run whether its read copy can be made.
 *
 * @throws {UsageError} if the target is the warehouse itself, or a file that this program did not make
 */
export async function requireReadCopyTarget(options: ReadCopyOptions): Promise<void> {
  const { to } = options;
  if (isS3Location(to) || !databaseFile.test(to))
    throw new UsageError(
      'SPK-805',
      `--publish-to should be a DuckDB file of this machine that ends in .duckdb, but is "${to}".`,
      { details: ['Nothing was published.'], hints: ['For example --publish-to copy.duckdb'] },
    );
  try {
    await requireTarget(copyOf(options));
  } catch (error) {
    if (error instanceof UsageError) throw ofRun(error);
    // A program that has the copy open now may have closed it when the run ends.
    if (!(error instanceof TransientError)) throw error;
  }
}

/**
 * Makes the read copy of what is published; one that is up to date stays as it is.
 *
 * @throws {MissingCopyError} if it cannot be made, or is stopped; the run stays published, and the next one tries again
 */
export async function makeReadCopy(options: ReadCopyOptions): Promise<ExportReport> {
  try {
    return await exportTables(copyOf(options));
  } catch (cause) {
    if (!(cause instanceof SparkifyError)) throw cause;
    const reason = cause instanceof InterruptedError ? 'it was stopped.' : cause.message;
    throw new MissingCopyError(
      'SPK-228',
      `The run is published, but its copy ${options.to} was not made: ${reason}`,
      {
        cause,
        details: cause instanceof UsageError ? cause.details : [],
        hints: [
          ...cause.hints,
          { command: 'etl', why: 'Make the copy, also if there is nothing new to load' },
        ],
      },
    );
  }
}

/** An error of an export, with the name that its option has in a run. */
function ofRun(error: UsageError): UsageError {
  const renamed = (text: string) => text.replace(/--to\b/g, '--publish-to');
  return reworded(error, {
    message: renamed(error.message),
    details: error.details,
    hints: error.hints.map((hint) => (typeof hint === 'string' ? renamed(hint) : hint)),
  });
}

/** The whole star and every table of the project; the options of a run have `tables` too, which are files to build. */
function copyOf({ warehouse, redshift, to, signal, lockTimeoutSeconds }: ReadCopyOptions): ExportOptions {
  return {
    warehouse,
    redshift,
    to,
    signal,
    format: 'duckdb',
    ...(lockTimeoutSeconds !== undefined && { lockTimeoutSeconds }),
  };
}
