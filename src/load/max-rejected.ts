import { UsageError } from '../errors.ts';

/** How much of a run may be rejected: a number of records in all, or a share (0 to 1) of the records and bytes of each data set. */
export type MaxRejected = { readonly records: number } | { readonly share: number };

export const defaultMaxRejected: MaxRejected = { share: 0.01 };

/** @throws {UsageError} for anything but a whole number or a percentage, such as `100` or `2.5%` */
export function parseMaxRejected(text: string): MaxRejected {
  const match = /^(\d+(?:\.\d+)?)(\s*%)?$/.exec(text.trim());
  const number = Number(match?.[1]);
  if (match && match[2] !== undefined && number <= 100) return { share: number / 100 };
  if (match && match[2] === undefined && Number.isInteger(number)) return { records: number };
  throw new UsageError(
    'SPK-102',
    `--max-rejected should be a number of records or a percentage, but is "${text}".`,
    {
      hints: ['For example --max-rejected 100, or --max-rejected 2.5%.'],
    },
  );
}
