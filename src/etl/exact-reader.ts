import { setImmediate } from 'node:timers/promises';
import type { RecordParser } from '../formats/parse-record.ts';
import type { Rejection } from '../formats/rejection.ts';
import type { Chunks } from '../sources/source.ts';
import { type LineCount, startLineCount } from './line-count.ts';
import { type Line, lineBlocks, linesOf, longestLine, type UnreadableLine } from './lines.ts';
import type { RejectedRecord } from './rejected-record.ts';

/** What became of the lines of a file: `lines = staged + rejected + blank`. */
export interface LineCounts {
  readonly lines: number;
  readonly staged: number;
  readonly rejected: number;
  readonly blank: number;
}

interface Output {
  /** Takes a row, as JSON, for the staging table. */
  stage(json: string): void;
  reject(record: RejectedRecord): void;
  /** Called between blocks, so that rows can be loaded while more are read. */
  flush(): Promise<void>;
}

/** Judges every line of a file by `semantics.md`: slower than an engine's own reader, and never wrong about a record. */
export async function readExactly(
  chunks: Chunks,
  fileId: number,
  parser: RecordParser,
  output: Output,
): Promise<LineCounts> {
  const count = startLineCount();
  const judge = startJudge(fileId, parser, output);
  for await (const { lines } of lineBlocks(counted(chunks, count))) {
    judge.take(lines);
    await output.flush();
    await setImmediate(); // signals and the engine's answers get their turn
  }
  return { lines: count.lines(), ...judge.verdicts() };
}

/** Does the same with a file that is in memory, in one go. */
export function readWhole(
  bytes: Uint8Array,
  fileId: number,
  parser: RecordParser,
  output: Output,
): LineCounts {
  const count = startLineCount();
  count.take(bytes);
  const judge = startJudge(fileId, parser, output);
  judge.take(linesOf(bytes));
  return { lines: count.lines(), ...judge.verdicts() };
}

/** The lines are counted from the bytes, not from the lines that are judged: so that a lost one is missed. */
async function* counted(chunks: Chunks, count: LineCount): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    count.take(chunk);
    yield chunk;
  }
}

function startJudge(fileId: number, parser: RecordParser, output: Output) {
  let lineNumber = 0;
  let staged = 0;
  let rejected = 0;
  let blank = 0;
  return {
    take(lines: readonly Line[]): void {
      for (const line of lines) {
        lineNumber++;
        if (typeof line === 'string' && isBlank(line)) {
          blank++;
          continue;
        }
        const verdict = typeof line === 'string' ? parser.parse(line) : { rejection: unreadable(line) };
        if ('row' in verdict) {
          staged++;
          verdict.row.file_id = fileId;
          verdict.row.line = lineNumber;
          output.stage(JSON.stringify(verdict.row));
        } else {
          rejected++;
          output.reject({ ...verdict.rejection, fileId, line: lineNumber, ...rawLine(line) });
        }
      }
    },
    verdicts: () => ({ staged, rejected, blank }),
  };
}

/** Only what JSON takes for white space. */
const blanks = /^[ \t\r]*$/;

function isBlank(line: string): boolean {
  return line.charCodeAt(0) !== 123 && blanks.test(line);
}

function unreadable(line: UnreadableLine): Rejection {
  return line.problem === 'bad_utf8'
    ? { code: 'bad_utf8', reason: 'The line is not valid UTF-8.' }
    : { code: 'too_long', reason: `The line is longer than ${longestLine} bytes; its beginning is kept.` };
}

function rawLine(line: Line): Pick<RejectedRecord, 'raw' | 'encoding'> {
  if (typeof line !== 'string')
    return { raw: Buffer.from(line.bytes).toString('base64'), encoding: 'base64' };
  if (!line.includes('\0')) return { raw: line, encoding: 'utf-8' };
  return { raw: Buffer.from(line, 'utf8').toString('base64'), encoding: 'base64' };
}
