import { type ErrorDetails, UsageError } from './errors.ts';

/** An error about a line of a file that a user wrote for a project, as a sentence. */
export function invalidLine(file: string, line: number, problem: string, details: ErrorDetails): UsageError {
  return new UsageError('SPK-722', `${file} line ${line}: ${problem}`.replace(/[^.?]$/, '$&.'), details);
}
