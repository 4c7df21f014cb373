import { SparkifyError, TransientError, UsageError } from '../../errors.ts';
import type { Statement } from '../../sql.ts';
import { stopped } from '../../stopped.ts';
import { type ErrorPlace, firstWord, StatementError } from '../statement-error.ts';

/** DuckDB's errors are plain, with only a message: this separates those that the user can fix from the others. */
export function translateDuckdbError(cause: unknown, statement: Statement | string, location: string): Error {
  if (!(cause instanceof Error) || cause instanceof SparkifyError) return cause as Error;
  const { message } = cause;
  if (message.startsWith('INTERRUPT Error')) return stopped(cause);
  if (message.startsWith('Out of Memory Error') && typeof statement === 'string') {
    const [, limit = 'there is'] = /\/([\d.]+ \w+) used/.exec(message) ?? [];
    return new UsageError('SPK-309', `The statement needs more memory than ${limit}, the limit.`, {
      cause,
      hints: ['Ask for less: a shorter period, fewer columns, a sum in place of rows.'],
    });
  }
  if (/No space left on device|Could not write all data|database is full/i.test(message)) {
    return new TransientError('SPK-304', `The disk of ${location} is full.`, {
      cause,
      details: ['Nothing was published; the warehouse is as it was.'],
      hints: ['Free some space and run the command again; nothing needs to be cleaned up.'],
    });
  }
  if (/^(IO|TransactionContext) Error\b.*(Permission denied|Read-only file system)/s.test(message)) {
    return notWritable(cause, location);
  }
  if (/read-only/i.test(message) && typeof statement !== 'string') {
    return new UsageError('SPK-305', `The warehouse ${location} may not be written (it is read-only).`, {
      cause,
    });
  }
  return new StatementError(message, statement, { cause, place: placeIn(message) });
}

/** The user may not write the file, or the folder in which DuckDB keeps another one meanwhile. */
export function notWritable(cause: Error, location: string): UsageError {
  return new UsageError('SPK-305', `The warehouse ${location} may not be written, or its folder not.`, {
    cause,
    details: [cause.message, 'Nothing was published; the warehouse is as it was.'],
    hints: ['DuckDB keeps a file beside the warehouse while it writes.'],
  });
}

/** DuckDB shows the line with a mark below it. */
function placeIn(message: string): ErrorPlace | undefined {
  const [, line, excerpt = '', mark = ''] = /\nLINE (\d+): (.*)\n( *)\^/.exec(message) ?? [];
  if (line === undefined) return undefined;
  const column = mark.length - `LINE ${line}: `.length;
  return { line: Number(line), word: firstWord(excerpt.slice(column)) };
}
