import { UsageError } from '../errors.ts';
import type { ResolvedSetting } from './resolved.ts';

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** How to write a duration, for messages. */
export const durationForm = 'a time such as 30m, 2h or 7d';

/** The milliseconds that `30m`, `2h` or `7d` mean; undefined for anything else. */
export function readDuration(text: string): number | undefined {
  const match = /^([1-9]\d{0,4})([mhd])$/.exec(text.trim());
  return match === null ? undefined : Number(match[1]) * units[match[2] as keyof typeof units];
}

/** @throws {UsageError} for anything else */
export function parseDuration({ value, from }: Pick<ResolvedSetting, 'value' | 'from'>): number {
  const milliseconds = readDuration(value);
  if (milliseconds !== undefined) return milliseconds;
  throw new UsageError('SPK-113', `${from} should be ${durationForm}, but is "${value}".`);
}
