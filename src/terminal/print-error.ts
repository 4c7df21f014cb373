import { exitCodes, InterruptedError, MissingCopyError, SparkifyError } from '../errors.ts';
import { hintLines } from '../hint.ts';
import { wasPublished } from '../publication.ts';
import { stopped } from '../stopped.ts';
import { packageVersion } from '../version.ts';
import { StatementError } from '../warehouse/statement-error.ts';
import { visible } from './plain.ts';
import type { Terminal } from './terminal.ts';

interface PrintErrorOptions {
  readonly verbose: boolean;
  /** Whether the user or the scheduler stopped the command: then whatever failed did so for that reason. */
  readonly interrupted: boolean;
  /** Renders hints with the flags of the command that failed. */
  readonly hintLines?: (hints: SparkifyError['hints']) => readonly string[];
}

/** Tells an error on stderr: what, where, what it means, what to try. Returns the exit code. */
export function printError(terminal: Terminal, error: unknown, options: PrintErrorOptions): number {
  const { verbose } = options;
  const interrupted = options.interrupted && !(error instanceof MissingCopyError);
  if (interrupted && wasPublished()) {
    terminal.note('Stopped; the run was published before.');
    return exitCodes.done;
  }
  if (interrupted && !(error instanceof InterruptedError)) return printError(terminal, stopped(), options);
  if (verbose) terminal.note(error instanceof Error ? `${error.stack}${causes(error)}` : String(error));
  if (isOfAnotherVersion(error)) {
    terminal.note(
      `error  The tables of this warehouse are not those of sparkify ${packageVersion()}: ${error.message}`,
    );
    terminal.note(
      '       Nothing was published. Create empty tables and load them: sparkify create-tables, sparkify etl',
    );
    return exitCodes.usage;
  }
  if (error instanceof SparkifyError) {
    terminal.note(`error  ${shown(error.message)}`);
    for (const line of error.details) terminal.note(line === '' ? '' : `       ${shown(line)}`);
    if (error.hints.length > 0) terminal.note('');
    for (const line of (options.hintLines ?? hintLines)(error.hints)) terminal.note(`       ${shown(line)}`);
    return error.exitCode;
  }
  terminal.note(
    `error  This is a bug in sparkify: ${error instanceof Error ? error.message : String(error)}`,
  );
  terminal.note(
    '       Nothing was published. Run the command again with --verbose, and report what it prints.',
  );
  return exitCodes.bug;
}

/** Messages may have several lines, and name files of the source. */
function shown(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

function causes(error: Error): string {
  return error.cause instanceof Error ? `\ncaused by: ${error.cause.stack}${causes(error.cause)}` : '';
}

/** Our statements miss a table or a column that tables of this version have: somebody else changed them. */
function isOfAnotherVersion(error: unknown): error is StatementError {
  return (
    error instanceof StatementError &&
    /\b(table|relation|column)\b.*(does not exist|not found|does not have a column)/is.test(error.message)
  );
}
