import {
  afterElement,
  afterMember,
  breaks,
  bytesBehindNumber,
  close,
  endsBefore,
  firstAction,
  firstElement,
  firstKey,
  nul,
  openArray,
  openObject,
  transitions,
  value,
} from './value-grammar.ts';

/** How far one JSON value was scanned for its end, in bytes that may come in pieces; no byte is looked at twice. */
export interface ValueScan {
  /** Where in the file the value ends, once it is whole; before that, how far it was scanned. */
  at: number;
  /** Whether a text holds the byte 0. */
  holdsNul: boolean;
  /** Where the value begins. */
  first: number;
  state: number;
  /** The position of each bracket that is open, times two, plus one for an array. */
  readonly open: number[];
}

export type ScanResult = 'whole' | 'broken' | 'too_long' | 'more';

/** A record beyond this is rejected; it is also DuckDB's own limit for one object. */
export const longestRecord = 16 * 1024 * 1024;

/** The state of a scan whose value is whole. */
const end = 255;

/** Starts with the value that begins at this place of the file. */
export function startValueScan(start: number): ValueScan {
  return { at: start, holdsNul: false, first: start, state: value, open: [] };
}

/**
 * Goes on until the value ends or breaks, the bytes end, or the value is longer than {@link longestRecord}.
 *
 * @param bytes the first of them is at `base` in the file
 * @param isEnd whether no more bytes follow
 */
export function scanValue(scan: ValueScan, bytes: Uint8Array, base: number, isEnd: boolean): ScanResult {
  const limit = Math.min(bytes.length, scan.first + longestRecord - base);
  let { state } = scan;
  let next = state;
  let index = scan.at - base;
  while (index < limit && state !== end) {
    next = transitions[state * 256 + (bytes[index] as number)] as number;
    if (next === breaks) break;
    if (next < firstAction) state = next;
    else state = act(scan, next, base + index, state);
    if (next !== endsBefore) index++;
  }
  scan.at = base + index;
  scan.state = state;
  if (state === end) return 'whole';
  if (next === breaks) return breakOff(scan);
  if (isTooLong(scan)) return 'too_long';
  return isEnd ? breakOff(scan) : 'more';
}

/** Whether this was found out of a value: that it is longer than {@link longestRecord}. */
export function isTooLong({ at, first }: ValueScan): boolean {
  return at - first >= longestRecord;
}

/** Does what a byte does besides leading to a state; returns the next one. */
function act(scan: ValueScan, action: number, place: number, state: number): number {
  const { open } = scan;
  switch (action) {
    case openObject:
      open.push(place * 2);
      return firstKey;
    case openArray:
      open.push(place * 2 + 1);
      return firstElement;
    case nul:
      scan.holdsNul = true;
      return state;
    case close:
      open.pop();
  }
  const around = open.at(-1);
  if (around === undefined) return end;
  return around % 2 === 1 ? afterElement : afterMember;
}

/** A number alone may end before what breaks it, or with the file. */
function breakOff(scan: ValueScan): ScanResult {
  const bytesBehind = bytesBehindNumber.get(scan.state);
  if (scan.open.length > 0 || bytesBehind === undefined) return 'broken';
  scan.at -= bytesBehind;
  return 'whole';
}

/** Whether an object that has not ended begins at this place of a value that is broken or too long. */
export function isOpenAt({ open }: ValueScan, place: number): boolean {
  return indexOf(open, place * 2) !== -1;
}

/** Goes on with such an inner object, of which the end is not known yet. */
export function narrowTo(scan: ValueScan, place: number): void {
  scan.open.splice(0, indexOf(scan.open, place * 2));
  scan.first = place;
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
