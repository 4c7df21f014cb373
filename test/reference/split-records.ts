import { endOfValue, isWhiteSpace } from './json-value.ts';

/** A stretch of a file that is a record, or was taken for none. */
export interface Piece {
  /** 1-based number of the line on which it begins. */
  readonly line: number;
  /** Of its first byte, from 0. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** A whole object; another whole value, in an array; or what is neither, up to the end of its line. */
  readonly kind: 'object' | 'value' | 'broken' | 'too long';
}

const longest = 16 * 1024 * 1024;
const [lineFeed, openBrace, openBracket] = [0x0a, 0x7b, 0x5b];
const marks = [0x5b, 0x5d, 0x2c];

/** The records of a file whose bytes are unpacked. A byte order mark at its start belongs to none. */
export function splitRecords(bytes: Uint8Array): readonly Piece[] {
  const start = startOfText(bytes);
  const isArray = bytes[skip(bytes, start, false)] === openBracket;
  const pieces: Piece[] = [];
  let line = 1;
  let counted = 0;
  for (let at = skip(bytes, start, isArray); at < bytes.length; ) {
    for (; counted < at; counted += 1) if (bytes[counted] === lineFeed) line += 1;
    const { end, kind } = pieceAt(bytes, at, isArray);
    pieces.push({ line, offset: at, bytes: bytes.subarray(at, end), kind });
    at = skip(bytes, end, isArray);
  }
  return pieces;
}

function pieceAt(
  bytes: Uint8Array,
  start: number,
  isArray: boolean,
): { readonly end: number; readonly kind: Piece['kind'] } {
  const isObject = bytes[start] === openBrace;
  const end = isObject || isArray ? endOfValue(bytes, start) : undefined;
  if (end !== undefined && end - start <= longest) return { end, kind: isObject ? 'object' : 'value' };
  const found = bytes.indexOf(lineFeed, start);
  let lineEnd = found === -1 ? bytes.length : found;
  if (lineEnd - start > longest) return { end: lineEnd, kind: 'too long' };
  while (isWhiteSpace(bytes[lineEnd - 1])) lineEnd -= 1;
  return { end: lineEnd, kind: end === undefined ? 'broken' : 'too long' };
}

/** The next place at which there is something that is neither white space nor, in an array, a mark of it. */
function skip(bytes: Uint8Array, start: number, isArray: boolean): number {
  let at = start;
  while (isWhiteSpace(bytes[at]) || (isArray && marks.includes(bytes[at] ?? 0))) at += 1;
  return at;
}

function startOfText(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** How many lines a file has, and how many of them are blank: white space outside of any record, and nothing else. */
export function countLines(
  bytes: Uint8Array,
  pieces: readonly Piece[],
): { readonly lines: number; readonly blank: number } {
  let lines = 0;
  let blank = 0;
  let next = 0;
  for (let start = startOfText(bytes); start < bytes.length; ) {
    const found = bytes.indexOf(lineFeed, start);
    const end = found === -1 ? bytes.length : found;
    while (endOf(pieces[next]) <= start) next += 1;
    const piece = pieces[next];
    const isInside = piece !== undefined && piece.offset < end;
    lines += 1;
    if (!isInside && bytes.subarray(start, end).every(isWhiteSpace)) blank += 1;
    start = end + 1;
  }
  return { lines, blank };
}

function endOf(piece: Piece | undefined): number {
  return piece === undefined ? Number.POSITIVE_INFINITY : piece.offset + piece.bytes.length;
}
