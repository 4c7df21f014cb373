/*
 * Looks at every byte of lines that should hold one plain record each. Written in AssemblyScript, a subset of TypeScript
 * that becomes WebAssembly: three times as fast as JavaScript. `npm run docs` compiles it to src/formats/plain-lines-wasm.ts.
 */
import {
  blanksEnd,
  brace,
  bracket,
  byteAt,
  closeBrace,
  colon,
  comma,
  holdsBackslash,
  lineFeed,
  lowerF,
  lowerN,
  lowerT,
  numberEnd,
  quote,
  textEnd,
  wholeEnd,
  wholeNumberAt,
  wordEnd,
} from './plain-values';

/** The field of a key, packed: the bit of its column (18), its kind (4), the digits that a whole number may have (8). */
declare function fieldOf(start: i32, end: i32): i32;
/** The end of an ignored object or array, or -1. */
declare function nestedEnd(at: i32): i32;

/** The kinds of fields. The first three take texts as they are. */
export const ignored: i32 = 0;
export const text: i32 = 1;
export const page: i32 = 2;
export const whole: i32 = 3;
export const ts: i32 = 4;
export const double: i32 = 5;

/** Where the lines are put; behind them, as many bytes as `beyond` can be read. */
export const input: i32 = 65536;
export const beyond: i32 = 64;

/*
 * What stands before values: a brace or a comma, a key, a colon, and the white space between them. Most records have the
 * same keys in the same order, so that each prefix is compared with the one that followed the one before. A slot holds the
 * length, the field, a mask of the first sixteen bytes, and the bytes.
 */
const firstSlot: i32 = 1024;
const slotSize: i32 = 128;
const mostSlots: i32 = 256;
const maskAt: i32 = 16;
const bytesAt: i32 = 32;
const longestPrefix: i32 = slotSize - bytesAt;
let slotsEnd: i32 = firstSlot;

let required: i32 = 0;
let requiredOfPlay: i32 = 0;
let earliest: i64 = 0;
let latest: i64 = 0;

/** Counts of all lines that were taken since the start. */
export let records: f64 = 0;
export let lines: f64 = 0;
export let blank: f64 = 0;
export let stagedBytes: f64 = 0;
/** The bits of the columns of numbers for which some record has the text "", which is NULL. */
export let emptyNumbers: i32 = 0;

/** Begins a file: the bits of columns without which a record is rejected, and the time range of `ts`, in milliseconds. */
export function start(always: i32, ofPlay: i32, from: f64, to: f64): void {
  required = always;
  requiredOfPlay = ofPlay;
  earliest = <i64>from;
  latest = <i64>to;
  slotsEnd = firstSlot;
  records = lines = blank = stagedBytes = 0;
  emptyNumbers = 0;
}

/** Takes bytes from `input` on up to `end`, the last of which is a line feed. Returns whether each line is a record or blank. */
export function take(end: i32): bool {
  let at = input;
  while (at < end) {
    const first = blanksEnd(at);
    let last = first;
    if (byteAt(first) === lineFeed) blank++;
    else {
      last = recordEnd(first);
      if (last === -1) return false;
      records++;
      stagedBytes += last - first;
    }
    at = blanksEnd(last);
    if (byteAt(at) !== lineFeed) return false;
    at++;
    lines++;
  }
  return true;
}

/** The end of the record that begins here, or -1. */
function recordEnd(start: i32): i32 {
  let seen = 0;
  let filled = 0;
  let isPlay = false;
  let at = start;
  let slot = firstSlot;
  do {
    slot = prefixAt(at, slot, at === start ? brace : comma);
    if (slot === -1) return -1;
    at += load<i32>(slot);
    const field = load<i32>(slot, 4);
    slot += slotSize;
    const bit = field & 0x3ffff;
    if ((seen & bit) !== 0) return -1;
    seen |= bit;
    const kind = kindOf(field);
    const first = blanksEnd(at);
    const code = byteAt(first);
    if (code === lowerN) at = wordEnd(first);
    else if (code === quote && (kind === whole || kind === ts) && byteAt(first + 1) === quote) {
      emptyNumbers |= bit;
      at = first + 2;
    } else {
      filled |= bit;
      at = valueEnd(first, code, field);
    }
    if (at === -1) return -1;
    if (kind === ts && (filled & bit) !== 0 && !isWithinClock(code === quote ? first + 1 : first)) return -1;
    if (kind === page) {
      isPlay = at - first === 10 && load<i32>(first + 1) === next && load<i32>(first + 5) === song;
      // A name that is written with escapes may be NextSong all the same.
      if (!isPlay && holdsBackslash(first, at)) return -1;
    }
    at = blanksEnd(at);
  } while (byteAt(at) !== closeBrace);
  const needed = isPlay ? requiredOfPlay : required;
  return (filled & needed) === needed ? at + 1 : -1;
}

/** The text NextSong, as two words. */
const next: i32 = 0x7478654e;
const song: i32 = 0x676e6f53;

function isWithinClock(at: i32): bool {
  const time = wholeNumberAt(at);
  return time >= earliest && time <= latest;
}

/** The end of a value that is neither null nor the text "" for a number. */
function valueEnd(at: i32, code: i32, field: i32): i32 {
  const kind = kindOf(field);
  if (kind <= page) return code === quote ? textEnd(at + 1) : otherEnd(at, code, kind);
  if (kind === double) return numberEnd(at);
  if (code !== quote) return wholeEnd(at, field >> 22);
  const end = wholeEnd(at + 1, field >> 22);
  return end !== -1 && byteAt(end) === quote ? end + 1 : -1;
}

function kindOf(field: i32): i32 {
  return (field >> 18) & 0xf;
}

/** The end of a value that is no text for a field that takes texts. */
function otherEnd(at: i32, code: i32, kind: i32): i32 {
  if (code === lowerT || code === lowerF) return wordEnd(at);
  if (kind !== ignored) return wholeEnd(at, 40);
  return code === brace || code === bracket ? nestedEnd(at) : numberEnd(at);
}

/** The slot of the prefix that is here, looked for from one slot on; -1 if there is none. */
function prefixAt(at: i32, from: i32, opening: i32): i32 {
  if (byteAt(at) !== opening) return -1;
  for (let slot = from; slot < slotsEnd; slot += slotSize) if (isAt(at, slot)) return slot;
  for (let slot = firstSlot; slot < from && slot < slotsEnd; slot += slotSize)
    if (isAt(at, slot)) return slot;
  return learn(at);
}

function isAt(at: i32, slot: i32): bool {
  const start = v128.xor(v128.load(at), v128.load(slot, bytesAt));
  if (v128.any_true(v128.and(start, v128.load(slot, maskAt)))) return false;
  const last = load<i32>(slot) - 16;
  for (let index = 16; index < last; index += 16)
    if (!isEqual(at + index, slot + bytesAt + index)) return false;
  return last <= 0 || isEqual(at + last, slot + bytesAt + last);
}

function isEqual(at: i32, other: i32): bool {
  return !v128.any_true(v128.xor(v128.load(at), v128.load(other)));
}

/** Reads a prefix that no slot holds. */
function learn(start: i32): i32 {
  const keyStart = blanksEnd(start + 1) + 1;
  if (byteAt(keyStart - 1) !== quote) return -1;
  const keyEnd = textEnd(keyStart);
  if (keyEnd === -1 || holdsBackslash(keyStart, keyEnd)) return -1;
  const behindKey = blanksEnd(keyEnd);
  if (byteAt(behindKey) !== colon) return -1;
  const length = blanksEnd(behindKey + 1) - start;
  if (length > longestPrefix) return -1;
  if (slotsEnd === firstSlot + mostSlots * slotSize) slotsEnd = firstSlot;
  const slot = slotsEnd;
  slotsEnd += slotSize;
  store<i32>(slot, length);
  store<i32>(slot, fieldOf(keyStart, keyEnd - 1), 4);
  memory.fill(slot + maskAt, 0, 16);
  memory.fill(slot + maskAt, 0xff, min(length, 16));
  memory.copy(slot + bytesAt, start, length);
  return slot;
}
