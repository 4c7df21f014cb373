import { byte } from './bytes.ts';

/*
 * The ends of values in lines that end with a line feed, or -1 for what is no such value. Stricter than JSON where
 * engines read what they should not, or write a value otherwise than it was written: docs/decisions/two-readers.md.
 * Bytes are read through a DataView, which reads four of them at a time wherever they begin. It reaches beyond the last
 * line feed by `bytesBeyond` at least.
 */

/** So many bytes can be read behind the last line feed; what they are does not matter. */
export const bytesBeyond = 4;

/** A byte in each of the four of a word. */
const inEach = (code: number) => Math.imul(code, 0x01010101);
const [ones, highBits] = [inEach(1), inEach(0x80)];
const [quotes, backslashes, blanks] = [inEach(byte.quote), inEach(byte.backslash), inEach(byte.blank)];

/**
 * The end of a text behind its opening quote: one that every engine stores as it is. Looks for a quote, a backslash or a
 * control character in four bytes at a time: https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord
 */
export function plainTextEnd(bytes: DataView, start: number): number {
  let at = start;
  for (;;) {
    const word = bytes.getInt32(at, true);
    const quote = word ^ quotes;
    const backslash = word ^ backslashes;
    const found =
      (((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) | ((word - blanks) & ~word)) & highBits;
    if (found === 0) {
      at += 4;
      continue;
    }
    at += (31 - Math.clz32(found & -found)) >> 3; // the first of them; those behind it may be mistaken
    const code = bytes.getUint8(at++);
    if (code === byte.quote) return at;
    if (code !== byte.backslash) return -1;
    at = escapeEnd(bytes, at);
    if (at === -1) return -1;
  }
}

/** The end of an escape behind its backslash; a NUL and half of a surrogate pair are none. */
function escapeEnd(bytes: DataView, at: number): number {
  switch (bytes.getUint8(at)) {
    case 34: // "
    case 92: // \
    case 47: // /
    case 98: // b
    case 102: // f
    case 110: // n
    case 114: // r
    case 116: // t
      return at + 1;
    case 117: {
      const unit = unitAt(bytes, at + 1);
      if (unit <= 0 || (unit >= 0xdc00 && unit <= 0xdfff)) return -1;
      if (unit < 0xd800 || unit > 0xdbff) return at + 5;
      const isPair = bytes.getUint8(at + 5) === byte.backslash && bytes.getUint8(at + 6) === 117;
      const low = isPair ? unitAt(bytes, at + 7) : -1;
      return low >= 0xdc00 && low <= 0xdfff ? at + 11 : -1;
    }
  }
  return -1;
}

/** The number that four hexadecimal digits are, or -1. */
function unitAt(bytes: DataView, start: number): number {
  let unit = 0;
  for (let at = start; at < start + 4; at++) {
    const code = bytes.getUint8(at);
    const digit = code <= byte.nine ? code - byte.zero : (code | 0x20) - 87;
    const isHex = code <= byte.nine ? digit >= 0 : digit >= 10 && digit <= 15;
    if (!isHex) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

/** The end of a whole number as it is usually written, of so many digits at most. Engines lose the sign of -0. */
export function plainWholeEnd(bytes: DataView, start: number, digits: number): number {
  const isNegative = bytes.getUint8(start) === byte.minus;
  const first = isNegative ? start + 1 : start;
  const end = digitsEnd(bytes, first);
  const length = end - first;
  if (length === 0 || length > digits) return -1;
  if (bytes.getUint8(first) === byte.zero && (isNegative || length > 1)) return -1;
  const code = bytes.getUint8(end);
  return code === byte.point || code === 101 || code === 69 ? -1 : end;
}

/** The end of a number that a double holds, whatever its digits. */
export function plainNumberEnd(bytes: DataView, start: number): number {
  const first = bytes.getUint8(start) === byte.minus ? start + 1 : start;
  const whole = digitsEnd(bytes, first);
  if (whole === first || whole - first > 40 || (bytes.getUint8(first) === byte.zero && whole > first + 1))
    return -1;
  let end = whole;
  if (bytes.getUint8(end) === byte.point) {
    end = digitsEnd(bytes, whole + 1);
    if (end === whole + 1) return -1;
  }
  const code = bytes.getUint8(end);
  if (code !== 101 && code !== 69) return end;
  const sign = bytes.getUint8(end + 1);
  const power = sign === byte.plus || sign === byte.minus ? end + 2 : end + 1;
  const last = digitsEnd(bytes, power);
  return last === power || last - power > 2 ? -1 : last;
}

/** The number that {@link plainWholeEnd} has found the end of. */
export function wholeNumberAt(bytes: DataView, start: number): number {
  const isNegative = bytes.getUint8(start) === byte.minus;
  let number = 0;
  let at = isNegative ? start + 1 : start;
  for (let code = bytes.getUint8(at); isDigit(code); code = bytes.getUint8(++at))
    number = number * 10 + code - byte.zero;
  return isNegative ? -number : number;
}

const wordOf = (text: string) => Buffer.from(text).readInt32LE();
const [nullWord, trueWord, falseWord] = [wordOf('null'), wordOf('true'), wordOf('fals')];

/** The end of null, true or false. */
export function plainWordEnd(bytes: DataView, start: number): number {
  const word = bytes.getInt32(start, true);
  if (word === nullWord || word === trueWord) return start + 4;
  return word === falseWord && bytes.getUint8(start + 4) === 101 ? start + 5 : -1;
}

function digitsEnd(bytes: DataView, start: number): number {
  let at = start;
  while (isDigit(bytes.getUint8(at))) at++;
  return at;
}

function isDigit(code: number): boolean {
  return code >= byte.zero && code <= byte.nine;
}

const [next, song] = [wordOf('Next'), wordOf('Song')];

/** Whether a value is the text NextSong, without escapes. */
export function isNextSong(bytes: DataView, start: number, end: number): boolean {
  return (
    end - start === 10 && bytes.getInt32(start + 1, true) === next && bytes.getInt32(start + 5, true) === song
  );
}
