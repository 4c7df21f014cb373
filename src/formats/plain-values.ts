import { byte } from './bytes.ts';

/*
 * The ends of values in lines that end with a line feed, or -1 for what is no such value. Stricter than JSON where
 * engines read what they should not, or write a value otherwise than it was written: docs/decisions/two-readers.md.
 */

/** The end of a text behind its opening quote: one that every engine stores as it is. */
export function plainTextEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  for (;;) {
    const code = bytes[at++] as number;
    if (code === byte.quote) return at;
    if (code < 0x20) return -1;
    if (code !== byte.backslash) continue;
    at = escapeEnd(bytes, at);
    if (at === -1) return -1;
  }
}

/** The end of an escape behind its backslash; a NUL and half of a surrogate pair are none. */
function escapeEnd(bytes: Uint8Array, at: number): number {
  switch (bytes[at]) {
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
      const isPair = bytes[at + 5] === byte.backslash && bytes[at + 6] === 117;
      const low = isPair ? unitAt(bytes, at + 7) : -1;
      return low >= 0xdc00 && low <= 0xdfff ? at + 11 : -1;
    }
  }
  return -1;
}

/** The number that four hexadecimal digits are, or -1. */
function unitAt(bytes: Uint8Array, start: number): number {
  let unit = 0;
  for (let at = start; at < start + 4; at++) {
    const code = bytes[at] as number;
    const digit = code <= byte.nine ? code - byte.zero : (code | 0x20) - 87;
    const isHex = code <= byte.nine ? digit >= 0 : digit >= 10 && digit <= 15;
    if (!isHex) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

/** The end of a whole number as it is usually written, of so many digits at most. Engines lose the sign of -0. */
export function plainWholeEnd(bytes: Uint8Array, start: number, digits: number): number {
  const isNegative = bytes[start] === byte.minus;
  const first = isNegative ? start + 1 : start;
  if (bytes[first] === byte.zero) return isNegative || isInNumber(bytes[first + 1]) ? -1 : first + 1;
  const end = digitsEnd(bytes, first);
  return end === first || end - first > digits || isInNumber(bytes[end]) ? -1 : end;
}

/** Whether a number would go on with it. */
function isInNumber(code: number | undefined): boolean {
  return code === byte.point || code === 101 || code === 69 || isDigit(code);
}

/** The end of a number that a double holds, whatever its digits. */
export function plainNumberEnd(bytes: Uint8Array, start: number): number {
  const first = bytes[start] === byte.minus ? start + 1 : start;
  const whole = digitsEnd(bytes, first);
  if (whole === first || whole - first > 40 || (bytes[first] === byte.zero && whole > first + 1)) return -1;
  let end = whole;
  if (bytes[end] === byte.point) {
    end = digitsEnd(bytes, whole + 1);
    if (end === whole + 1) return -1;
  }
  if (bytes[end] !== 101 && bytes[end] !== 69) return end;
  const sign = bytes[end + 1];
  const power = sign === byte.plus || sign === byte.minus ? end + 2 : end + 1;
  const last = digitsEnd(bytes, power);
  return last === power || last - power > 2 ? -1 : last;
}

/** The number that {@link plainWholeEnd} has found the end of. */
export function wholeNumberAt(bytes: Uint8Array, start: number): number {
  const isNegative = bytes[start] === byte.minus;
  let number = 0;
  for (let at = isNegative ? start + 1 : start; isDigit(bytes[at]); at++)
    number = number * 10 + (bytes[at] as number) - byte.zero;
  return isNegative ? -number : number;
}

const words = ['null', 'true', 'false'].map((word) => Buffer.from(word));

/** The end of null, true or false. */
export function plainWordEnd(bytes: Uint8Array, start: number): number {
  const word = words.find((each) => each[0] === bytes[start]);
  if (word === undefined || !word.every((code, index) => bytes[start + index] === code)) return -1;
  return start + word.length;
}

function digitsEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isDigit(bytes[at])) at++;
  return at;
}

function isDigit(code: number | undefined): boolean {
  return code !== undefined && code >= byte.zero && code <= byte.nine;
}
