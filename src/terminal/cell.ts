import { formatNumber } from '../numbers.ts';
import { exactNumber } from '../warehouse/exact-numbers.ts';
import type { Value } from '../warehouse/warehouse.ts';

/** A value on one line: control characters would let data draw on the terminal. */
export function formatCell(column: string, value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number' || typeof value === 'bigint')
    return isIdentifier(column) ? String(value) : formatNumber(value);
  return String(value).replace(/\p{Cc}/gu, ' ');
}

/** Ids, years and instants are numbers only by their looks. */
function isIdentifier(column: string): boolean {
  return /(^|_)(id|ts|year)$/.test(column);
}

/** A decimal that a JavaScript number does not hold exactly is a text. */
export function isNumeric(value: Value): boolean {
  if (typeof value === 'string') return /^-?\d+(\.\d+)?$/.test(value) && exactNumber(value) === value;
  return value === null || typeof value === 'number' || typeof value === 'bigint';
}

/** Whether a value is of no use without its end: a number, an id, a time. */
export function isWhole(column: string, value: Value): boolean {
  return isNumeric(value) || isIdentifier(column) || /^\d{4}-\d\d-\d\d /.test(String(value));
}

let segmenter: Intl.Segmenter | undefined;

/** Characters as people count them. */
function graphemes(text: string): readonly string[] {
  segmenter ??= new Intl.Segmenter(); // takes 15 ms to make, and most texts need none
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The places that a text takes: wide East Asian characters take two. */
export function displayWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  return graphemes(text).reduce((width, segment) => width + (isWide(segment) ? 2 : 1), 0);
}

function isWide(segment: string): boolean {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
    segment,
  );
}

/** Fills or cuts a text to a width. The files of a source begin alike, so that a path keeps its end. */
export function toWidth(text: string, width: number, toRight: boolean): string {
  const missing = width - displayWidth(text);
  if (missing >= 0) return toRight ? ' '.repeat(missing) + text : text + ' '.repeat(missing);
  const isPath = /^(\/|s3:\/\/)/.test(text);
  const segments = isPath ? graphemes(text).toReversed() : graphemes(text);
  const kept: string[] = [];
  let left = width - 1;
  for (const segment of segments) {
    left -= displayWidth(segment);
    if (left < 0) break;
    kept.push(segment);
  }
  const blanks = ' '.repeat(width - 1 - displayWidth(kept.join('')));
  return isPath ? `…${kept.toReversed().join('')}${blanks}` : `${kept.join('')}…${blanks}`;
}
