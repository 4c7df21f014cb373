import { byte } from './bytes.ts';
import type { Clock } from './clock.ts';
import type { PlainField, PlainFields } from './plain-fields.ts';
import { plainNumberEnd, plainTextEnd, plainWholeEnd, plainWordEnd, wholeNumberAt } from './plain-values.ts';
import { startValueScan } from './value-scan.ts';

/** Lines that hold one plain record each, or nothing. */
export interface PlainLines {
  /**
   * @param block whole lines in UTF-8: its last byte is a line feed, so that nothing is looked for behind it
   * @returns false if one of them is something else
   */
  take(block: Buffer): boolean;
  counts(): {
    readonly records: number;
    readonly lines: number;
    readonly blank: number;
    readonly stagedBytes: number;
    readonly betweenBytes: number;
  };
}

/** Of an ignored value that is an object or array, more is left to the validating parser. */
const longestNested = 1000;

export function startPlainLines(fields: PlainFields, clock: Clock): PlainLines {
  const counts = { records: 0, lines: 0, blank: 0, stagedBytes: 0, betweenBytes: 0 };
  /** The fields of the last record by their place in it: most records have the same in the same order. */
  const expected: PlainField[] = [];

  /** The end of the record that begins here, or -1. One function, since calls and captured variables take half the time. */
  function recordEnd(bytes: Buffer, start: number): number {
    let seen = 0;
    let filled = 0;
    let isPlay = false;
    let at = blanksEnd(bytes, start + 1);
    for (let index = 0; ; index++) {
      if (bytes[at] !== byte.quote) return -1;
      const field = likelyField(bytes, at + 1, expected[index]) ?? fieldAt(bytes, at + 1, index);
      if (field === undefined || (seen & field.bit) !== 0) return -1;
      seen |= field.bit;
      at += field.bytes.length + 2;
      if (bytes[at] !== byte.colon) at = blanksEnd(bytes, at);
      if (bytes[at++] !== byte.colon) return -1;
      let code = bytes[at] as number;
      if (code <= byte.blank) {
        at = blanksEnd(bytes, at);
        code = bytes[at] as number;
      }
      if (code === lowerN) at = plainWordEnd(bytes, at);
      else {
        filled |= field.bit;
        const end =
          code === byte.quote && field.isText
            ? plainTextEnd(bytes, at + 1)
            : valueEnd(bytes, at, field, clock);
        if (field.kind === 'page') {
          isPlay = isNextSong(bytes, at, end);
          if (!isPlay && holdsEscape(bytes, at, end)) return -1;
        } else if (code === byte.quote && !field.isText && bytes[at + 1] === byte.quote) filled &= ~field.bit;
        at = end;
      }
      if (at === -1) return -1;
      code = bytes[at] as number;
      if (code <= byte.blank) {
        at = blanksEnd(bytes, at);
        code = bytes[at] as number;
      }
      if (code === byte.closeBrace) break;
      if (code !== byte.comma) return -1;
      if ((bytes[++at] as number) <= byte.blank) at = blanksEnd(bytes, at);
    }
    const required = isPlay ? fields.requiredOfPlay : fields.required;
    return (filled & required) === required ? at + 1 : -1;
  }

  function fieldAt(bytes: Buffer, start: number, index: number): PlainField | undefined {
    const end = plainTextEnd(bytes, start);
    const key = bytes.subarray(start, end - 1);
    if (end === -1 || key.includes(byte.backslash)) return undefined;
    const field = fields.of(key.toString('utf8'));
    expected[index] = field;
    return field;
  }

  return {
    take(block) {
      for (let at = 0; at < block.length; ) {
        const start = block[at] === byte.openBrace ? at : blanksEnd(block, at);
        const isBlank = block[start] === byte.lineFeed;
        if (!isBlank && block[start] !== byte.openBrace) return false;
        const end = isBlank ? start : recordEnd(block, start);
        if (end === -1) return false;
        const next = blanksEnd(block, end);
        if (block[next] !== byte.lineFeed) return false;
        counts.lines++;
        if (isBlank) counts.blank++;
        else counts.records++;
        counts.stagedBytes += end - start;
        counts.betweenBytes += next + 1 - at - (end - start);
        at = next + 1;
      }
      return true;
    },
    counts: () => counts,
  };
}

const [lowerF, lowerN, lowerT] = [102, 110, 116];

/** Behind white space of the same line. */
function blanksEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  let code = bytes[at];
  while (code === byte.blank || code === byte.tab || code === byte.carriageReturn) code = bytes[++at];
  return at;
}

function likelyField(
  bytes: Uint8Array,
  start: number,
  likely: PlainField | undefined,
): PlainField | undefined {
  if (likely === undefined) return undefined;
  const key = likely.bytes;
  const { length } = key;
  if (bytes[start + length] !== byte.quote) return undefined;
  for (let index = 0; index < length; index++) if (bytes[start + index] !== key[index]) return undefined;
  return likely;
}

/** The end of a value that is neither null nor a text for a column of texts. */
function valueEnd(bytes: Buffer, at: number, { kind, isText }: PlainField, clock: Clock): number {
  const code = bytes[at] as number;
  switch (kind) {
    case 'double':
      return plainNumberEnd(bytes, at);
    case 'integer':
      return wholeEnd(bytes, at, 9);
    case 'bigint':
      return wholeEnd(bytes, at, 18);
    case 'ts': {
      const end = wholeEnd(bytes, at, 15);
      const ts = end === -1 ? 0 : wholeNumberAt(bytes, code === byte.quote ? at + 1 : at);
      return ts >= clock.earliest && ts <= clock.latest ? end : -1;
    }
  }
  if (code === lowerT || code === lowerF) return plainWordEnd(bytes, at);
  if (kind === 'ignored') return ignoredEnd(bytes, at, code);
  return isText ? plainWholeEnd(bytes, at, 40) : -1;
}

/** The end of a whole number, quoted or not, or of the text "", which is NULL. */
function wholeEnd(bytes: Uint8Array, at: number, digits: number): number {
  if (bytes[at] !== byte.quote) return plainWholeEnd(bytes, at, digits);
  if (bytes[at + 1] === byte.quote) return at + 2;
  const end = plainWholeEnd(bytes, at + 1, digits);
  return end !== -1 && bytes[end] === byte.quote ? end + 1 : -1;
}

function ignoredEnd(bytes: Buffer, at: number, code: number): number {
  if (code !== byte.openBrace && code !== byte.openBracket) return plainNumberEnd(bytes, at);
  const scan = startValueScan(at);
  const result = scan.run(bytes.subarray(at, at + longestNested), at, false);
  const text = bytes.subarray(at, scan.at());
  const isPlain = result === 'whole' && !scan.holdsNul() && !text.includes('\\u');
  return isPlain && !text.includes(byte.lineFeed) ? scan.at() : -1;
}

const nextSong = Uint8Array.from(Buffer.from('"NextSong"'));

function isNextSong(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== nextSong.length) return false;
  for (let index = 0; index < nextSong.length; index++)
    if (bytes[start + index] !== nextSong[index]) return false;
  return true;
}

/** A name of a page that is written with escapes may be NextSong all the same. */
function holdsEscape(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === byte.backslash) return true;
  return false;
}
