import { InterruptedError, TransientError, UsageError } from '../errors.ts';
import type { Statement } from '../sql.ts';

/** An engine's refusal of a statement: what it said, and which statement. */
export class StatementError extends Error {
  /** The file below `sql/`, or undefined for SQL of the user or made by the program. */
  readonly file: string | undefined;

  constructor(message: string, file: string | undefined, cause: unknown) {
    super(file === undefined ? message : `sql/${file}: ${message}`, { cause });
    this.name = 'StatementError';
    this.file = file;
  }
}

/** DuckDB's errors are plain, with only a message: this tells those that the user can mend from the others. */
export function translateDuckdbError(cause: unknown, statement: Statement | string, location: string): Error {
  if (!(cause instanceof Error)) return cause as Error;
  const { message } = cause;
  if (message.startsWith('INTERRUPT Error'))
    return new InterruptedError('Stopped; nothing was published.', { cause });
  if (/No space left on device|Could not write all data|database is full/i.test(message)) {
    return new TransientError(`The disk of ${location} is full.`, {
      cause,
      details: ['Nothing was published; the warehouse is as it was.'],
      hints: ['Free some space and run the command again; nothing needs to be cleaned up.'],
    });
  }
  if (/read-only/i.test(message) && typeof statement !== 'string') {
    return new UsageError(`The warehouse ${location} may not be written (it is read-only).`, { cause });
  }
  return new StatementError(message, typeof statement === 'string' ? undefined : statement.file, cause);
}
