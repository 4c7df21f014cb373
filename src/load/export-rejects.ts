import { writeFileSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { writeProblem } from '../file-problem.ts';
import type { Row } from '../warehouse/warehouse.ts';
import { rawBytes } from './rejected-record.ts';

/**
 * Writes the raw lines of rejected records to a file, one a line, byte for byte.
 *
 * @throws {UsageError} if the file is there already, or cannot be written
 */
export function exportRaw(file: string, rows: readonly Row[]): void {
  const lines = rows.flatMap((row) => [rawBytes(row), Buffer.from('\n')]);
  try {
    writeFileSync(file, Buffer.concat(lines), { flag: 'wx' });
  } catch (cause) {
    throw new UsageError('SPK-118', `${file} could not be written: ${writeProblem(cause)}.`, {
      cause,
      hints: ['Name a new file, in a folder where you have write permission.'],
    });
  }
}
