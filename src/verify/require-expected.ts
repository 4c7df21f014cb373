import { DataError } from '../errors.ts';
import type { Evidence } from './evidence.ts';

/** @throws {DataError} if a point differs from what the program expects */
export function requireExpected({ points }: Pick<Evidence, 'points'>, file: string): void {
  const differing = new Set(points.filter(({ outcome }) => outcome === 'differs').map(({ id }) => id));
  if (differing.size === 0) return;
  const all = new Set(points.map(({ id }) => id));
  throw new DataError(
    'SPK-620',
    `${differing.size} of ${all.size} points differ from what the program expects: ${[...differing].join(', ')}.`,
    { details: [`What was created is deleted. The evidence is in ${file}.`] },
  );
}
