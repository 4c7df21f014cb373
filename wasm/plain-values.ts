/*
 * The ends of values in lines that end with a line feed, or -1 for what is no such value. Stricter than JSON where
 * engines read what they should not, or write a value otherwise than it was written: docs/decisions/two-readers.md.
 * Sixteen bytes are compared at a time. Nothing is looked for behind a line feed, but bytes behind it are read.
 */

export const lineFeed: i32 = 10;
const blank: i32 = 32;
export const quote: i32 = 34;
export const comma: i32 = 44;
const minus: i32 = 45;
const point: i32 = 46;
const zero: i32 = 48;
const nine: i32 = 57;
export const colon: i32 = 58;
export const bracket: i32 = 91;
const backslash: i32 = 92;
const lowerE: i32 = 101;
export const lowerF: i32 = 102;
export const lowerN: i32 = 110;
export const lowerT: i32 = 116;
const lowerU: i32 = 117;
export const brace: i32 = 123;
export const closeBrace: i32 = 125;

/** Words of four bytes, the first one in the lowest: null, true, fals. */
const nullWord: i32 = 0x6c6c756e;
const trueWord: i32 = 0x65757274;
const falseWord: i32 = 0x736c6166;
/** A backslash and a u. */
const unitStart: i32 = 0x755c;

export function byteAt(at: i32): i32 {
  return load<u8>(at);
}

/** Behind white space of the same line. */
export function blanksEnd(start: i32): i32 {
  let at = start;
  let code = byteAt(at);
  while (code <= blank && (code === blank || code === 9 || code === 13)) code = byteAt(++at);
  return at;
}

/** The end of a text behind its opening quote: one that every engine stores as it is. */
export function textEnd(start: i32): i32 {
  let at = markEnd(start);
  while (byteAt(at - 1) === backslash) {
    at = escapeEnd(at);
    if (at === -1) return -1;
    at = markEnd(at);
  }
  return byteAt(at - 1) === quote ? at : -1;
}

/** Behind the next quote, backslash or control character. */
function markEnd(start: i32): i32 {
  let at = start;
  let found = marksAt(at);
  while (found === 0) {
    at += 16;
    found = marksAt(at);
  }
  return at + ctz(found) + 1;
}

/** One bit for each of sixteen bytes: whether it is a quote, a backslash or a control character. */
function marksAt(at: i32): i32 {
  const bytes = v128.load(at);
  const quotes = i8x16.eq(bytes, i8x16.splat(34));
  const backslashes = i8x16.eq(bytes, i8x16.splat(92));
  return i8x16.bitmask(v128.or(v128.or(quotes, backslashes), i8x16.lt_u(bytes, i8x16.splat(32))));
}

/** The end of an escape behind its backslash; a NUL and half of a surrogate pair are none. */
function escapeEnd(at: i32): i32 {
  switch (byteAt(at)) {
    case 34: // "
    case 92: // \
    case 47: // /
    case 98: // b
    case 102: // f
    case 110: // n
    case 114: // r
    case 116: // t
      return at + 1;
    case lowerU: {
      const unit = unitAt(at + 1);
      if (unit <= 0 || (unit >= 0xdc00 && unit <= 0xdfff)) return -1;
      if (unit < 0xd800 || unit > 0xdbff) return at + 5;
      const isPair = <i32>load<u16>(at + 5) === unitStart;
      const low = isPair ? unitAt(at + 7) : -1;
      return low >= 0xdc00 && low <= 0xdfff ? at + 11 : -1;
    }
  }
  return -1;
}

/** The number that four hexadecimal digits are, or -1. */
function unitAt(start: i32): i32 {
  let unit = 0;
  for (let at = start; at < start + 4; at++) {
    const code = byteAt(at);
    const digit = code <= nine ? code - zero : (code | 0x20) - 87;
    const isHex = code <= nine ? digit >= 0 : digit >= 10 && digit <= 15;
    if (!isHex) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

/** The end of a whole number as it is usually written, of so many digits at most. Engines lose the sign of -0. */
export function wholeEnd(start: i32, digits: i32): i32 {
  const isNegative = byteAt(start) === minus;
  const first = isNegative ? start + 1 : start;
  const end = digitsEnd(first);
  const length = end - first;
  if (length === 0 || length > digits) return -1;
  if (byteAt(first) === zero && (isNegative || length > 1)) return -1;
  const code = byteAt(end);
  return code === point || (code | 0x20) === lowerE ? -1 : end;
}

/** The end of a number that a double holds, whatever its digits. */
export function numberEnd(start: i32): i32 {
  const first = byteAt(start) === minus ? start + 1 : start;
  const whole = digitsEnd(first);
  if (whole === first || whole - first > 40 || (byteAt(first) === zero && whole > first + 1)) return -1;
  let end = whole;
  if (byteAt(end) === point) {
    end = digitsEnd(whole + 1);
    if (end === whole + 1) return -1;
  }
  if ((byteAt(end) | 0x20) !== lowerE) return end;
  const sign = byteAt(end + 1);
  const power = sign === 43 || sign === minus ? end + 2 : end + 1;
  const last = digitsEnd(power);
  return last === power || last - power > 2 ? -1 : last;
}

/** The number that {@link wholeEnd} has found the end of; it has eighteen digits at most. */
export function wholeNumberAt(start: i32): i64 {
  const isNegative = byteAt(start) === minus;
  let number: i64 = 0;
  let at = isNegative ? start + 1 : start;
  for (let code = byteAt(at); code >= zero && code <= nine; code = byteAt(++at))
    number = number * 10 + (code - zero);
  return isNegative ? -number : number;
}

function digitsEnd(start: i32): i32 {
  let at = start;
  let others = othersThanDigitsAt(at);
  while (others === 0) {
    at += 16;
    others = othersThanDigitsAt(at);
  }
  return at + ctz(others);
}

/** One bit for each of sixteen bytes. */
function othersThanDigitsAt(at: i32): i32 {
  return i8x16.bitmask(i8x16.gt_u(i8x16.sub(v128.load(at), i8x16.splat(48)), i8x16.splat(9)));
}

/** The end of null, true or false. */
export function wordEnd(start: i32): i32 {
  const word = load<i32>(start);
  if (word === nullWord || word === trueWord) return start + 4;
  return word === falseWord && byteAt(start + 4) === lowerE ? start + 5 : -1;
}

export function holdsBackslash(start: i32, end: i32): bool {
  for (let at = start; at < end; at++) if (byteAt(at) === backslash) return true;
  return false;
}
