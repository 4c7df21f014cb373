import { resolve } from 'node:path';
import { SparkifyError, TransientError, UsageError } from '../../errors.ts';
import { tooManyOpen } from '../../file-problem.ts';
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
  const [, file = location] = /^IO Error: [^"]* file "([^"]+)"/.exec(message) ?? [];
  const tooMany = message.startsWith('IO Error') ? tooManyOpen(cause, file) : undefined;
  if (tooMany !== undefined) return tooMany;
  if (/No space left on device|Could not write all data|database is full/i.test(message)) {
    const place = file.startsWith(resolve(location)) ? location : file;
    return new TransientError('SPK-304', `The disk of ${place} is full.`, {
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
  return new StatementError(message, statement, {
    cause,
    place: placeIn(message, typeof statement === 'string' ? statement : statement.text),
  });
}

/** The user may not write the file, or the folder in which DuckDB keeps another one meanwhile. */
export function notWritable(cause: Error, location: string): UsageError {
  return new UsageError('SPK-305', `The warehouse ${location} or its folder may not be written.`, {
    cause,
    details: [cause.message, 'Nothing was published; the warehouse is as it was.'],
    hints: ['DuckDB keeps a file beside the warehouse while it writes.'],
  });
}

/**
 * DuckDB shows the line with a mark below the place: `LINE 2: ...from songplay`. A long line is shown in part, which is found
 * in it again. Where a statement ends too early, it shows nothing.
 */
function placeIn(message: string, text: string): ErrorPlace | undefined {
  const [, number, shown = '', blanks = ''] = /\nLINE (\d+): (.*)\n( *)\^/.exec(message) ?? [];
  const lines = text.trimEnd().split('\n');
  if (number === undefined) {
    if (!message.includes('at end of input')) return undefined;
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, word: '' };
  }
  const line = Number(number);
  const mark = blanks.length - `LINE ${number}: `.length;
  const [, cut = '', part = ''] = /^(\.{3})?(.*?)(?:\.{3})?$/.exec(shown) ?? [];
  const start = lines[line - 1]?.indexOf(part) ?? 0;
  return { line, column: Math.max(0, start) + mark - cut.length + 1, word: firstWord(shown.slice(mark)) };
}
