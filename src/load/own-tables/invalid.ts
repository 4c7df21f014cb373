import type { UsageError } from '../../errors.ts';
import { invalidLine } from '../../invalid-line.ts';
import type { OwnTable } from './own-table.ts';

/**
 * An error about a table of a project, with the line that it is about.
 *
 * @param line of the SELECT, from 1; without it, the whole file
 */
export function invalidTable(
  { statement }: Pick<OwnTable, 'statement'>,
  problem: string,
  line?: number,
): UsageError {
  const { file, text, line: first = 1 } = statement;
  const inFile = line === undefined ? 1 : first + line - 1;
  const shown = line === undefined ? undefined : text.split('\n')[line - 1];
  return invalidLine(file, inFile, problem, {
    details: [...(shown === undefined ? [] : [`  ${inFile} | ${shown}`]), 'Nothing was published.'],
  });
}
