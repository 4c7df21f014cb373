import { parse } from '../../ask/grain.ts';
import type { ApiStatus } from '../api.ts';

/** How the age of the newest run compares with what is expected. */
export interface Lateness {
  readonly isLate: boolean;
  /** `every 1 h`. */
  readonly expected: string;
}

/** Compares the newest run with the expectation; undefined where nothing is expected. */
export function latenessOf({ run, expected_seconds }: ApiStatus, now: Date): Lateness | undefined {
  if (expected_seconds === null) return undefined;
  const published = run === null ? Number.NEGATIVE_INFINITY : parse(String(run.finished_at));
  return {
    isLate: now.getTime() - published > expected_seconds * 1000,
    expected: `every ${inWords(expected_seconds)}`,
  };
}

/** `2 h`, in the greatest unit that leaves no rest. */
function inWords(seconds: number): string {
  const units = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
  ] as const;
  const [size, unit] = units.find(([each]) => seconds % each === 0) ?? [1, 's'];
  return `${seconds / size} ${unit}`;
}
