import { setImmediate } from 'node:timers/promises';
import type { RecordParser } from '../formats/parse-record.ts';
import { startContentHash } from './content-hash.ts';
import { lineFeed, longestLine } from './lines.ts';

/** What is known of a file's bytes without parsing them; the engine's count of records is held against it. */
export interface Scan {
  /** `sha256:` and the digest in hexadecimal. */
  readonly content: string;
  readonly lines: number;
  readonly blank: number;
  /** Whether the file may hold something that the engine's own reader takes against `semantics.md`. */
  readonly doubtful: boolean;
}

/**
 * Hashes a file, counts its lines, and looks for the few things that DuckDB's JSON reader lets pass in silence: a line
 * that is no object, a trailing comma, NaN and Infinity, an escaped NUL.
 *
 * @param parser sees one line in {@link sampled}, for the keys that feed no column
 */
export async function scan(chunks: AsyncIterable<Uint8Array>, parser: RecordParser): Promise<Scan> {
  const hash = startContentHash();
  let lines = 0;
  let blank = 0;
  let doubtful = false;
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    hash.update(chunk);
    const bytes = bufferOf(chunk);
    const firstEnd = rest.length === 0 ? 0 : bytes.indexOf(lineFeed) + 1;
    const lastEnd = bytes.lastIndexOf(lineFeed) + 1;
    if (firstEnd > 0) count(Buffer.concat([rest, bytes.subarray(0, firstEnd)]));
    if (lastEnd > firstEnd) count(bytes.subarray(firstEnd, lastEnd));
    rest = lastEnd > 0 ? Buffer.from(bytes.subarray(lastEnd)) : Buffer.concat([rest, bytes]);
    if (rest.length > longestLine) {
      doubtful = true;
      rest = Buffer.alloc(0);
    }
    await setImmediate(); // signals and the engine's answers get their turn
  }
  if (rest.length > 0) count(Buffer.concat([rest, Buffer.from('\n')]));
  return { content: hash.content(), lines, blank, doubtful };

  function count(block: Buffer): void {
    doubtful ||= holdsDoubtfulValue(block);
    for (let start = 0; start < block.length; ) {
      const end = block.indexOf(lineFeed, start);
      lines++;
      if (block[start] !== openingBrace || block[end - 1] !== closingBrace || block[end - 2] === comma) {
        const line = block.toString('latin1', start, end);
        if (/^[ \t\r]*$/.test(line)) blank++;
        else doubtful ||= !/^[ \t]*\{.*[^,\s]\s*\}\s*$/.test(line);
      } else if (lines % sampled === 1) {
        doubtful ||= 'rejection' in parser.parse(block.toString('utf8', start, end));
      }
      start = end + 1;
    }
  }
}

/** DuckDB's reader says nothing of keys that it was not asked for, and parsing every line here would double the time. */
const sampled = 256;

const openingBrace = 123;
const closingBrace = 125;
const comma = 44;

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const escapedNul = Buffer.from('\\u0000');
/** Searched for by their rarest ends: "In" alone stops a search of log data at every other word. */
const words = [
  { before: '', rare: Buffer.from('NaN') },
  { before: 'In', rare: Buffer.from('finity') },
];

function holdsDoubtfulValue(block: Buffer): boolean {
  return block.includes(escapedNul) || words.some((word) => standsAsValue(block, word));
}

/** Whether a word stands where a value begins, after `:`, `,` or `[`; within a text that is possible too, and harmless. */
function standsAsValue(block: Buffer, { before, rare }: (typeof words)[number]): boolean {
  for (let at = block.indexOf(rare); at !== -1; at = block.indexOf(rare, at + 1)) {
    const text = block.toString('latin1', Math.max(0, at - 20), at);
    if (text.endsWith(before) && valueBegins.test(text.slice(0, text.length - before.length))) return true;
  }
  return false;
}

const valueBegins = /[:,[]\s*-?$/;
