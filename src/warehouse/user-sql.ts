import { UsageError } from '../errors.ts';
import type { Hint } from '../hint.ts';

export const schemaHint: readonly Hint[] = [{ command: 'schema', why: 'See the tables and columns' }];

/**
 * What an engine says of a statement that a user wrote, as an error of usage; any other error as it is.
 *
 * @param file the file that the statement is from, if there is one
 */
export function explainUserSql(error: unknown, hints: readonly (string | Hint)[], file?: string): unknown {
  if (!(error instanceof Error) || error.name !== 'StatementError') return error;
  const [message = '', ...lines] = error.message.split('\n').filter((line) => line.trim() !== '');
  return new UsageError('SPK-707', file === undefined ? message : `${file}: ${message}`, {
    cause: error,
    details: lines,
    hints: /read-only|disabled|Permission/i.test(message)
      ? ['Such SQL reads what is published in the warehouse, and nothing else.']
      : hints,
  });
}
