import { existsSync } from 'node:fs';
import { UsageError } from '../../errors.ts';
import { nearest } from '../../nearest.ts';

/** Names that DuckDB takes for something else than a file of this machine, and why each is refused. */
const refusals: readonly (readonly [sign: RegExp, problem: string])[] = [
  [/^$/, 'has no name'],
  [/^redshift$/i, 'is written in lower case: redshift'],
  [/^:memory:/, 'would be lost at the end of the command'],
  [/^\w{2,}:|^-$/, 'is not a file of this machine'],
  [
    /\?/,
    'has a "?" in its name. DuckDB takes what follows it for options, and could not read the file again',
  ],
];

/** @throws {UsageError} for a location that does not name a file */
export function requireFileName(location: string): void {
  if (isNearlyRedshift(location))
    throw new UsageError('SPK-302', `The warehouse "${location}" is neither a file nor the word redshift.`, {
      hints: ['Did you mean redshift?', `Write ./${location} for a new DuckDB file of this name.`],
    });
  const refusal = refusals.find(([sign]) => sign.test(location));
  if (refusal === undefined) return;
  throw new UsageError('SPK-302', `The warehouse "${location}" ${refusal[1]}.`, {
    hints: ['--warehouse names a DuckDB file, such as sparkify.duckdb, or is the word redshift.'],
  });
}

/** A name without a folder or an ending that is one or two letters from the word; a file of it may exist. */
function isNearlyRedshift(location: string): boolean {
  if (location.toLowerCase() === 'redshift' || /[./\\]/.test(location) || existsSync(location)) return false;
  return nearest(location.toLowerCase(), ['redshift']) !== undefined;
}
