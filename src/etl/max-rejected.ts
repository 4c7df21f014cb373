import { RejectedError, UsageError } from '../errors.ts';
import type { Staged } from './stage.ts';

/** How many records of a run may be set aside: a number of them, or a share of all (0 to 1). */
export type MaxRejected = { readonly records: number } | { readonly share: number };

export const defaultMaxRejected: MaxRejected = { share: 0.01 };

/** @throws {UsageError} for anything but a whole number or a percentage, such as `100` or `2.5%` */
export function parseMaxRejected(text: string): MaxRejected {
  const match = /^(\d+(?:\.\d+)?)(\s*%)?$/.exec(text.trim());
  const number = Number(match?.[1]);
  if (match && match[2] !== undefined && number <= 100) return { share: number / 100 };
  if (match && match[2] === undefined && Number.isInteger(number)) return { records: number };
  throw new UsageError(`--max-rejected should be a number of records or a percentage, but is "${text}".`, {
    hints: ['For example --max-rejected 100, or --max-rejected 2.5%.'],
  });
}

/** @throws {RejectedError} that shows the first bad records, if more are bad than allowed */
export function requireFewRejected(staged: Staged, allowed: MaxRejected): void {
  const rejected = sum(staged.files.map((file) => file.rejected));
  const records = sum(staged.files.map((file) => file.lines - file.blank));
  const limit = 'share' in allowed ? allowed.share * records : allowed.records;
  if (rejected <= limit) return;
  const allowedText = 'share' in allowed ? `${allowed.share * 100} %` : String(allowed.records);
  const share = ((rejected / records) * 100).toFixed(1);
  throw new RejectedError(
    `${rejected} of ${records} records (${share} %) are bad, more than the ${allowedText} that --max-rejected allows.`,
    {
      details: [
        ...staged.firstRejected.flatMap(({ location, line, reason }) => [
          `${location}, line ${line}`,
          `  ${reason}`,
        ]),
        ...(rejected > staged.firstRejected.length
          ? [`… and ${rejected - staged.firstRejected.length} more.`]
          : []),
        '',
        'Nothing was published.',
      ],
      hints: [
        `Set them aside and load the rest: --max-rejected ${Math.min(100, Math.ceil((rejected / records) * 100))}%`,
      ],
    },
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
