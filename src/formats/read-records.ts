import { setImmediate } from 'node:timers/promises';
import { bufferOf, type Chunks } from './bytes.ts';
import type { Frame, RejectedBytes, WholeObject } from './frame.ts';
import { onlyLine, startFraming } from './framing.ts';
import type { Ledger } from './ledger.ts';
import type { RecordParser, StagedRow } from './parse-record.ts';

/** A record with what it becomes: a row of staging, or the reason why it is rejected. */
export type ReadRecord = (WholeObject & { readonly row: StagedRow }) | RejectedBytes;

/** What a frame becomes. */
export function readFrame(frame: Frame, parser: RecordParser): ReadRecord {
  if ('rejection' in frame) return frame;
  const { line, offset, size, text, object } = frame;
  const result = parser.parse(text, object);
  if ('row' in result) return { line, offset, size, text, object, row: result.row };
  return { line, offset, size, rejection: result.rejection, raw: Buffer.from(text) };
}

/** The records of a file, and what is none, before any of them is validated. */
export async function* readFrames(chunks: Chunks, ledger?: Ledger): AsyncIterable<readonly Frame[]> {
  const framing = startFraming();
  for await (const chunk of chunks) {
    ledger?.take(chunk);
    yield framing.take(chunk);
    await setImmediate(); // signals and the engine's answers get their turn
  }
  yield framing.end();
}

/** The same of a file that is in memory; most small ones are a single line. */
export function framesIn(bytes: Uint8Array): readonly Frame[] {
  const only = onlyLine(bufferOf(bytes));
  if (only !== undefined) return [only];
  const framing = startFraming();
  const frames = framing.take(bytes);
  return [...frames, ...framing.end()];
}
