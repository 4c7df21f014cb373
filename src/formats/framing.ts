import { isUtf8 } from 'node:buffer';
import { byte, byteOrderMark, isWhiteSpace, startsWithByteOrderMark } from './bytes.ts';
import { brokenFrame, type Frame, objectFrame, overlongFrame, wholeFrame } from './frame.ts';
import { openInput } from './input.ts';
import { startLines } from './line-texts.ts';
import { startRejectedLine } from './rejected-line.ts';
import { longestRecord, startValueScan, type ValueScan } from './value-scan.ts';

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
  const lines = startLines(input);
  let frames: Frame[] = [];
  let line = 1;
  /** Whether the input is at the first byte of a line. */
  let isLineStart = true;
  /** Whether the file is an array of records; known from the first character on. */
  let isArray: boolean | undefined;
  let unfinished: ValueScan | undefined;
  let rejected: ReturnType<typeof startRejectedLine> | undefined;
  /** The last object that was not whole: what is known of the bytes before the place where that showed. */
  let failed: { readonly scan: ValueScan; readonly isTooLong: boolean } | undefined;

  function advance(isEnd: boolean): readonly Frame[] {
    frames = [];
    if (input.base() === 0 && input.at === 0) {
      if (!isEnd && input.bytes().length < byteOrderMark.length) return frames;
      if (startsWithByteOrderMark(input.bytes())) input.at = byteOrderMark.length;
    }
    while (step(isEnd));
    return frames;
  }

  /** False if there is nothing more to be found in the bytes so far. */
  function step(isEnd: boolean): boolean {
    if (rejected !== undefined) return endRejected(isEnd);
    if (unfinished !== undefined) return scanOn(unfinished, isEnd);
    if (isLineStart && isArray === false) readLines(isEnd);
    const code = skipSeparators();
    if (code === undefined) return false;
    if (code === byte.lineFeed) return true;
    if (isArray === undefined) {
      isArray = code === byte.openBracket;
      return true;
    }
    if (code !== byte.openBrace && !isArray) return rejectLine(false, isEnd);
    const place = input.base() + input.at;
    const scan = scanAt(place);
    return scan === undefined ? rejectLine(false, isEnd) : scanOn(scan, isEnd);
  }

  /** Takes lines that are one object each, and blank ones, up to one that is neither. */
  function readLines(isEnd: boolean): void {
    for (let text = lines.next(line, isEnd); text !== undefined; text = lines.next(line, isEnd)) {
      const size = lines.sizeOf(text);
      const content = text.endsWith('\r') ? text.slice(0, -1) : text;
      if (content !== '') {
        const object = parseObject(content);
        if (object === undefined) return;
        const place = { line, offset: input.base() + input.at, size: size - text.length + content.length };
        frames.push(objectFrame(content, object, place));
      }
      const { length } = input.bytes();
      input.at += size;
      isLineStart = input.at < length;
      if (!isLineStart) return;
      input.at++;
      line++;
    }
  }

  /** The first character that counts, at which the input is then; at the end of a line, what follows it. */
  function skipSeparators(): number | undefined {
    const bytes = input.bytes();
    for (; input.at < bytes.length; input.at++) {
      const code = bytes[input.at] as number;
      if (code === byte.lineFeed) {
        line++;
        isLineStart = true;
        if (isArray !== false) continue;
        input.at++;
        return code;
      }
      const isMark = code === byte.comma || code === byte.openBracket || code === byte.closeBracket;
      if (!isWhiteSpace(code) && !(isArray && isMark)) return code;
      isLineStart = false;
    }
    return undefined;
  }

  /** What finds the end of the value here; undefined if it is known to have none. */
  function scanAt(place: number): ValueScan | undefined {
    if (failed === undefined || place >= failed.scan.at()) return startValueScan(place);
    const { scan, isTooLong } = failed;
    if (!scan.isOpenAt(place)) return startValueScan(place);
    if (!isTooLong) return undefined;
    failed = undefined;
    scan.narrowTo(place);
    return scan;
  }

  function scanOn(scan: ValueScan, isEnd: boolean): boolean {
    unfinished = undefined;
    const result = scan.run(input.bytes(), input.base(), isEnd);
    if (result === 'more') {
      unfinished = scan;
      return false;
    }
    if (result !== 'whole') {
      if (failed === undefined || scan.at() > failed.scan.at())
        failed = { scan, isTooLong: result === 'too_long' };
      return rejectLine(result === 'too_long', isEnd);
    }
    const bytes = input.bytes().subarray(input.at, scan.at() - input.base());
    const place = { line, offset: input.base() + input.at, size: bytes.length };
    frames.push(wholeFrame(bytes, place, scan.holdsNul()));
    for (let at = bytes.indexOf(byte.lineFeed); at !== -1; at = bytes.indexOf(byte.lineFeed, at + 1)) line++;
    input.at += bytes.length;
    isLineStart = false;
    return true;
  }

  /** Rejects what is here up to the end of its line. */
  function rejectLine(isTooLong: boolean, isEnd: boolean): boolean {
    const toFrame = isTooLong ? overlongFrame : brokenFrame;
    isLineStart = false;
    rejected = startRejectedLine({ line, offset: input.base() + input.at }, toFrame);
    return endRejected(isEnd);
  }

  function endRejected(isEnd: boolean): boolean {
    const bytes = input.bytes();
    const found = bytes.indexOf(byte.lineFeed, input.at);
    const end = found === -1 ? bytes.length : found;
    rejected?.take(bytes.subarray(input.at, end));
    input.at = end;
    if (found === -1 && !isEnd) return false;
    if (rejected !== undefined) frames.push(rejected.frame());
    rejected = undefined;
    return true;
  }

  return {
    take(chunk) {
      input.append(chunk);
      return advance(false);
    },
    end: () => advance(true),
  };
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
