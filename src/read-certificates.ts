import { readFileSync } from 'node:fs';
import { UsageError } from './errors.ts';
import { readProblem } from './file-problem.ts';

/**
 * Certificates of authorities, as PEM.
 *
 * @param from the variable or setting that names the file
 * @throws {UsageError} if it cannot be read
 */
export function readCertificates(from: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const message = `${from} names ${file}, which cannot be read: ${readProblem(cause)}.`;
    throw new UsageError('SPK-116', message, { cause, hints: ['Correct the path, or remove the setting.'] });
  }
}
