import { byte, byteOrderMark, isWhiteSpace, startsWithByteOrderMark } from './bytes.ts';
import { openInput } from './input.ts';

/** What a file holds, by its bytes: counted apart from whatever reads its records. */
export interface LedgerTotals {
  readonly records: number;
  /** A last one that has no end counts. */
  readonly lines: number;
  /** Lines of white space outside of any record. */
  readonly blank: number;
  readonly bytes: number;
  /** Bytes between the records that are white space, a byte order mark, or the marks of an array. */
  readonly betweenBytes: number;
}

/**
 * Accounts for every byte of a file. It sees the bytes before they are cut into records, and where the records are said to
 * be; what lies between and is neither white space nor a mark of an array counts nowhere, and is missed in the sum.
 */
export interface Ledger {
  take(chunk: Uint8Array): void;
  /** A record, in the order of the file. */
  enter(offset: number, size: number): void;
  totals(): LedgerTotals;
}

export function startLedger(): Ledger {
  /** The bytes of which it is not known yet whether they belong to a record. */
  const input = openInput();
  let bytes = 0;
  let records = 0;
  let lines = 0;
  let blank = 0;
  let between = 0;
  let isArray: boolean | undefined;
  /** Whether the line so far holds white space alone. */
  let isBlankLine = true;
  let last: number | undefined;

  function closeGap(end: number): void {
    if (input.base() === 0 && input.at === 0 && startsWithByteOrderMark(input.bytes())) {
      input.at = byteOrderMark.length;
      between += byteOrderMark.length;
    }
    for (const all = input.bytes(); input.base() + input.at < end; input.at++) {
      const code = all[input.at];
      if (code === byte.lineFeed) {
        if (isBlankLine) blank++;
        isBlankLine = true;
      } else if (!isWhiteSpace(code)) {
        isBlankLine = false;
        isArray ??= code === byte.openBracket;
        if (!isArray || !isMark(code)) continue;
      }
      between++;
    }
  }

  return {
    take(chunk) {
      input.append(chunk);
      bytes += chunk.length;
      for (let at = chunk.indexOf(byte.lineFeed); at !== -1; at = chunk.indexOf(byte.lineFeed, at + 1))
        lines++;
      last = chunk.at(-1) ?? last;
    },
    enter(offset, size) {
      closeGap(offset);
      isArray ??= false;
      isBlankLine = false;
      records++;
      input.at = Math.max(input.at, offset + size - input.base());
    },
    totals() {
      closeGap(bytes);
      const isMarkAlone = bytes === byteOrderMark.length && between === bytes && last === byteOrderMark[2];
      const hasOpenLine = bytes > 0 && last !== byte.lineFeed && !isMarkAlone;
      if (hasOpenLine) lines++;
      if (hasOpenLine && isBlankLine) blank++;
      return { records, lines, blank, bytes, betweenBytes: between };
    },
  };
}

function isMark(code: number | undefined): boolean {
  return code === byte.comma || code === byte.openBracket || code === byte.closeBracket;
}
