import { setImmediate } from 'node:timers/promises';
import type { RecordParser } from '../records/parse-record.ts';
import type { Rejection } from '../records/rejection.ts';
import type { Chunks } from '../sources/source.ts';
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
  const judge = startJudge(fileId, parser, output);
  for await (const { lines } of lineBlocks(chunks)) {
    judge.take(lines);
    await output.flush();
    await setImmediate(); // signals and the engine's answers get their turn
  }
  return judge.counts();
}

/** Does the same with a file that is in memory, in one go. */
export function readWhole(
  bytes: Uint8Array,
  fileId: number,
  parser: RecordParser,
  output: Output,
): LineCounts {
  const judge = startJudge(fileId, parser, output);
  judge.take(linesOf(bytes));
  return judge.counts();
}

function startJudge(fileId: number, parser: RecordParser, output: Output) {
  let lines = 0;
  let staged = 0;
  let blank = 0;
  return {
    take(successive: readonly Line[]): void {
      for (const line of successive) {
        lines++;
        if (typeof line === 'string' && isBlank(line)) {
          blank++;
          continue;
        }
        const verdict = typeof line === 'string' ? parser.parse(line) : { rejection: unreadable(line) };
        if ('row' in verdict) {
          staged++;
          verdict.row.file_id = fileId;
          verdict.row.line = lines;
          output.stage(JSON.stringify(verdict.row));
        } else {
          output.reject({ ...verdict.rejection, fileId, line: lines, ...rawLine(line) });
        }
      }
    },
    counts: (): LineCounts => ({ lines, staged, rejected: lines - staged - blank, blank }),
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
