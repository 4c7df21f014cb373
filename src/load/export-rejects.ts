import { writeFileSync } from 'node:fs';
import { cannotWrite } from '../file-problem.ts';
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
    throw cannotWrite(file, cause, 'Name a new file, in a folder where you have write permission.');
  }
}
