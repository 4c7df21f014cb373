import { byte, isWhiteSpace } from './bytes.ts';

/** Finds the end of one JSON value (RFC 8259) in bytes that may come in pieces; no byte is looked at twice. */
export interface ValueScan {
  /**
   * Goes on until the value ends or breaks, the bytes end, or the value is longer than {@link longestRecord}.
   *
   * @param bytes the first of them is at `base` in the file
   * @param isEnd whether no more bytes follow
   */
  run(bytes: Uint8Array, base: number, isEnd: boolean): ScanResult;
  /** Where in the file the value ends, once it is whole; before that, how far it was scanned. */
  at(): number;
  /** Whether a text holds the byte 0. That is no JSON, but leaves no doubt about where the value ends. */
  holdsNul(): boolean;
  /** Whether an object that has not ended begins at this place of a value that is broken or too long. */
  isOpenAt(place: number): boolean;
  /** Goes on with such an inner object, of which the end is not known yet. */
  narrowTo(place: number): void;
}

export type ScanResult = 'whole' | 'broken' | 'too_long' | 'more';

/** A record beyond this is rejected; it is also DuckDB's own limit for one object. */
export const longestRecord = 16 * 1024 * 1024;

// Where the scan is. What comes after `power` is the end of it: `run` compares.
const value = 0;
const firstElement = 1;
const firstKey = 2;
const key = 3;
const colon = 4;
const after = 5;
const text = 6;
const escaping = 7;
const hex = 8;
const word = 9;
const minus = 10;
const zero = 11;
const whole = 12;
const point = 13;
const fraction = 14;
const exponent = 15;
const sign = 16;
const power = 17;
const end = 18;
const broken = 19;

const isDigit = (code: number) => code >= byte.zero && code <= byte.nine;
/** What may follow a backslash, besides `u`: " \ / b f n r t. */
const escaped = new Set([34, 92, 47, 98, 102, 110, 114, 116]);
const isHex = (code: number) => isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
const words = [Buffer.from('true'), Buffer.from('false'), Buffer.from('null')];

/** Starts with the value that begins at this place of the file. */
export function startValueScan(start: number): ValueScan {
  /** The position of each bracket that is open, times two, plus one for an array. */
  const open: number[] = [];
  let first = start;
  let reached = start;
  let state = value;
  let isKey = false;
  let rest = 0;
  let spelled: Uint8Array = words[0] as Uint8Array;
  let nul = false;
  /** Where the value could have ended, if it is a number and nothing else. */
  let couldEnd = -1;

  /** Takes one byte outside of texts; false if it does not belong to the value any more. */
  function take(code: number, place: number): boolean {
    switch (state) {
      case firstElement:
        if (code === byte.closeBracket) return close();
        return isWhiteSpace(code) || startValue(code, place);
      case value:
        return isWhiteSpace(code) || startValue(code, place);
      case firstKey:
        if (code === byte.closeBrace) return close();
        return isWhiteSpace(code) || startKey(code);
      case key:
        return isWhiteSpace(code) || startKey(code);
      case colon:
        if (code === byte.colon) return go(value);
        return isWhiteSpace(code) || go(broken);
      case after:
        return isWhiteSpace(code) || separate(code);
      case escaping:
        if (code === 117) rest = 4;
        return code === 117 ? go(hex) : go(escaped.has(code) ? text : broken);
      case hex:
        if (!isHex(code)) return go(broken);
        return --rest > 0 || go(text);
      case word:
        if (code !== spelled[rest]) return go(broken);
        return ++rest < spelled.length || ended();
      default:
        return takeNumber(code, place);
    }
  }

  function go(next: number): boolean {
    state = next;
    return true;
  }

  function ended(): boolean {
    return go(open.length === 0 ? end : after);
  }

  function close(): boolean {
    open.pop();
    return ended();
  }

  function startKey(code: number): boolean {
    isKey = true;
    return go(code === byte.quote ? text : broken);
  }

  function startValue(code: number, place: number): boolean {
    switch (code) {
      case byte.quote:
        isKey = false;
        return go(text);
      case byte.openBrace:
        open.push(place * 2);
        return go(firstKey);
      case byte.openBracket:
        open.push(place * 2 + 1);
        return go(firstElement);
      case byte.minus:
        return go(minus);
      case byte.zero:
        return go(zero);
    }
    if (isDigit(code)) return go(whole);
    spelled = words.find((each) => each[0] === code) ?? spelled;
    rest = 1;
    return go(spelled[0] === code ? word : broken);
  }

  function separate(code: number): boolean {
    const isArray = (open.at(-1) ?? 0) % 2 === 1;
    if (code === byte.comma) return go(isArray ? value : key);
    return code === (isArray ? byte.closeBracket : byte.closeBrace) ? close() : go(broken);
  }

  function takeNumber(code: number, place: number): boolean {
    switch (state) {
      case minus:
        return go(code === byte.zero ? zero : isDigit(code) ? whole : broken);
      case zero:
      case whole:
      case fraction:
        if (state !== zero && isDigit(code)) return true;
        couldEnd = place;
        if (code === byte.point && state !== fraction) return go(point);
        if (code === 101 || code === 69) return go(exponent);
        break;
      case point:
        return go(isDigit(code) ? fraction : broken);
      case exponent:
        if (code === byte.plus || code === byte.minus) return go(sign);
        return go(isDigit(code) ? power : broken);
      case sign:
        return go(isDigit(code) ? power : broken);
      default: // power
        if (isDigit(code)) return true;
    }
    ended();
    return false;
  }

  /** Skips what is plain in a text; returns the index behind it, or `limit`. */
  function takeText(bytes: Uint8Array, from: number, limit: number): number {
    let index = from;
    while (index < limit) {
      const code = bytes[index++] as number;
      if (code === byte.quote) {
        if (isKey) state = colon;
        else ended();
        return index;
      }
      if (code === byte.backslash) {
        state = escaping;
        return index;
      }
      if (code >= 0x20) continue;
      if (code !== byte.nul) {
        state = broken;
        return index - 1;
      }
      nul = true;
    }
    return index;
  }

  function atEndOfFile(): ScanResult {
    if (open.length === 0 && [zero, whole, fraction, power].includes(state)) return 'whole';
    return breakOff();
  }

  /** A number alone may end before what breaks it: of `1.x` the value is 1. */
  function breakOff(): ScanResult {
    if (open.length > 0 || couldEnd === -1) return 'broken';
    reached = couldEnd;
    return 'whole';
  }

  const isOpenAt = (place: number) => indexOf(open, place * 2) !== -1;

  return {
    at: () => reached,
    holdsNul: () => nul,
    isOpenAt,
    narrowTo(place) {
      open.splice(0, indexOf(open, place * 2));
      first = place;
    },
    run(bytes, base, isEnd) {
      const limit = Math.min(bytes.length, first + longestRecord - base);
      let index = reached - base;
      while (index < limit && state < end) {
        if (state === text) index = takeText(bytes, index, limit);
        else if (take(bytes[index] as number, base + index) && state !== broken) index++;
      }
      reached = base + index;
      if (state === broken) return breakOff();
      if (state === end) return 'whole';
      if (reached - first >= longestRecord) return 'too_long';
      return isEnd ? atEndOfFile() : 'more';
    },
  };
}

/** In an array that ascends. */
function indexOf(places: readonly number[], place: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as number) < place) low = middle + 1;
    else high = middle;
  }
  return places[low] === place ? low : -1;
}
