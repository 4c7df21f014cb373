import { exitCodes, InterruptedError, MissingCopyError, SparkifyError, UsageError } from '../errors.ts';
import { explainRefusal } from '../file-problem.ts';
import { type Hint, hintLines } from '../hint.ts';
import { wasPublished } from '../publication.ts';
import { stopped } from '../stopped.ts';
import { packageVersion } from '../version.ts';
import { StatementError } from '../warehouse/statement-error.ts';
import { visible } from './plain.ts';
import type { Terminal } from './terminal.ts';
import { hanging } from './wrap.ts';

interface PrintErrorOptions {
  readonly verbose: boolean;
  /** Whether the user or the scheduler stopped the command: then whatever failed did so for that reason. */
  readonly interrupted: boolean;
  /** Whether stdout gets the error too, as a JSON document. */
  readonly asJson?: boolean;
  /** Renders hints with the flags of the command that failed. */
  readonly hintLines?: (hints: SparkifyError['hints']) => readonly string[];
}

/** Prints an error on stderr: what, where, what it means, what to try. Returns the exit code. */
export function printError(terminal: Terminal, error: unknown, options: PrintErrorOptions): number {
  const { verbose } = options;
  const interrupted = options.interrupted && !(error instanceof MissingCopyError);
  if (interrupted && wasPublished()) {
    terminal.note('Stopped; the run was published before.');
    return exitCodes.done;
  }
  if (interrupted && !(error instanceof InterruptedError)) return printError(terminal, stopped(), options);
  if (verbose) terminal.note(error instanceof Error ? `${error.stack}${causes(error)}` : String(error));
  const { code, message, details, hints, exitCode } = toPrinted(error);
  const lines = options.hintLines ?? hintLines;
  const prose = (head: string, text: string) => {
    for (const line of hanging(head, shown(text), terminal.proseWidth.note)) terminal.note(line);
  };
  prose('error  ', message);
  for (const line of details) {
    if (isDrawn.test(line)) terminal.note(line === '' ? '' : `       ${shown(line)}`);
    else prose('       ', line);
  }
  const allHints = [...hints, ...explanationOf(code, exitCode)];
  const shownHints = lines(allHints);
  if (hints.length > 0) terminal.note('');
  for (const [index, line] of shownHints.entries()) {
    // A command is not broken, so that it can be pasted.
    if (typeof allHints[index] === 'string') prose('       ', line);
    else terminal.note(`       ${shown(line)}`);
  }
  if (options.asJson) {
    const printed = { code: code ?? null, message, details, hints: lines(hints), exit_code: exitCode };
    terminal.print(JSON.stringify({ error: printed }));
  }
  return exitCode;
}

/** A detail whose places count: an excerpt of SQL, a mark below it, a table. */
const isDrawn = /^$|^\s|^LINE \d|\|/;

type Printed = Pick<SparkifyError, 'message' | 'details' | 'hints' | 'exitCode'> &
  Partial<Pick<SparkifyError, 'code'>>;

function toPrinted(thrown: unknown): Printed {
  const error = explainRefusal(thrown);
  if (error instanceof SparkifyError) return error;
  if (isOfAnotherVersion(error)) return changedTables(error);
  return {
    message: `This is a bug in sparkify: ${error instanceof Error ? error.message : String(error)}`,
    details: ['Nothing was published. Run the command again with --verbose, and report what it prints.'],
    hints: [],
    exitCode: exitCodes.bug,
  };
}

/** A person who stopped a command knows why it ended. */
function explanationOf(code: Printed['code'], exitCode: number): readonly Hint[] {
  if (code === undefined || exitCode === exitCodes.interrupted) return [];
  return [{ command: `explain ${code}`, why: 'Explain it' }];
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

function changedTables(error: StatementError): UsageError {
  return new UsageError(
    'SPK-308',
    `The tables of this warehouse are not those of sparkify ${packageVersion()}: ${error.message}`,
    {
      cause: error,
      details: ['Nothing was published.'],
      hints: [
        { command: 'create-tables', why: 'Create empty tables' },
        { command: 'etl', why: 'Load them' },
      ],
    },
  );
}
