import { byte } from './bytes.ts';
import type { Clock } from './clock.ts';
import type { PlainField, PlainFields } from './plain-fields.ts';
import {
  bytesBeyond,
  isNextSong,
  plainNumberEnd,
  plainTextEnd,
  plainWholeEnd,
  plainWordEnd,
  wholeNumberAt,
} from './plain-values.ts';
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
    /** The bits of the columns of numbers for which some record has the text "", which is NULL. */
    readonly emptyNumbers: number;
  };
}

/** Of an ignored value that is an object or array, more is left to the validating parser. */
const longestNested = 1000;

export function startPlainLines(fields: PlainFields, clock: Clock): PlainLines {
  const counts = { records: 0, lines: 0, blank: 0, stagedBytes: 0, betweenBytes: 0, emptyNumbers: 0 };
  /** The text before each value in the last record: most records have the same keys in the same order. */
  const expected: Prefix[] = [];

  /** The end of the record that begins here, or -1. One function, since calls and captured variables take half the time. */
  function recordEnd(bytes: DataView, start: number): number {
    let seen = 0;
    let filled = 0;
    let isPlay = false;
    let at = start;
    for (let index = 0; ; index++) {
      let prefix = expected[index];
      if (prefix === undefined || !isAt(bytes, at, prefix)) prefix = prefixAt(bytes, at, index);
      if (prefix === undefined) return -1;
      const { field } = prefix;
      if ((seen & field.bit) !== 0) return -1;
      seen |= field.bit;
      at += prefix.length;
      let code = bytes.getUint8(at);
      if (code <= byte.blank) {
        at = blanksEnd(bytes, at);
        code = bytes.getUint8(at);
      }
      if (code > byte.zero && code <= byte.nine && field.digits > 0) {
        const first = at;
        let number = 0;
        do {
          number = number * 10 + code - byte.zero;
          code = bytes.getUint8(++at);
        } while (code >= byte.zero && code <= byte.nine);
        if (at - first > field.digits || code === byte.point || (code | 0x20) === lowerE) return -1;
        if (field.kind === 'ts' && !(number >= clock.earliest && number <= clock.latest)) return -1;
        filled |= field.bit;
      } else if (code === lowerN) at = plainWordEnd(bytes, at);
      else {
        filled |= field.bit;
        const end =
          code === byte.quote && field.isText
            ? plainTextEnd(bytes, at + 1)
            : valueEnd(bytes, at, field, clock);
        if (field.kind === 'page') {
          isPlay = isNextSong(bytes, at, end);
          if (!isPlay && holdsEscape(bytes, at, end)) return -1;
        } else if (code === byte.quote && !field.isText && bytes.getUint8(at + 1) === byte.quote) {
          filled &= ~field.bit;
          counts.emptyNumbers |= field.bit;
        }
        at = end;
      }
      if (at === -1) return -1;
      if (bytes.getUint8(at) <= byte.blank) at = blanksEnd(bytes, at);
      if (bytes.getUint8(at) === byte.closeBrace) break;
    }
    const required = isPlay ? fields.requiredOfPlay : fields.required;
    return (filled & required) === required ? at + 1 : -1;
  }

  function prefixAt(bytes: DataView, start: number, index: number): Prefix | undefined {
    if (bytes.getUint8(start) !== (index === 0 ? byte.openBrace : byte.comma)) return undefined;
    const quote = blanksEnd(bytes, start + 1);
    if (bytes.getUint8(quote) !== byte.quote) return undefined;
    const keyEnd = plainTextEnd(bytes, quote + 1);
    if (keyEnd === -1) return undefined;
    const key = bytesOf(bytes, quote + 1, keyEnd - 1);
    const colon = blanksEnd(bytes, keyEnd);
    if (key.includes(byte.backslash) || bytes.getUint8(colon) !== byte.colon) return undefined;
    const length = blanksEnd(bytes, colon + 1) - start;
    const words = Int32Array.from({ length: Math.ceil(length / 4) }, (_, word) =>
      bytes.getInt32(start + Math.min(4 * word, length - 4), true),
    );
    const prefix = { field: fields.of(key.toString('utf8')), length, words };
    expected[index] = prefix;
    return prefix;
  }

  return {
    take(block) {
      const bytes = viewOf(block);
      for (let at = 0; at < block.length; ) {
        const start = blanksEnd(bytes, at);
        const isBlank = bytes.getUint8(start) === byte.lineFeed;
        const end = isBlank ? start : recordEnd(bytes, start);
        if (end === -1) return false;
        const next = blanksEnd(bytes, end);
        if (bytes.getUint8(next) !== byte.lineFeed) return false;
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

const [lowerE, lowerF, lowerN, lowerT] = [101, 102, 110, 116];

/** A view of whole lines that reaches a little beyond the last line feed. */
function viewOf(block: Buffer): DataView {
  const { buffer, byteOffset, length } = block;
  if (byteOffset + length + bytesBeyond <= buffer.byteLength)
    return new DataView(buffer, byteOffset, length + bytesBeyond);
  return viewOf(Buffer.concat([block], length + bytesBeyond).subarray(0, length));
}

/** Behind white space of the same line. */
function blanksEnd(bytes: DataView, from: number): number {
  let at = from;
  let code = bytes.getUint8(at);
  while (code === byte.blank || code === byte.tab || code === byte.carriageReturn)
    code = bytes.getUint8(++at);
  return at;
}

/** A brace or a comma, a key, a colon, and the white space between them. */
interface Prefix {
  readonly field: PlainField;
  readonly length: number;
  /** Four bytes each; the last one ends where the prefix does. */
  readonly words: Int32Array;
}

function isAt(bytes: DataView, start: number, { words, length }: Prefix): boolean {
  const last = words.length - 1;
  for (let index = 0; index < last; index++)
    if (bytes.getInt32(start + 4 * index, true) !== words[index]) return false;
  return bytes.getInt32(start + length - 4, true) === words[last];
}

/** The end of a value that is neither null nor a text for a column of texts. */
function valueEnd(bytes: DataView, at: number, { kind, isText, digits }: PlainField, clock: Clock): number {
  const code = bytes.getUint8(at);
  if (kind === 'double') return plainNumberEnd(bytes, at);
  if (digits > 0) {
    const end = wholeEnd(bytes, at, digits);
    if (kind !== 'ts' || end === -1) return end;
    const ts = wholeNumberAt(bytes, code === byte.quote ? at + 1 : at);
    return ts >= clock.earliest && ts <= clock.latest ? end : -1;
  }
  if (code === lowerT || code === lowerF) return plainWordEnd(bytes, at);
  if (kind === 'ignored') return ignoredEnd(bytes, at, code);
  return isText ? plainWholeEnd(bytes, at, 40) : -1;
}

/** The end of a whole number, quoted or not, or of the text "", which is NULL. */
function wholeEnd(bytes: DataView, at: number, digits: number): number {
  if (bytes.getUint8(at) !== byte.quote) return plainWholeEnd(bytes, at, digits);
  if (bytes.getUint8(at + 1) === byte.quote) return at + 2;
  const end = plainWholeEnd(bytes, at + 1, digits);
  return end !== -1 && bytes.getUint8(end) === byte.quote ? end + 1 : -1;
}

function ignoredEnd(bytes: DataView, at: number, code: number): number {
  if (code !== byte.openBrace && code !== byte.openBracket) return plainNumberEnd(bytes, at);
  const scan = startValueScan(at);
  const result = scan.run(bytesOf(bytes, at, Math.min(at + longestNested, bytes.byteLength)), at, false);
  const text = bytesOf(bytes, at, scan.at());
  const isPlain = result === 'whole' && !scan.holdsNul() && !text.includes('\\u');
  return isPlain && !text.includes(byte.lineFeed) ? scan.at() : -1;
}

/** A name of a page that is written with escapes may be NextSong all the same. */
function holdsEscape(bytes: DataView, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes.getUint8(at) === byte.backslash) return true;
  return false;
}

function bytesOf({ buffer, byteOffset }: DataView, start: number, end: number): Buffer {
  return Buffer.from(buffer, byteOffset + start, end - start);
}
