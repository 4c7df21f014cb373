import type { Rejection } from '../formats/rejection.ts';
import { batchTable } from '../schema/tables.ts';
import type { Row, TextLimits } from '../warehouse/warehouse.ts';

/** A record of the source that could not be staged, as `etl.rejected_records` keeps it. */
export interface RejectedRecord extends Rejection {
  readonly fileId: number;
  /** 1-based number of the line on which it begins. */
  readonly line: number;
  /** Of its first byte in the decompressed file, from 0. */
  readonly offset: number;
  /** The record as it was: its text, or base64 of its bytes where they are no text that an engine stores. */
  readonly raw: string;
  readonly encoding: 'utf-8' | 'base64';
}

/** The end of the encoding of a raw line of which the engine holds only the beginning. */
const cut = ', cut';

export const rejectedRecordsTable = batchTable('etl.rejected_records');

/** The row of a rejected record, without its run: as it is, or as much of it as the engine's columns hold. */
export function rejectedRow(record: RejectedRecord, limits: TextLimits) {
  const { fileId, line, offset, code, reason, raw, encoding } = record;
  const shorten = (column: string, text: string) =>
    fitText(text, limits.get(column) ?? Number.POSITIVE_INFINITY);
  const kept = shorten('raw_line', raw);
  return {
    file_id: fileId,
    line,
    byte_offset: offset,
    code: shorten('code', code),
    reason: shorten('reason', reason),
    raw_line: kept,
    encoding: kept.length === raw.length ? encoding : encoding + cut,
  };
}

/** The beginning of a text that takes at most `most` bytes as UTF-8: whole characters only. */
function fitText(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  // With `stream`, the beginning of a character that is cut waits for its end.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(text).subarray(0, most), {
    stream: true,
  });
}

/** The raw line of a row of `etl.rejected_records`, byte for byte; the beginning where only that is kept. */
export function rawBytes({ raw_line, encoding }: Row): Buffer {
  return Buffer.from(String(raw_line), String(encoding).startsWith('base64') ? 'base64' : 'utf8');
}
