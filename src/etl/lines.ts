import { isUtf8 } from 'node:buffer';
import type { Chunks } from '../sources/source.ts';

/** Successive lines of a file. */
export interface LineBlock {
  /** 1-based number of the first line. */
  readonly firstLine: number;
  readonly lines: readonly Line[];
}

/** One line without its end: its text, or what is wrong with its bytes. */
export type Line = string | UnreadableLine;

export interface UnreadableLine {
  readonly problem: 'bad_utf8' | 'too_long';
  /** Of a line that is too long, the beginning. */
  readonly bytes: Uint8Array;
}

/** DuckDB's own limit for one object; a longer line is rejected, and only its beginning is kept. */
export const longestLine = 16 * 1024 * 1024;
const keptOfOverlong = 64 * 1024;

export const lineFeed = 10;
export const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Splits the bytes of a file into lines at LF; a CR before it and a byte order mark before all belong to no line.
 * Holds one chunk and one unfinished line at a time, and of a line beyond {@link longestLine} only the beginning.
 */
export async function* lineBlocks(chunks: Chunks): AsyncIterable<LineBlock> {
  let firstLine = 1;
  let rest: Uint8Array = Buffer.alloc(0);
  let overlong = false;
  for await (const chunk of withoutByteOrderMark(chunks)) {
    const end = chunk.lastIndexOf(lineFeed);
    if (end === -1) {
      if (!overlong) rest = Buffer.concat([rest, chunk]);
      overlong ||= rest.length > longestLine;
      if (overlong) rest = rest.subarray(0, longestLine + 1);
      continue;
    }
    const complete = Buffer.concat([rest, chunk.subarray(0, end)]);
    const lines = splitLines(complete);
    yield { firstLine, lines };
    firstLine += lines.length;
    rest = Buffer.from(chunk.subarray(end + 1));
    overlong = false;
  }
  if (rest.length > 0) yield { firstLine, lines: splitLines(rest) };
}

/** The lines of a file that is in memory. */
export function linesOf(bytes: Uint8Array): readonly Line[] {
  const text = afterByteOrderMark(bytes);
  if (text.length === 0) return [];
  const isEnded = text[text.length - 1] === lineFeed;
  return splitLines(isEnded ? text.subarray(0, -1) : text);
}

async function* withoutByteOrderMark(chunks: Chunks): AsyncIterable<Uint8Array> {
  let start: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of chunks) {
    if (start === undefined) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length < byteOrderMark.length) continue;
    yield afterByteOrderMark(start);
    start = undefined;
  }
  if (start !== undefined) yield start;
}

function afterByteOrderMark(bytes: Uint8Array): Uint8Array {
  return startsWithByteOrderMark(bytes) ? bytes.subarray(byteOrderMark.length) : bytes;
}

/** Whether these are the first bytes of a file that is marked as UTF-8; the mark belongs to no line. */
export function startsWithByteOrderMark(bytes: Uint8Array): boolean {
  return byteOrderMark.every((byte, index) => bytes[index] === byte);
}

function splitLines(bytes: Uint8Array): readonly Line[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isUtf8(buffer) && buffer.length <= longestLine) {
    const text = buffer.toString('utf8');
    return text.includes('\r') ? text.split('\n').map(withoutCarriageReturn) : text.split('\n');
  }
  const lines: Line[] = [];
  for (let start = 0; start <= buffer.length; ) {
    const found = buffer.indexOf(lineFeed, start);
    const end = found === -1 ? buffer.length : found;
    const line = buffer.subarray(start, end);
    if (line.length > longestLine)
      lines.push({ problem: 'too_long', bytes: line.subarray(0, keptOfOverlong) });
    else if (!isUtf8(line)) lines.push({ problem: 'bad_utf8', bytes: line });
    else lines.push(withoutCarriageReturn(line.toString('utf8')));
    start = end + 1;
  }
  return lines;
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
