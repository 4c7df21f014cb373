import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * The folder with the real song data and log data, or `undefined` where it is missing: tests that need it are skipped
 * there. `npm run data` copies it from the public bucket into the clone, where git ignores it; SPARKIFY_SHARED_DATA names
 * another place.
 */
export const realData: string | undefined = [
  process.env.SPARKIFY_SHARED_DATA,
  resolve(import.meta.dirname, '../real-data'),
  resolve(import.meta.dirname, '../../shared/data'),
].find((folder) => folder !== undefined && existsSync(resolve(folder, 'log_data')));

const cases = resolve(import.meta.dirname, '../../shared/field');

/** The folder of the inputs met in the field, where it is there. */
export const fieldCases = existsSync(cases) ? cases : undefined;
