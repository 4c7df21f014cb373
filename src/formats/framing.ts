import { isUtf8 } from 'node:buffer';
import { byte, byteOrderMark, isWhiteSpace, startsWithByteOrderMark } from './bytes.ts';
import { brokenFrame, type Frame, objectFrame, overlongFrame, wholeFrame } from './frame.ts';
import { type Input, openInput } from './input.ts';
import { type Lines, startLines } from './line-texts.ts';
import { type RejectedLine, startRejectedLine } from './rejected-line.ts';
import {
  isOpenAt,
  isTooLong,
  longestRecord,
  narrowTo,
  scanValue,
  startValueScan,
  type ValueScan,
} from './value-scan.ts';

/** Cuts the bytes of a file, as they come, into records and what is no record. */
export interface Framing {
  /** The frames that end in these bytes, or before. */
  take(chunk: Uint8Array): readonly Frame[];
  /** The frames that are left when no more bytes follow. */
  end(): readonly Frame[];
}

/**
 * Cuts a file by `semantics.md`, "Records", in time linear to its bytes. A line that is one object is parsed as it is; of
 * any other the bytes are scanned for the end of the object. Holds one chunk and one unfinished record at a time.
 */
export function startFraming(): Framing {
  const input = openInput();
  const cut: Cut = {
    input,
    lines: startLines(input),
    frames: [],
    line: 1,
    isLineStart: true,
    isArray: undefined,
    unfinished: undefined,
    failed: undefined,
    rejected: undefined,
  };
  return {
    take(chunk) {
      input.append(chunk);
      return advance(cut, false);
    },
    end: () => advance(cut, true),
  };
}

/** How far a file is cut. */
interface Cut {
  readonly input: Input;
  readonly lines: Lines;
  /** Those that end in the bytes so far. */
  frames: Frame[];
  /** The line that the input is at. */
  line: number;
  /** Whether the input is at the first byte of a line. */
  isLineStart: boolean;
  /** Whether the file is an array of records; known from the first character on. */
  isArray: boolean | undefined;
  /** Of the value that begins where the input is. */
  unfinished: ValueScan | undefined;
  /** Of the last object that was not whole: what is known of the bytes before the place where that showed. */
  failed: ValueScan | undefined;
  rejected: RejectedLine | undefined;
}

function advance(cut: Cut, isEnd: boolean): readonly Frame[] {
  const { input } = cut;
  cut.frames = [];
  if (input.base() === 0 && input.at === 0) {
    if (!isEnd && input.bytes().length < byteOrderMark.length) return cut.frames;
    if (startsWithByteOrderMark(input.bytes())) input.at = byteOrderMark.length;
  }
  while (step(cut, isEnd));
  return cut.frames;
}

/** False if there is nothing more to be found in the bytes so far. */
function step(cut: Cut, isEnd: boolean): boolean {
  if (cut.rejected !== undefined) return endRejected(cut, cut.rejected, isEnd);
  if (cut.unfinished !== undefined) return scanOn(cut, cut.unfinished, isEnd);
  if (cut.isLineStart && cut.isArray === false) readLines(cut, isEnd);
  const code = skipSeparators(cut);
  if (code === undefined) return false;
  if (code === byte.lineFeed) return true;
  if (cut.isArray === undefined) {
    cut.isArray = code === byte.openBracket;
    return true;
  }
  const scan = code === byte.openBrace || cut.isArray ? scanHere(cut) : undefined;
  return scan === undefined ? rejectLine(cut, brokenFrame, isEnd) : scanOn(cut, scan, isEnd);
}

/** Takes lines that are one object each, and blank ones, up to one that is neither. */
function readLines(cut: Cut, isEnd: boolean): void {
  const { input, lines } = cut;
  for (let text = lines.next(cut.line, isEnd); text !== undefined; text = lines.next(cut.line, isEnd)) {
    const size = lines.sizeOf(text);
    if (size > longestRecord) return;
    const content = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (content !== '') {
      const object = parseObject(content);
      if (object === undefined) return;
      const place = {
        line: cut.line,
        offset: input.base() + input.at,
        size: size - text.length + content.length,
      };
      cut.frames.push(objectFrame(content, object, place));
    }
    const { length } = input.bytes();
    input.at += size;
    cut.isLineStart = input.at < length;
    if (!cut.isLineStart) return;
    input.at++;
    cut.line++;
  }
}

/** The first character that counts, at which the input is then; at the end of a line, what follows it. */
function skipSeparators(cut: Cut): number | undefined {
  const { input } = cut;
  const bytes = input.bytes();
  for (; input.at < bytes.length; input.at++) {
    const code = bytes[input.at] as number;
    if (code === byte.lineFeed) {
      cut.line++;
      cut.isLineStart = true;
      if (cut.isArray !== false) continue;
      input.at++;
      return code;
    }
    const isMark = code === byte.comma || code === byte.openBracket || code === byte.closeBracket;
    if (!isWhiteSpace(code) && !(cut.isArray && isMark)) return code;
    cut.isLineStart = false;
  }
  return undefined;
}

/** What finds the end of the value here; undefined if it is known to have none. */
function scanHere(cut: Cut): ValueScan | undefined {
  const { input, failed } = cut;
  const place = input.base() + input.at;
  if (failed === undefined || place >= failed.at || !isOpenAt(failed, place)) return startValueScan(place);
  if (!isTooLong(failed)) return undefined;
  cut.failed = undefined;
  narrowTo(failed, place);
  return failed;
}

function scanOn(cut: Cut, scan: ValueScan, isEnd: boolean): boolean {
  const { input, failed } = cut;
  const result = scanValue(scan, input.bytes(), input.base(), isEnd);
  cut.unfinished = result === 'more' ? scan : undefined;
  if (result === 'more') return false;
  if (result !== 'whole') {
    if (failed === undefined || scan.at > failed.at) cut.failed = scan;
    return rejectLine(cut, result === 'too_long' ? overlongFrame : brokenFrame, isEnd);
  }
  const bytes = input.bytes().subarray(input.at, scan.at - input.base());
  const place = { line: cut.line, offset: input.base() + input.at, size: bytes.length };
  cut.frames.push(wholeFrame(bytes, place, scan.holdsNul));
  for (let at = bytes.indexOf(byte.lineFeed); at !== -1; at = bytes.indexOf(byte.lineFeed, at + 1))
    cut.line++;
  input.at += bytes.length;
  cut.isLineStart = false;
  return true;
}

/** Rejects what is here up to the end of its line. */
function rejectLine(cut: Cut, toFrame: typeof brokenFrame, isEnd: boolean): boolean {
  cut.isLineStart = false;
  cut.rejected = startRejectedLine({ line: cut.line, offset: cut.input.base() + cut.input.at }, toFrame);
  return endRejected(cut, cut.rejected, isEnd);
}

function endRejected(cut: Cut, rejected: RejectedLine, isEnd: boolean): boolean {
  const { input } = cut;
  const bytes = input.bytes();
  const found = bytes.indexOf(byte.lineFeed, input.at);
  const end = found === -1 ? bytes.length : found;
  rejected.take(bytes.subarray(input.at, end));
  input.at = end;
  if (found === -1 && !isEnd) return false;
  cut.frames.push(rejected.frame());
  cut.rejected = undefined;
  return true;
}

/** The frame of a file that is one object on one line, with or without its end; undefined for any other. */
export function onlyLine(bytes: Buffer): Frame | undefined {
  const found = bytes.indexOf(byte.lineFeed);
  const size = found === -1 ? bytes.length : found;
  if (bytes.length > Math.min(size + 1, longestRecord) || !isUtf8(bytes)) return undefined;
  const text = bytes.toString('utf8', 0, size);
  const object = parseObject(text);
  return object && objectFrame(text, object, { line: 1, offset: 0, size });
}

/** The object that a line is, if it is one and nothing else. */
function parseObject(line: string): Extract<Frame, { object: unknown }>['object'] | undefined {
  if (line.charCodeAt(0) !== byte.openBrace || line.charCodeAt(line.length - 1) !== byte.closeBrace)
    return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // the scan of its bytes finds out what it is
  }
}
